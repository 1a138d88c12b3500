namespace Inkling.Imaging.Preparation;

/// <summary>
/// The least, greatest or mean level within a square window around each pixel, the window being cut at the
/// edges. Separable, and its time does not depend on the window's size.
/// </summary>
internal static class SlidingWindow
{
    private delegate void LineFilter(
        ReadOnlySpan<byte> line, int radius, Span<byte> output, Span<int> scratch);

    /// <summary>Erosion: the least level within <paramref name="radius"/>.</summary>
    public static GreyImage Least(GreyImage image, int radius) => Apply(image, radius, LeastOfLine);

    /// <summary>Dilation: the greatest level within <paramref name="radius"/>.</summary>
    public static GreyImage Greatest(GreyImage image, int radius) =>
        Least(image.Inverted(), radius).Inverted();

    /// <summary>The mean level within <paramref name="radius"/>, rounded in each direction.</summary>
    public static GreyImage Mean(GreyImage image, int radius) => Apply(image, radius, MeanOfLine);

    private static GreyImage Apply(GreyImage image, int radius, LineFilter filter)
    {
        int width = image.Width;
        int height = image.Height;
        byte[] output = new byte[image.Pixels.Length];
        int[] scratch = new int[Math.Max(width, height)];
        for (int y = 0; y < height; y++)
            filter(image.Pixels.AsSpan(y * width, width), radius, output.AsSpan(y * width, width), scratch);

        byte[] column = new byte[height];
        byte[] filtered = new byte[height];
        for (int x = 0; x < width; x++)
        {
            for (int y = 0; y < height; y++)
                column[y] = output[(y * width) + x];
            filter(column, radius, filtered, scratch);
            for (int y = 0; y < height; y++)
                output[(y * width) + x] = filtered[y];
        }

        return new GreyImage(width, height, output);
    }

    // A queue of places whose levels rise: its head is the window's least (Lemire 2006). Each enters and
    // leaves once.
    private static void LeastOfLine(ReadOnlySpan<byte> line, int radius, Span<byte> output, Span<int> queue)
    {
        int head = 0;
        int tail = 0;
        for (int i = 0; i < line.Length + radius; i++)
        {
            if (i < line.Length)
            {
                while (tail > head && line[queue[tail - 1]] >= line[i])
                    tail--;
                queue[tail++] = i;
            }

            int centre = i - radius;
            if (centre < 0)
                continue;
            while (queue[head] < centre - radius)
                head++;
            output[centre] = line[queue[head]];
        }
    }

    private static void MeanOfLine(ReadOnlySpan<byte> line, int radius, Span<byte> output, Span<int> scratch)
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
                output[i - radius] = (byte)((sum + (count / 2)) / count);
        }
    }
}
