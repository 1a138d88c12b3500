namespace Inkling.Imaging.Decoding;

/// <summary>
/// Makes a picture smaller by whole numbers: each sample is the mean of a square of the old ones, rounded; at
/// the right and bottom edges of what is there. It looks at channels one by one, alpha like the others.
/// </summary>
internal static class BoxReduction
{
    /// <summary>The picture with sides ⌈n / 2^scale⌉; itself at full size.</summary>
    public static RasterImage Reduce(RasterImage image, DecodeScale scale)
    {
        int by = 1 << (int)scale;
        if (by == 1)
            return image;
        int channels = image.Channels;
        int width = (image.Width + by - 1) / by;
        int height = (image.Height + by - 1) / by;
        byte[] samples = new byte[width * height * channels];
        for (int i = 0; i < samples.Length; i++)
        {
            int left = i / channels % width * by;
            int top = i / channels / width * by;
            samples[i] = Mean(image, i % channels, left, top, by);
        }
        return new RasterImage(width, height, channels, samples);
    }

    private static byte Mean(RasterImage image, int channel, int left, int top, int by)
    {
        int right = Math.Min(image.Width, left + by);
        int bottom = Math.Min(image.Height, top + by);
        int sum = 0;
        for (int y = top; y < bottom; y++)
        {
            for (int x = left; x < right; x++)
                sum += image.Samples[(((y * image.Width) + x) * image.Channels) + channel];
        }
        int count = (right - left) * (bottom - top);
        return (byte)((sum + (count / 2)) / count);
    }
}
