using System.Buffers;
using System.Runtime.Intrinsics;

namespace Inkling.Imaging.Filters;

/// <summary>
/// The least, greatest or mean level within a square window around each pixel, the window being cut at the
/// edges. Separable; the time of a mean does not depend on the window's size, that of a least hardly does.
/// </summary>
internal static class SlidingWindow
{
    /// <summary>Erodes: each level becomes the least within a radius.</summary>
    public static GreyImage Erode(GreyImage image, int radius) => Least(image, radius, flip: 0);

    /// <summary>Dilates: each level becomes the greatest within a radius.</summary>
    public static GreyImage Dilate(GreyImage image, int radius) => Least(image, radius, flip: 255);

    /// <summary>Blurs: each level becomes the mean within a radius, rounded in each direction.</summary>
    public static GreyImage Average(GreyImage image, int radius)
    {
        var means = GreyImage.Unset(image.Width, image.Height);
        var ofRows = GreyImage.Unset(image.Width, image.Height);
        var counts = RowSums.OfOnes(image.Width, radius);
        RowSums around = new(image.Width, radius);
        for (int y = 0; y < image.Height; y++)
        {
            around.Set(image.Row(y));
            around.Mean(counts, ofRows.Row(y));
        }
        WindowSums sums = new(image.Width);
        for (int y = -radius; y < image.Height; y++)
        {
            if (y + radius < image.Height)
                sums.Add(ofRows.Row(y + radius));
            if (y > radius)
                sums.Remove(ofRows.Row(y - radius - 1));
            if (y >= 0)
                sums.Mean(means.Row(y));
        }
        return means;
    }

    // The least of all levels, or of their negatives if every bit is flipped.
    private static GreyImage Least(GreyImage image, int radius, byte flip)
    {
        (int width, int height) = (image.Width, image.Height);
        int wide = width + (2 * radius);
        int high = height + (2 * radius);
        int window = (2 * radius) + 1;
        var least = GreyImage.Unset(width, height);
        byte[] scratch = ArrayPool<byte>.Shared.Rent((wide * height) + (width * high));

        // What is beyond the edges is 255, which never is the least.
        Span<byte> rows = scratch.AsSpan(0, wide * height);
        for (int y = 0; y < height; y++)
        {
            Span<byte> row = rows.Slice(y * wide, wide);
            row[..radius].Fill(255);
            Flip(image.Row(y), flip, row.Slice(radius, width));
            row[^radius..].Fill(255);
        }
        MinimumOfNext(rows, window, step: 1);

        Span<byte> columns = scratch.AsSpan(rows.Length, width * high);
        columns[..(radius * width)].Fill(255);
        columns[^(radius * width)..].Fill(255);
        for (int y = 0; y < height; y++)
            rows.Slice(y * wide, width).CopyTo(columns[((radius + y) * width)..]);
        MinimumOfNext(columns, window, step: width);
        Flip(columns[..least.Pixels.Length], flip, least.Pixels);
        ArrayPool<byte>.Shared.Return(scratch);
        return least;
    }

    private static void Flip(ReadOnlySpan<byte> levels, byte bits, Span<byte> flipped)
    {
        int i = 0;
        for (; i <= levels.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            (Vector128.LoadUnsafe(in levels[i]) ^ Vector128.Create(bits)).StoreUnsafe(ref flipped[i]);
        }
        for (; i < levels.Length; i++)
            flipped[i] = (byte)(levels[i] ^ bits);
    }

    // Each level becomes the least of itself and of the window - 1 that follow, a step apart. A least of n
    // and that of the n from at most n steps on make a least of up to 2n: the window doubles.
    private static void MinimumOfNext(Span<byte> levels, int window, int step)
    {
        int reached = 1;
        while (reached < window)
        {
            int further = Math.Min(reached, window - reached);
            MinimumOfTwo(levels, further * step);
            reached += further;
        }
    }

    // In place, upwards: what lies ahead is as yet as it was.
    private static void MinimumOfTwo(Span<byte> levels, int apart)
    {
        Span<byte> ahead = levels[apart..];
        int i = 0;
        for (; i <= ahead.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            Vector128<byte> next = Vector128.LoadUnsafe(ref ahead[i]);
            Vector128.Min(Vector128.LoadUnsafe(ref levels[i]), next).StoreUnsafe(ref levels[i]);
        }
        for (; i < ahead.Length; i++)
            levels[i] = Math.Min(levels[i], ahead[i]);
    }
}
