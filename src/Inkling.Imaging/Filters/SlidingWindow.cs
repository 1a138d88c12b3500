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
    public static GreyImage Erode(GreyImage image, int radius)
    {
        int width = image.Width;
        int height = image.Height;
        int wide = width + (2 * radius);
        int high = height + (2 * radius);
        int window = (2 * radius) + 1;
        byte[] output = new byte[image.Pixels.Length];
        byte[] scratch = ArrayPool<byte>.Shared.Rent(Math.Max(wide * height, width * high));

        // What is beyond the edges is 255, which never is the least.
        Span<byte> rows = scratch.AsSpan(0, wide * height);
        rows.Fill(255);
        for (int y = 0; y < height; y++)
            image.Pixels.AsSpan(y * width, width).CopyTo(rows[((y * wide) + radius)..]);
        MinimumOfNext(rows, window, step: 1);

        Span<byte> columns = output;
        for (int y = 0; y < height; y++)
            rows.Slice(y * wide, width).CopyTo(columns[(y * width)..]);
        columns = scratch.AsSpan(0, width * high);
        columns.Fill(255);
        output.CopyTo(columns[(radius * width)..]);
        MinimumOfNext(columns, window, step: width);
        columns[..output.Length].CopyTo(output);
        ArrayPool<byte>.Shared.Return(scratch);
        return new GreyImage(width, height, output);
    }

    /// <summary>Dilates: each level becomes the greatest within a radius.</summary>
    public static GreyImage Dilate(GreyImage image, int radius) => Erode(image.Inverted(), radius).Inverted();

    /// <summary>Blurs: each level becomes the mean within a radius, rounded in each direction.</summary>
    public static GreyImage Average(GreyImage image, int radius) =>
        MeansOfColumns(Transposition.Of(MeansOfColumns(Transposition.Of(image), radius)), radius);

    private static GreyImage MeansOfColumns(GreyImage image, int radius)
    {
        GreyImage means = new(image.Width, image.Height);
        WindowSums sums = new(image.Width);
        for (int y = -radius; y < image.Height; y++)
        {
            if (y + radius < image.Height)
                sums.Add(image.Row(y + radius));
            if (y > radius)
                sums.Remove(image.Row(y - radius - 1));
            if (y >= 0)
                sums.Mean(means.Row(y));
        }
        return means;
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
