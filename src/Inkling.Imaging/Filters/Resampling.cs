using System.Numerics;

namespace Inkling.Imaging.Filters;

/// <summary>
/// Changes a picture's size. An output pixel is the mean of what its footprint covers, each input pixel being
/// counted by the exact part that is covered; the footprint is never smaller than an input pixel, so that
/// reducing is area averaging and enlarging is linear interpolation.
/// </summary>
internal static class Resampling
{
    /// <summary>Scales a box of a picture to another size; outside the picture everything is 0.</summary>
    public static GreyImage Scale(GreyImage image, PixelBox box, int width, int height)
    {
        Footprint[] columns = Footprints(box.Left, box.Width, width, image.Width);
        Footprint[] rows = Footprints(box.Top, box.Height, height, image.Height);
        float[] line = new float[image.Width];
        byte[] output = new byte[width * height];
        for (int y = 0; y < height; y++)
        {
            // All rows of a footprint at once, lane beside lane; then across, where there is less left to do.
            Array.Clear(line);
            for (int i = 0; i < rows[y].Weights.Length; i++)
                AddRow(line, image.Pixels.AsSpan((rows[y].First + i) * image.Width, image.Width),
                    rows[y].Weights[i]);
            for (int x = 0; x < width; x++)
            {
                float sum = 0;
                float[] weights = columns[x].Weights;
                ReadOnlySpan<float> covered = line.AsSpan(columns[x].First, weights.Length);
                for (int i = 0; i < weights.Length; i++)
                    sum += weights[i] * covered[i];
                output[(y * width) + x] = (byte)Math.Clamp((int)MathF.Round(sum), 0, 255);
            }
        }
        return new GreyImage(width, height, output);
    }

    /// <summary>Scales a box of a picture by a factor, to at least one pixel a side.</summary>
    public static GreyImage Scale(GreyImage image, PixelBox box, double factor) => Scale(image, box,
        Math.Max(1, (int)Math.Round(box.Width * factor)), Math.Max(1, (int)Math.Round(box.Height * factor)));

    /// <summary>Reduces a picture's longer side to at most so many pixels.</summary>
    public static GreyImage ReduceTo(GreyImage picture, int side)
    {
        double scale = (double)side / Math.Max(picture.Width, picture.Height);
        return scale >= 1
            ? picture
            : Scale(picture, new PixelBox(0, 0, picture.Width, picture.Height), scale);
    }

    /// <summary>Enlarges a picture by bilinear interpolation in 256ths; edge pixels are repeated.</summary>
    public static GreyImage Enlarge(GreyImage picture, int width, int height)
    {
        (int First, int Share)[] columns = Steps(picture.Width, width);
        (int First, int Share)[] rows = Steps(picture.Height, height);
        int[] line = new int[picture.Width + 1];
        byte[] output = new byte[width * height];
        for (int y = 0; y < height; y++)
        {
            (int row, int share) = rows[y];
            ReadOnlySpan<byte> upper = picture.Pixels.AsSpan(row * picture.Width, picture.Width);
            ReadOnlySpan<byte> lower =
                picture.Pixels.AsSpan(Math.Min(row + 1, picture.Height - 1) * picture.Width, picture.Width);
            for (int x = 0; x < upper.Length; x++)
                line[x] = (upper[x] * (256 - share)) + (lower[x] * share);
            line[^1] = line[^2];
            Span<byte> to = output.AsSpan(y * width, width);
            for (int x = 0; x < to.Length; x++)
            {
                (int column, int part) = columns[x];
                to[x] = (byte)(((line[column] * (256 - part)) + (line[column + 1] * part) + 32768) >> 16);
            }
        }
        return new GreyImage(width, height, output);
    }

    // For each pixel of the larger side the one before it of the smaller, and how far on to the next it is.
    private static (int First, int Share)[] Steps(int from, int to)
    {
        var steps = new (int First, int Share)[to];
        for (int i = 0; i < to; i++)
        {
            double place = Math.Clamp(((i + 0.5) * from / to) - 0.5, 0, from - 1);
            steps[i] = ((int)place, (int)((place - (int)place) * 256));
        }
        return steps;
    }

    private static void AddRow(Span<float> sums, ReadOnlySpan<byte> row, float weight)
    {
        int x = 0;
        var weights = new Vector<float>(weight);
        for (; x <= row.Length - Vector<byte>.Count; x += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(row[x..]), out Vector<ushort> low, out Vector<ushort> high);
            AddHalf(sums[x..], low, weights);
            AddHalf(sums[(x + Vector<ushort>.Count)..], high, weights);
        }
        for (; x < row.Length; x++)
            sums[x] += weight * row[x];
    }

    private static void AddHalf(Span<float> sums, Vector<ushort> levels, Vector<float> weights)
    {
        Vector.Widen(levels, out Vector<uint> low, out Vector<uint> high);
        Span<float> upper = sums[Vector<float>.Count..];
        Vector<float> lowLevels = Vector.ConvertToSingle(Vector.AsVectorInt32(low));
        Vector<float> highLevels = Vector.ConvertToSingle(Vector.AsVectorInt32(high));
        (new Vector<float>(sums) + (weights * lowLevels)).CopyTo(sums);
        (new Vector<float>(upper) + (weights * highLevels)).CopyTo(upper);
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
