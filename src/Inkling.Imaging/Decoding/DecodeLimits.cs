namespace Inkling.Imaging.Decoding;

/// <summary>
/// What a file may cost at most. A header of twenty bytes can claim four thousand million pixels.
/// </summary>
public sealed record DecodeLimits
{
    /// <summary>The limits used when none are given.</summary>
    public static DecodeLimits Default { get; } = new();

    /// <summary>Width × height at most. The default holds every phone camera of today.</summary>
    public long MaxPixels { get; init; } = 100_000_000;

    /// <summary>
    /// Throws unless width × height is within the limits and one array can hold it as RGBA of 16 bits.
    /// </summary>
    internal void Check(long width, long height)
    {
        long most = Math.Min(MaxPixels, Array.MaxLength / 8);
        if (width < 1 || height < 1)
            throw ImageFormatException.Damaged($"its header says {width:N0} × {height:N0} pixels");
        if (width > most / height)
        {
            throw new ImageFormatException(
                $"is {width:N0} × {height:N0} pixels, and the limit is {most:N0} in all: make it smaller");
        }
    }
}
