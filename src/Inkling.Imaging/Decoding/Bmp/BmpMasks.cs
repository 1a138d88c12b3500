using System.Buffers.Binary;
using System.Numerics;
using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Bmp;

/// <summary>A pixel's bits of each colour; one of n bits is ⌊255 · v / (2ⁿ − 1)⌋, as in Pillow.</summary>
internal sealed class BmpMasks
{
    private readonly uint[] _masks;

    private BmpMasks(params uint[] masks) => _masks = masks;

    /// <summary>No colours at all: of pictures with a palette.</summary>
    public static BmpMasks None { get; } = new(0, 0, 0, 0);

    public bool HasAlpha => _masks[3] != 0;

    public static BmpMasks Usual(int depth) =>
        depth == 16 ? new(0x7C00, 0x03E0, 0x001F, 0) : new(0xFF0000, 0x00FF00, 0x0000FF, 0);

    public static BmpMasks Read(ref ByteReader reader, bool hasAlpha)
    {
        uint[] masks = new uint[4];
        for (int i = 0; i < (hasAlpha ? 4 : 3); i++)
            masks[i] = reader.UInt32Little("a BMP colour mask");
        foreach (uint mask in masks)
        {
            uint shifted = mask == 0 ? 0 : mask >> BitOperations.TrailingZeroCount(mask);
            if ((shifted & (shifted + 1)) != 0)
                throw Damaged($"its BMP colour mask 0x{mask:X8} has gaps");
        }
        return new BmpMasks(masks);
    }

    /// <summary>A row of pixels to RGB, or RGBA if there is alpha.</summary>
    public void Convert(ReadOnlySpan<byte> bytes, int bytesPerPixel, Span<byte> row)
    {
        int channels = HasAlpha ? 4 : 3;
        for (int channel = 0; channel < channels; channel++)
        {
            uint mask = _masks[channel];
            int shift = mask == 0 ? 0 : BitOperations.TrailingZeroCount(mask);
            uint greatest = mask >> shift;
            for (int x = 0; x < row.Length / channels; x++)
            {
                uint value = (Pixel(bytes.Slice(x * bytesPerPixel, bytesPerPixel)) & mask) >> shift;
                row[(x * channels) + channel] = greatest is 0 or 255
                    ? (byte)value
                    : (byte)(255UL * value / greatest);
            }
        }
    }

    private static uint Pixel(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        2 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        3 => BinaryPrimitives.ReadUInt16LittleEndian(bytes) | ((uint)bytes[2] << 16),
        _ => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
    };
}
