using System.Runtime.Intrinsics;

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
        int lanes = Vector128<float>.Count;
        float[] lines = new float[lanes * image.Width];
        float[] across = new float[lanes * image.Width];
        Span<int> levels = stackalloc int[lanes];
        byte[] output = new byte[width * height];
        for (int y = 0; y < height; y += lanes)
        {
            // All rows of a footprint, column beside column; then across, row beside row, with less to do.
            Array.Clear(lines);
            ReadOnlySpan<Footprint> some = rows.AsSpan(y, Math.Min(lanes, height - y));
            for (int lane = 0; lane < some.Length; lane++)
                AddRows(image, some[lane], lines.AsSpan(lane * image.Width, image.Width));
            Transpose(lines, across, image.Width);
            for (int x = 0; x < width; x++)
            {
                Vector128<float> sums = Vector128<float>.Zero;
                Footprint column = columns[x];
                for (int i = 0; i < column.Weights.Length; i++)
                    sums += Vector128.LoadUnsafe(ref across[lanes * (column.First + i)]) * column.Weights[i];
                Vector128<int> rounded = Vector128.ConvertToInt32(Vector128.Round(sums));
                Vector128.Clamp(rounded, Vector128<int>.Zero, Vector128.Create(255))
                    .StoreUnsafe(ref levels[0]);
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
        for (; x <= output.Length - Vector128<byte>.Count; x += Vector128<byte>.Count)
        {
            int half = x + Vector128<ushort>.Count;
            Vector128<ushort> low = Blend(in upper[x], in lower[x], share);
            Vector128.Narrow(low, Blend(in upper[half], in lower[half], share)).StoreUnsafe(ref output[x]);
        }
        for (; x < output.Length; x++)
            output[x] = (byte)(((upper[x] * (256 - share)) + (lower[x] * share) + 32768) >> 16);
    }

    private static Vector128<ushort> Blend(in ushort upper, in ushort lower, int share)
    {
        Vector128<ushort> above = Vector128.LoadUnsafe(in upper), below = Vector128.LoadUnsafe(in lower);
        Vector128<uint> ofUpper = Vector128.Create((uint)(256 - share));
        Vector128<uint> ofLower = Vector128.Create((uint)share), half = Vector128.Create(32768u);
        return Vector128.Narrow(
            ((Vector128.WidenLower(above) * ofUpper) + (Vector128.WidenLower(below) * ofLower) + half) >> 16,
            ((Vector128.WidenUpper(above) * ofUpper) + (Vector128.WidenUpper(below) * ofLower) + half) >> 16);
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
        for (int lane = 0; lane < Vector128<float>.Count; lane++)
        {
            ReadOnlySpan<float> line = lines.Slice(lane * width, width);
            for (int x = 0, to = lane; x < line.Length; x++, to += Vector128<float>.Count)
                across[to] = line[x];
        }
    }

    private static void AddTo(ref float sums, Vector128<float> values) =>
        (Vector128.LoadUnsafe(ref sums) + values).StoreUnsafe(ref sums);

    private static void AddRow(Span<float> sums, ReadOnlySpan<byte> row, float weight)
    {
        int x = 0, four = Vector128<float>.Count;
        var weights = Vector128.Create(weight);
        for (; x <= row.Length - Vector128<byte>.Count; x += Vector128<byte>.Count)
        {
            Lanes.Widen(Vector128.LoadUnsafe(in row[x]), out var a, out var b, out var c, out var d);
            AddTo(ref sums[x], weights * Vector128.ConvertToSingle(a));
            AddTo(ref sums[x + four], weights * Vector128.ConvertToSingle(b));
            AddTo(ref sums[x + (2 * four)], weights * Vector128.ConvertToSingle(c));
            AddTo(ref sums[x + (3 * four)], weights * Vector128.ConvertToSingle(d));
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
