namespace Inkling.Imaging.Decoding;

/// <summary>A picture in the making, turned grey if wanted and upright by Exif (Exif 2.32, 4.6.4).</summary>
internal sealed class PictureRows
{
    private readonly int _width;
    private readonly int _height;
    private readonly int _channels;
    private readonly int _orientation;
    private readonly bool _toGrey;
    private readonly byte[] _samples;
    private readonly int _sampleChannels;

    // A row that cannot be made in its place.
    private readonly byte[] _row;

    public PictureRows(int width, int height, int channels, bool toGrey, int orientation = 1)
    {
        (_width, _height, _channels, _orientation) = (width, height, channels, orientation);
        _toGrey = toGrey && channels > 1;
        _sampleChannels = _toGrey ? 1 : channels;
        _samples = new byte[(long)width * height * _sampleChannels];
        _row = new byte[_toGrey || orientation != 1 ? width * channels : 0];
    }

    public RasterImage ToRaster() => _orientation >= 5
        ? new(_height, _width, _sampleChannels, _samples)
        : new(_width, _height, _sampleChannels, _samples);

    /// <summary>Lends the room of row <paramref name="y"/> until <see cref="Done"/>.</summary>
    public Span<byte> Row(int y) => _row.Length > 0 ? _row : Samples(y);

    public void Done(int y)
    {
        if (_orientation != 1)
        {
            if (_toGrey)
                Luma.OfPixels(_row, _channels, _row);
            Turn(y, _row);
        }
        else if (_toGrey)
        {
            Luma.OfPixels(_row, _channels, Samples(y));
        }
    }

    private Span<byte> Samples(int y) =>
        _samples.AsSpan(y * _width * _sampleChannels, _width * _sampleChannels);

    private void Turn(int y, ReadOnlySpan<byte> row)
    {
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
        if (_sampleChannels == 1)
        {
            for (int x = 0; x < _width; x++)
                samples[start + (x * step)] = row[x];
            return;
        }
        for (int x = 0; x < _width; x++)
            row.Slice(x * _sampleChannels, _sampleChannels).CopyTo(
                samples[((start + (x * step)) * _sampleChannels)..]);
    }
}
