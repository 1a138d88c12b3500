namespace Inkling.Imaging.Filters;

/// <summary>Means of unmasked pixels in a window, whose size costs no time.</summary>
internal static class MaskedWindow
{
    // With fewer of a window's pixels to go by, a mean says little.
    private const int LeastPart = 8;

    /// <summary>Averages unmasked pixels within a radius; the fallback where nearly all are masked.</summary>
    /// <param name="picture">The levels.</param>
    /// <param name="masked">1 for each masked pixel, else 0.</param>
    /// <param name="radius">From the window's middle to its last pixel.</param>
    /// <param name="fallback">A picture of the same size.</param>
    public static GreyImage Mean(GreyImage picture, GreyImage masked, int radius, GreyImage fallback)
    {
        (int width, int height) = (picture.Width, picture.Height);
        GreyImage means = new(width, height);
        GreyImage seen = new(width, height), counted = new(width, height); // levels, and 1, or 0 where masked
        for (int i = 0; i < seen.Pixels.Length; i++)
        {
            counted.Pixels[i] = (byte)(1 - masked.Pixels[i]);
            seen.Pixels[i] = (byte)(counted.Pixels[i] * picture.Pixels[i]);
        }
        WindowSums sums = new(width), counts = new(width);
        for (int y = -radius; y < height; y++)
        {
            if (y + radius < height)
            {
                sums.Add(seen.Row(y + radius));
                counts.Add(counted.Row(y + radius));
            }
            if (y > radius)
            {
                sums.Remove(seen.Row(y - radius - 1));
                counts.Remove(counted.Row(y - radius - 1));
            }
            if (y >= 0)
                MeanOfRow(sums, counts, radius, fallback.Row(y), means.Row(y));
        }
        return means;
    }

    private static void MeanOfRow(
        WindowSums sums, WindowSums counts, int radius, ReadOnlySpan<byte> fallback, Span<byte> means)
    {
        (int sum, int count, int columns) = (0, 0, 0);
        for (int x = -radius; x < means.Length; x++)
        {
            if (x + radius < means.Length)
            {
                (sum, count) = (sum + sums.Sums[x + radius], count + counts.Sums[x + radius]);
                columns++;
            }
            if (x > radius)
            {
                (sum, count) = (sum - sums.Sums[x - radius - 1], count - counts.Sums[x - radius - 1]);
                columns--;
            }
            if (x >= 0)
            {
                means[x] = count * LeastPart < columns * sums.Rows
                    ? fallback[x]
                    : (byte)((sum + (count / 2)) / count);
            }
        }
    }
}
