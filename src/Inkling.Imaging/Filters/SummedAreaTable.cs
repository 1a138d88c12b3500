namespace Inkling.Imaging.Filters;

/// <summary>Means of unmasked pixels in a window of any size, by a summed-area table (Crow 1984).</summary>
internal static class SummedAreaTable
{
    // With fewer of a window's pixels to go by, a mean says little.
    private const int LeastPart = 8;

    /// <summary>Averages unmasked pixels within a radius; the fallback where nearly all are masked.</summary>
    public static GreyImage MaskedMean(GreyImage picture, byte[] masked, int radius, GreyImage fallback)
    {
        int width = picture.Width;
        int height = picture.Height;
        int stride = width + 1;
        int[] sums = new int[stride * (height + 1)];
        int[] counts = new int[sums.Length];
        for (int y = 0; y < height; y++)
        {
            int rowSum = 0;
            int rowCount = 0;
            for (int x = 0; x < width; x++)
            {
                int i = (y * width) + x;
                int counted = 1 - masked[i];
                rowSum += counted * picture.Pixels[i];
                rowCount += counted;
                int corner = ((y + 1) * stride) + x + 1;
                sums[corner] = sums[corner - stride] + rowSum;
                counts[corner] = counts[corner - stride] + rowCount;
            }
        }
        byte[] means = new byte[picture.Pixels.Length];
        for (int y = 0; y < height; y++)
        {
            int top = Math.Max(0, y - radius) * stride;
            int bottom = Math.Min(height, y + radius + 1) * stride;
            for (int x = 0; x < width; x++)
            {
                int left = Math.Max(0, x - radius);
                int right = Math.Min(width, x + radius + 1);
                int count =
                    counts[bottom + right] - counts[bottom + left] - counts[top + right] + counts[top + left];
                int sum = sums[bottom + right] - sums[bottom + left] - sums[top + right] + sums[top + left];
                int i = (y * width) + x;
                int all = (bottom - top) / stride * (right - left);
                means[i] = count * LeastPart < all ? fallback.Pixels[i] : (byte)((sum + (count / 2)) / count);
            }
        }
        return new GreyImage(width, height, means);
    }
}
