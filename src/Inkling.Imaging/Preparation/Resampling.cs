namespace Inkling.Imaging.Preparation;

/// <summary>
/// Changes a picture's size. An output pixel is the mean of what its footprint covers, each input pixel being
/// counted by the exact part that is covered; the footprint is never smaller than an input pixel, so that
/// reducing is area averaging and enlarging is linear interpolation. It crops and scales and does nothing
/// else.
/// </summary>
internal static class Resampling
{
    /// <summary>
    /// Brings a box of a picture to another size; what lies outside the picture counts as 0.
    /// </summary>
    public static GreyImage Scale(GreyImage image, PixelBox box, int width, int height)
    {
        Footprint[] columns = Footprints(box.Left, box.Width, width, image.Width);
        Footprint[] rows = Footprints(box.Top, box.Height, height, image.Height);
        float[] narrow = new float[image.Height * width];
        for (int y = rows[0].First; y < rows[^1].First + rows[^1].Weights.Length; y++)
        {
            ReadOnlySpan<byte> line = image.Pixels.AsSpan(y * image.Width, image.Width);
            for (int x = 0; x < width; x++)
            {
                float sum = 0;
                float[] weights = columns[x].Weights;
                for (int i = 0; i < weights.Length; i++)
                    sum += weights[i] * line[columns[x].First + i];
                narrow[(y * width) + x] = sum;
            }
        }

        byte[] output = new byte[width * height];
        for (int y = 0; y < height; y++)
        {
            float[] weights = rows[y].Weights;
            for (int x = 0; x < width; x++)
            {
                float sum = 0;
                for (int i = 0; i < weights.Length; i++)
                    sum += weights[i] * narrow[((rows[y].First + i) * width) + x];
                output[(y * width) + x] = (byte)Math.Clamp((int)MathF.Round(sum), 0, 255);
            }
        }

        return new GreyImage(width, height, output);
    }

    private static Footprint[] Footprints(int start, int length, int outputs, int limit)
    {
        double step = (double)length / outputs;
        double half = Math.Max(1, step) / 2;
        var footprints = new Footprint[outputs];
        for (int i = 0; i < outputs; i++)
        {
            double centre = start + ((i + 0.5) * step);
            int first = Math.Max(0, (int)Math.Floor(centre - half));
            int end = Math.Min(limit, (int)Math.Ceiling(centre + half));
            float[] weights = new float[end - first];
            for (int j = first; j < end; j++)
            {
                double covered = Math.Min(j + 1, centre + half) - Math.Max(j, centre - half);
                weights[j - first] = (float)(covered / (2 * half));
            }

            footprints[i] = new Footprint(first, weights);
        }

        return footprints;
    }

    private readonly record struct Footprint(int First, float[] Weights);
}
