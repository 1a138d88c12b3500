using System.Buffers;
using System.Runtime.Intrinsics;

namespace Inkling.Imaging.Filters;

/// <summary>
/// The least, greatest or mean level within a square window around each pixel, the window being cut at the
/// edges. Separable; the time of a mean does not depend on the window's size, that of a least hardly does.
/// </summary>
internal static class SlidingWindow
{
    private const int ShareBits = 40;

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
    public static GreyImage Average(GreyImage image, int radius)
    {
        int width = image.Width;
        int height = image.Height;
        byte[] output = new byte[image.Pixels.Length];
        ReadOnlySpan<ulong> shares = Shares(Math.Min((2 * radius) + 1, Math.Max(width, height)));
        for (int y = 0; y < height; y++)
            MeanOfLine(
                image.Pixels.AsSpan(y * width, width), radius, shares, output.AsSpan(y * width, width));

        byte[] column = new byte[height];
        byte[] filtered = new byte[height];
        for (int x = 0; x < width; x++)
        {
            for (int y = 0; y < height; y++)
                column[y] = output[(y * width) + x];
            MeanOfLine(column, radius, shares, filtered);
            for (int y = 0; y < height; y++)
                output[(y * width) + x] = filtered[y];
        }
        return new GreyImage(width, height, output);
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

    private static void MeanOfLine(
        ReadOnlySpan<byte> line, int radius, ReadOnlySpan<ulong> shares, Span<byte> output)
    {
        int sum = 0;
        int count = 0;
        for (int i = 0; i < line.Length + radius; i++)
        {
            if (i < line.Length)
                (sum, count) = (sum + line[i], count + 1);
            if (i - (2 * radius) - 1 >= 0)
                (sum, count) = (sum - line[i - (2 * radius) - 1], count - 1);
            if (i - radius >= 0)
                output[i - radius] = (byte)(((ulong)(sum + (count / 2)) * shares[count]) >> ShareBits);
        }
    }

    // shares[n] = 2⁴⁰ / n, rounded up: a product and a shift are an exact division (Granlund & Montgomery
    // 1994, theorem 4.2) as long as 256 · n² is below 2⁴⁰, which is so to 65,535, more than a window has.
    private static ulong[] Shares(int most)
    {
        ulong[] shares = new ulong[most + 1];
        for (int n = 1; n <= most; n++)
            shares[n] = ((1UL << ShareBits) + (ulong)n - 1) / (ulong)n;
        return shares;
    }
}
