namespace Inkling.Imaging;

/// <summary>A decoded picture of 8-bit samples, interleaved and upright, without colour profile.</summary>
public sealed class RasterImage
{
    /// <summary>Wraps <paramref name="samples"/>, which the image then owns.</summary>
    /// <param name="width">Pixels across, at least 1.</param>
    /// <param name="height">Pixels down, at least 1.</param>
    /// <param name="channels">1 grey, 2 grey and alpha, 3 RGB, 4 RGBA.</param>
    /// <param name="samples">[height × width × channels] values, row by row from the top.</param>
    /// <exception cref="ArgumentNullException">There are no samples.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1, or channels not 1 to 4.</exception>
    /// <exception cref="ArgumentException">There are not width × height × channels samples.</exception>
    public RasterImage(int width, int height, int channels, byte[] samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (channels is < 1 or > 4)
        {
            throw new ArgumentOutOfRangeException(
                nameof(channels), $"An image has 1 to 4 channels, not {channels:N0}.");
        }
        if (samples.Length != (long)width * height * channels)
        {
            throw new ArgumentException(
                $"{samples.Length:N0} samples are not an image of {width:N0} × {height:N0} × {channels}.",
                nameof(samples));
        }
        Width = width;
        Height = height;
        Channels = channels;
        Samples = samples;
    }

    /// <summary>Pixels across.</summary>
    public int Width { get; }

    /// <summary>Pixels down.</summary>
    public int Height { get; }

    /// <summary>1 grey, 2 grey and alpha, 3 RGB, 4 RGBA; alpha is straight, 0 clear to 255 solid.</summary>
    public int Channels { get; }

    /// <summary>[Height × Width × Channels] values, row by row from the top.</summary>
    public byte[] Samples { get; }

    /// <summary>Converts to BT.601 luma over white paper; grey without alpha shares its samples.</summary>
    public GreyImage ToGrey()
    {
        if (Channels == 1)
            return new GreyImage(Width, Height, Samples);
        byte[] grey = GC.AllocateUninitializedArray<byte>(Width * Height);
        Luma.OfPixels(Samples, Channels, grey);
        return new GreyImage(Width, Height, grey);
    }
}
