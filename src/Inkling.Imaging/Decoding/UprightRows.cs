namespace Inkling.Imaging.Decoding;

/// <summary>
/// A picture in the making: takes rows from the top of the file's picture and puts each where Exif's
/// orientation wants it (Exif 2.32, 4.6.4). 2 to 4 mirror or turn by half, 5 to 8 also change rows and columns.
/// </summary>
internal sealed class UprightRows
{
    private readonly int _width;
    private readonly int _height;
    private readonly int _channels;
    private readonly int _orientation;
    private readonly byte[] _samples;

    /// <summary>Makes room for the whole picture.</summary>
    /// <param name="width">Pixels across in the file.</param>
    /// <param name="height">Pixels down in the file.</param>
    /// <param name="channels">Samples of a pixel.</param>
    /// <param name="orientation">1 to 8, of which 1 leaves the picture as it is.</param>
    public UprightRows(int width, int height, int channels, int orientation = 1)
    {
        (_width, _height, _channels, _orientation) = (width, height, channels, orientation);
        _samples = new byte[(long)width * height * channels];
    }

    /// <summary>True if a row of the file is a row of the picture, so that <see cref="Row"/> may be used.</summary>
    public bool IsPlain => _orientation == 1;

    /// <summary>The picture, complete once every row has been placed.</summary>
    public RasterImage ToRaster() => _orientation >= 5
        ? new(_height, _width, _channels, _samples)
        : new(_width, _height, _channels, _samples);

    /// <summary>The room of a row, to be written in place; only if <see cref="IsPlain"/>.</summary>
    public Span<byte> Row(int y) => _samples.AsSpan(y * _width * _channels, _width * _channels);

    /// <summary>Places the file's row <paramref name="y"/>.</summary>
    public void Place(int y, ReadOnlySpan<byte> row)
    {
        if (IsPlain)
        {
            row[..(_width * _channels)].CopyTo(Row(y));
            return;
        }

        // Pixel x of this row goes to pixel start + x · step of the upright picture.
        int below = _height - 1 - y;
        int right = _width - 1;
        (int start, int step) = _orientation switch
        {
            2 => ((y * _width) + right, -1),
            3 => ((below * _width) + right, -1),
            4 => (below * _width, 1),
            5 => (y, _height),
            6 => (below, _height),
            7 => ((right * _height) + below, -_height),
            _ => ((right * _height) + y, -_height),
        };
        Span<byte> samples = _samples;
        if (_channels == 1)
        {
            for (int x = 0; x < _width; x++)
                samples[start + (x * step)] = row[x];
            return;
        }

        for (int x = 0; x < _width; x++)
            row.Slice(x * _channels, _channels).CopyTo(samples[((start + (x * step)) * _channels)..]);
    }
}
