using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Png;

/// <summary>
/// Unfiltered rows to 8-bit samples: widens 1, 2 and 4 bits, takes the upper byte of 16, looks palettes up
/// and turns a clear colour into alpha (ISO/IEC 15948, 13.12). It knows neither filters nor compression.
/// </summary>
internal sealed class PngSamples
{
    private readonly PngHeader _header;
    private readonly PngPalette _palette;
    private readonly byte[] _samples;
    private readonly int _channels;

    /// <summary>Makes room for the whole picture.</summary>
    public PngSamples(PngHeader header, PngPalette palette)
    {
        _header = header;
        _palette = palette;
        int colours = header.Colour == PngColour.Palette ? 3 : header.Channels;
        _channels = colours + (palette.HasTransparency ? 1 : 0);
        _samples = new byte[(long)header.Width * header.Height * _channels];
    }

    /// <summary>The picture, complete once every row has been placed.</summary>
    public RasterImage ToRaster() => new(_header.Width, _header.Height, _channels, _samples);

    /// <summary>Places row <paramref name="row"/> of a pass.</summary>
    public void Place(PngPass pass, int row, ReadOnlySpan<byte> bytes)
    {
        int columns = pass.Columns(_header);
        int start = (((pass.Top + (row * pass.Down)) * _header.Width) + pass.Left) * _channels;
        Span<byte> target = _samples.AsSpan(start);
        bool isPlain = _header.Depth == 8 && _header.Colour != PngColour.Palette && !_palette.HasTransparency;
        if (isPlain && pass.Across == 1)
        {
            bytes.CopyTo(target);
            return;
        }

        for (int x = 0; x < columns; x++)
        {
            Span<byte> pixel = target.Slice(x * pass.Across * _channels, _channels);
            if (_header.Colour == PngColour.Palette)
                LookUp(Sample(bytes, x), pixel);
            else
                Convert(bytes, x, pixel);
        }
    }

    private void LookUp(int place, Span<byte> pixel)
    {
        if (place >= _palette.Count)
            throw Damaged($"a PNG pixel has colour {place} of a palette of {_palette.Count}");
        _palette.Colour(place).CopyTo(pixel);
        if (pixel.Length > 3)
            pixel[3] = _palette.Alpha(place);
    }

    private void Convert(ReadOnlySpan<byte> bytes, int x, Span<byte> pixel)
    {
        int channels = _header.Channels;
        bool isClear = true;
        for (int channel = 0; channel < channels; channel++)
        {
            int sample = Sample(bytes, (x * channels) + channel);
            isClear &= sample == _palette.ClearSample(channel);
            pixel[channel] = _header.Depth switch
            {
                8 => (byte)sample,
                16 => (byte)(sample >> 8), // As libpng's png_set_strip_16 does.
                _ => (byte)(sample * 255 / ((1 << _header.Depth) - 1)), // 255 is a multiple of 1, 3 and 15.
            };
        }

        if (pixel.Length > channels)
            pixel[channels] = isClear ? (byte)0 : (byte)255;
    }

    private int Sample(ReadOnlySpan<byte> bytes, int i)
    {
        int depth = _header.Depth;
        if (depth == 8)
            return bytes[i];
        if (depth == 16)
            return (bytes[2 * i] << 8) | bytes[(2 * i) + 1];
        int bit = i * depth;
        return (bytes[bit / 8] >> (8 - depth - (bit % 8))) & ((1 << depth) - 1);
    }
}
