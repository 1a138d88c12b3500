using System.Numerics;
using System.Runtime.InteropServices;

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
        int lanes = Vector<float>.Count;
        float[] lines = new float[lanes * image.Width];
        var across = new Vector<float>[image.Width];
        Span<int> levels = stackalloc int[lanes];
        byte[] output = new byte[width * height];
        for (int y = 0; y < height; y += lanes)
        {
            // All rows of a footprint, column beside column; then across, row beside row, with less to do.
            Array.Clear(lines);
            ReadOnlySpan<Footprint> some = rows.AsSpan(y, Math.Min(lanes, height - y));
            for (int lane = 0; lane < some.Length; lane++)
                AddRows(image, some[lane], lines.AsSpan(lane * image.Width, image.Width));
            Transpose(lines, MemoryMarshal.Cast<Vector<float>, float>(across.AsSpan()), image.Width);
            for (int x = 0; x < width; x++)
            {
                Vector<float> sums = Vector<float>.Zero;
                Footprint column = columns[x];
                for (int i = 0; i < column.Weights.Length; i++)
                    sums += across[column.First + i] * column.Weights[i];
                Vector<int> rounded = Vector.ConvertToInt32(Vector.Round(sums));
                Vector.Min(Vector.Max(rounded, Vector<int>.Zero), new Vector<int>(255)).CopyTo(levels);
                for (int lane = 0; lane < some.Length; lane++)
                    output[((y + lane) * width) + x] = (byte)levels[lane];
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
        ushort[] upper = new ushort[width], lower = new ushort[width];
        byte[] output = new byte[width * height];
        int widened = 0; // rows that lie in upper and lower
        int y = 0;
        foreach ((int row, int share) in Steps(picture.Height, height))
        {
            for (; widened < row + 2; widened++)
            {
                (upper, lower) = (lower, upper);
                Widen(picture, Math.Min(widened, picture.Height - 1), columns, lower);
            }
            Blend(upper, lower, share, output.AsSpan(y++ * width, width));
        }
        return new GreyImage(width, height, output);
    }

    // One row of the smaller picture in 256ths.
    private static void Widen(
        GreyImage picture, int row, (int First, int Share)[] columns, Span<ushort> widened)
    {
        ReadOnlySpan<byte> levels = picture.Pixels.AsSpan(row * picture.Width, picture.Width);
        if (!levels.ContainsAnyExcept(levels[0]))
        {
            widened.Fill((ushort)(levels[0] * 256));
            return;
        }
        for (int x = 0; x < widened.Length && x < columns.Length; x++)
        {
            (int first, int share) = columns[x];
            int next = first + 1 < levels.Length ? levels[first + 1] : levels[^1];
            widened[x] = (ushort)((levels[first] << 8) + ((next - levels[first]) * share));
        }
    }

    private static void Blend(
        ReadOnlySpan<ushort> upper, ReadOnlySpan<ushort> lower, int share, Span<byte> output)
    {
        int x = 0;
        for (; x <= output.Length - Vector<byte>.Count; x += Vector<byte>.Count)
        {
            Vector<ushort> low = Blend(upper[x..], lower[x..], share);
            int half = x + Vector<ushort>.Count;
            Vector.Narrow(low, Blend(upper[half..], lower[half..], share)).CopyTo(output[x..]);
        }
        for (; x < output.Length; x++)
            output[x] = (byte)(((upper[x] * (256 - share)) + (lower[x] * share) + 32768) >> 16);
    }

    private static Vector<ushort> Blend(ReadOnlySpan<ushort> upper, ReadOnlySpan<ushort> lower, int share)
    {
        Vector.Widen(new Vector<ushort>(upper), out Vector<uint> upperA, out Vector<uint> upperB);
        Vector.Widen(new Vector<ushort>(lower), out Vector<uint> lowerA, out Vector<uint> lowerB);
        Vector<uint> ofUpper = new((uint)(256 - share)), ofLower = new((uint)share), half = new(32768);
        return Vector.Narrow(
            ((upperA * ofUpper) + (lowerA * ofLower) + half) >> 16,
            ((upperB * ofUpper) + (lowerB * ofLower) + half) >> 16);
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

    private static void AddRows(GreyImage image, Footprint rows, Span<float> sums)
    {
        for (int i = 0; i < rows.Weights.Length; i++)
        {
            ReadOnlySpan<byte> row = image.Pixels.AsSpan((rows.First + i) * image.Width, image.Width);
            AddRow(sums, row, rows.Weights[i]);
        }
    }

    private static void Transpose(ReadOnlySpan<float> lines, Span<float> across, int width)
    {
        for (int lane = 0; lane < Vector<float>.Count; lane++)
        {
            ReadOnlySpan<float> line = lines.Slice(lane * width, width);
            for (int x = 0, to = lane; x < line.Length; x++, to += Vector<float>.Count)
                across[to] = line[x];
        }
    }

    private static void AddRow(Span<float> sums, ReadOnlySpan<byte> row, float weight)
    {
        int x = 0;
        var weights = new Vector<float>(weight);
        for (; x <= row.Length - Vector<byte>.Count; x += Vector<byte>.Count)
        {
            var (a, b, c, d) = Lanes.Widen(new Vector<byte>(row[x..]));
            Span<Vector<float>> four =
                MemoryMarshal.Cast<float, Vector<float>>(sums.Slice(x, Vector<byte>.Count));
            four[0] += weights * Vector.ConvertToSingle(a);
            four[1] += weights * Vector.ConvertToSingle(b);
            four[2] += weights * Vector.ConvertToSingle(c);
            four[3] += weights * Vector.ConvertToSingle(d);
        }
        for (; x < row.Length; x++)
            sums[x] += weight * row[x];
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
