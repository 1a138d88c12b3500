using System.Buffers.Binary;

namespace Inkling.Imaging.Decoding.Png;

/// <summary>Unfiltered rows to 8-bit samples (ISO/IEC 15948, 13.12), with palette and clear colour.</summary>
internal sealed class PngSamples
{
    private readonly PngHeader _header;
    private readonly PngPalette _palette;
    private readonly PictureRows _picture;
    private readonly int _channels;

    // One row of samples of up to eight bits, a byte each; and one of pixels that do not stand side by side.
    private readonly byte[] _unpacked;
    private readonly byte[] _pixels;

    // Of depths below eight: what each byte stands for, as places and as levels.
    private readonly ulong[] _places = [];
    private readonly ulong[] _levels = [];

    public PngSamples(PngHeader header, PngPalette palette, bool toGrey)
    {
        _header = header;
        _palette = palette;
        int colours = header.Colour == PngColour.Palette ? 3 : header.Channels;
        _channels = colours + (palette.HasTransparency ? 1 : 0);
        _picture = new PictureRows(header.Width, header.Height, _channels, toGrey && !header.IsInterlaced);
        _unpacked = new byte[header.Depth < 8 ? header.Width : 0];
        _pixels = new byte[header.IsInterlaced ? header.Width * _channels : 0];
        if (header.Depth < 8)
            (_places, _levels) = (TableOf(1), TableOf(Widening));
    }

    public RasterImage ToRaster() => _picture.ToRaster();

    public void Place(PngPass pass, int row, ReadOnlySpan<byte> bytes)
    {
        int columns = pass.Columns(_header);
        int y = pass.Top + (row * pass.Down);
        Span<byte> target = _picture.Row(y);
        if (pass.Across == 1)
        {
            Convert(bytes, target);
            _picture.Done(y);
            return;
        }
        Span<byte> pixels = _pixels.AsSpan(0, columns * _channels);
        Convert(bytes, pixels);
        for (int x = 0; x < columns; x++)
        {
            int place = (pass.Left + (x * pass.Across)) * _channels;
            pixels.Slice(x * _channels, _channels).CopyTo(target[place..]);
        }
    }

    private void Convert(ReadOnlySpan<byte> bytes, Span<byte> pixels)
    {
        if (_header.Colour == PngColour.Palette)
            _palette.LookUp(Unpacked(bytes, pixels.Length / _channels), pixels);
        else if (_palette.HasTransparency)
            MarkClear(bytes, pixels);
        else if (_header.Depth == 16)
            TakeUpperBytes(bytes, pixels);
        else if (_header.Depth == 8)
            bytes[..pixels.Length].CopyTo(pixels);
        else
            Unpack(bytes, pixels, _levels);
    }

    // 255 is a multiple of 1, 3 and 15, so that the greatest sample becomes 255.
    private int Widening => 255 / ((1 << _header.Depth) - 1);

    /// <summary>Samples of up to eight bits as a byte each.</summary>
    private ReadOnlySpan<byte> Unpacked(ReadOnlySpan<byte> bytes, int count)
    {
        if (_header.Depth == 8)
            return bytes[..count];
        Span<byte> samples = _unpacked.AsSpan(0, count);
        Unpack(bytes, samples, _places);
        return samples;
    }

    // All samples of a byte at once, by a table; more than they are is written, and then overwritten.
    private void Unpack(ReadOnlySpan<byte> bytes, Span<byte> samples, ulong[] table)
    {
        int perByte = 8 / _header.Depth;
        int i = 0;
        for (; i <= samples.Length - 8; i += perByte, bytes = bytes[1..])
            BinaryPrimitives.WriteUInt64LittleEndian(samples[i..], table[bytes[0]]);
        for (int within = 0; i < samples.Length; i++, within++)
            samples[i] = (byte)(table[bytes[within / perByte]] >> (8 * (within % perByte)));
    }

    /// <summary>For each byte its samples times a factor, the first in the lowest byte.</summary>
    private ulong[] TableOf(int factor)
    {
        int depth = _header.Depth;
        ulong[] table = new ulong[256];
        for (int b = 0; b < table.Length; b++)
        {
            for (int i = 0; i < 8 / depth; i++)
            {
                int sample = (b >> (8 - (depth * (i + 1)))) & ((1 << depth) - 1);
                table[b] |= (ulong)(sample * factor) << (8 * i);
            }
        }
        return table;
    }

    // As libpng's png_set_strip_16 does.
    private static void TakeUpperBytes(ReadOnlySpan<byte> bytes, Span<byte> pixels)
    {
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = bytes[2 * i];
    }

    /// <summary>Gives pixels an alpha of 0 where they have the clear colour, at the file's depth.</summary>
    private void MarkClear(ReadOnlySpan<byte> bytes, Span<byte> pixels)
    {
        int colours = _channels - 1;
        int count = pixels.Length / _channels * colours;
        bool isWide = _header.Depth == 16;
        int mask = (1 << _header.Depth) - 1;
        ReadOnlySpan<byte> samples = isWide ? bytes : Unpacked(bytes, count);
        for (int i = 0; i < count; i += colours)
        {
            Span<byte> pixel = pixels.Slice(i / colours * _channels, _channels);
            bool isClear = true;
            for (int channel = 0; channel < colours; channel++)
            {
                int at = i + channel;
                int sample = isWide ? (samples[2 * at] << 8) | samples[(2 * at) + 1] : samples[at];
                isClear &= sample == (_palette.ClearSample(channel) & mask);
                pixel[channel] = (byte)(isWide ? sample >> 8 : sample * Widening);
            }
            pixel[colours] = isClear ? (byte)0 : (byte)255;
        }
    }
}
