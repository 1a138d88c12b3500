namespace Inkling.Imaging.Decoding;

/// <summary>What a file may cost at most: a header of twenty bytes can claim four billion pixels.</summary>
public sealed record DecodeLimits
{
    /// <summary>The limits used when none are given.</summary>
    public static DecodeLimits Default { get; } = new();

    /// <summary>Pixels of a file at most; the default holds an A3 page at 600 dpi (70 million).</summary>
    public long MaxPixels { get; init; } = 100_000_000;

    /// <summary>Bytes of the file at most; the default is 256 MiB.</summary>
    public long MaxBytes { get; init; } = 1L << 28;

    /// <summary>Throws unless a file of that many bytes may be decoded.</summary>
    /// <exception cref="ImageFormatException">It is larger than <see cref="MaxBytes"/>.</exception>
    public void CheckBytes(long bytes)
    {
        if (bytes > MaxBytes)
            throw ImageFormatException.TooLarge($"has {bytes:N0} bytes, and the limit is {MaxBytes:N0}");
    }

    /// <summary>Throws unless the pixels are within the limits and fit one array as 16-bit RGBA.</summary>
    internal void CheckPixels(long width, long height)
    {
        long most = Math.Min(MaxPixels, Array.MaxLength / 8);
        if (width < 1 || height < 1)
            throw ImageFormatException.Damaged($"its header says {width:N0} × {height:N0} pixels");
        if (width > most / height)
            throw ImageFormatException.TooLarge(
                $"is {width:N0} × {height:N0} pixels, and the limit is {most:N0} in all");
    }
}
