using System.Runtime.CompilerServices;

namespace Inkling.Imaging;

/// <summary>What a file may cost at most: a header of twenty bytes can claim four billion pixels.</summary>
public sealed record DecodeLimits
{
    /// <summary>The limits where none are given.</summary>
    public static DecodeLimits Default { get; } = new();

    /// <summary>Pixels of a file at most; the default is an A3 page at 600 dpi.</summary>
    /// <remarks>Decoding takes at most 16 bytes a pixel: docs/decisions/0061-picture-libraries.md</remarks>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public long MaxPixels { get; init => field = AtLeastOne(value); } = 70_000_000;

    /// <summary>Bytes of the file at most; the default is 128 MiB.</summary>
    /// <remarks>Of a stream or pipe without end, three times as much memory is taken.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public long MaxBytes { get; init => field = AtLeastOne(value); } = 1L << 27;

    /// <summary>Throws unless a file of that many bytes may be decoded.</summary>
    /// <exception cref="ImageFormatException">It is larger than <see cref="MaxBytes"/>.</exception>
    internal void CheckBytes(long bytes)
    {
        if (bytes > MaxBytes)
            throw ImageFormatException.TooLarge($"has more than {MaxBytes:N0} bytes, which is the limit");
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

    private static long AtLeastOne(long value, [CallerMemberName] string property = "")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, property);
        return value;
    }
}
