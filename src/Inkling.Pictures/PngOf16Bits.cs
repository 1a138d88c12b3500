using System.Buffers.Binary;

namespace Inkling.Pictures;

/// <summary>
/// The headers of PNG files whose samples have 16 bits (ISO/IEC 15948, 11.2.2). It decodes nothing.
/// </summary>
internal static class PngOf16Bits
{
    private const int Type = 12, Depth = 24, Colour = 25, Crc = 29, Length = 33; // places in the file
    private const int Grey = 0, GreyAlpha = 4;

    /// <summary>Whether a file is such a PNG.</summary>
    public static bool Is(ReadOnlySpan<byte> file) =>
        file.Length > Length && file.StartsWith((ReadOnlySpan<byte>)[0x89, .. "PNG"u8]) && file[Depth] == 16;

    /// <summary>Whether a sample is a whole pixel of it: one that is grey, without alpha.</summary>
    public static bool IsGrey(ReadOnlySpan<byte> file) => file[Colour] == Grey;

    /// <summary>
    /// Copies a grey one as grey and alpha of 8 bits: its high bytes become grey, and its low bytes alpha. A
    /// pixel has two bytes either way, and so have the filters.
    /// </summary>
    public static byte[] AsGreyAndAlpha(ReadOnlySpan<byte> file)
    {
        byte[] copy = file.ToArray();
        (copy[Depth], copy[Colour]) = (8, GreyAlpha);
        BinaryPrimitives.WriteUInt32BigEndian(copy.AsSpan(Crc), CrcOf(copy.AsSpan(Type..Crc)));
        return copy;
    }

    // ISO/IEC 15948, annex D, without its table: seventeen bytes are all there are.
    private static uint CrcOf(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }
        return ~crc;
    }
}
