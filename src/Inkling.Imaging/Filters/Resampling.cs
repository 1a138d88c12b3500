using System.Buffers.Binary;
using System.Runtime.Intrinsics;

namespace Inkling.Imaging.Filters;

/// <summary>
/// Changes a picture's size. An output pixel is the mean of what its <see cref="Footprints"/> cover, each
/// input pixel being counted by the exact part that is covered.
/// </summary>
internal static class Resampling
{
    // Output rows that are made at once.
    private const int Band = 4;

    /// <summary>Scales a box of a picture to another size; outside the picture everything is 0.</summary>
    public static GreyImage Scale(GreyImage image, PixelBox box, int width, int height)
    {
        Footprints columns = new(box.Left, box.Width, width, image.Width);
        Footprints rows = new(box.Top, box.Height, height, image.Height);
        var output = GreyImage.Unset(width, height);
        float[] lines = new float[Band * image.Width];
        float[] across = new float[Band * image.Width];
        for (int y = 0; y < height; y += Band)
        {
            int count = Math.Min(Band, height - y);
            (int first, int end) = columns.IsWhole && rows.IsWhole
                ? FillPaper(image, columns, (rows.First(y), rows.End(y + count - 1)), output, (y, count))
                : (0, width);
            if (first >= end)
                continue;

            // All rows of a footprint, column beside column; then across, row beside row, with less to do.
            (int left, int right) = (columns.First(first), columns.End(end - 1));
            for (int lane = 0; lane < count; lane++)
                SumRows(image, rows, y + lane, lines.AsSpan(lane * image.Width, image.Width), left, right);
            Transpose(lines, across, image.Width, left, right);
            SumColumns(across, columns, first, end, output, y);
        }
        return output;
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

    // Where all rows begin and end with pixels of one level, such as paper, so do the outputs: fills these,
    // and returns which columns of them are left to compute.
    private static (int First, int End) FillPaper(GreyImage image, Footprints columns,
        (int First, int End) rows, GreyImage output, (int First, int Count) outputs)
    {
        byte paper = image[0, rows.First];
        (int left, int right) = (image.Width, 0);
        for (int y = rows.First; y < rows.End; y++)
        {
            ReadOnlySpan<byte> row = image.Row(y);
            int begin = row[..left].IndexOfAnyExcept(paper);
            left = begin < 0 ? left : begin;
            right += row[right..].LastIndexOfAnyExcept(paper) + 1;
        }
        output.Pixels.AsSpan(outputs.First * output.Width, outputs.Count * output.Width).Fill(paper);
        (int first, int end) = (0, output.Width);
        while (first < end && columns.End(first) <= left)
            first++;
        while (first < end && columns.First(end - 1) >= right)
            end--;
        return (first, end);
    }

    // One output row's footprint, down each of some columns.
    private static void SumRows(
        GreyImage image, Footprints rows, int output, Span<float> sums, int left, int right)
    {
        ReadOnlySpan<float> weights = rows.Weights(output);
        ReadOnlySpan<byte> pixels = image.Pixels.AsSpan(rows.First(output) * image.Width);
        int x = left, four = Vector128<float>.Count;
        for (; x <= right - Vector128<byte>.Count; x += Vector128<byte>.Count)
        {
            Vector128<float> a = default, b = default, c = default, d = default;
            for (int i = 0, at = x; i < weights.Length; i++, at += image.Width)
            {
                Lanes.Widen(Vector128.LoadUnsafe(in pixels[at]), out var p, out var q, out var r, out var s);
                var weight = Vector128.Create(weights[i]);
                a += weight * Vector128.ConvertToSingle(p);
                b += weight * Vector128.ConvertToSingle(q);
                c += weight * Vector128.ConvertToSingle(r);
                d += weight * Vector128.ConvertToSingle(s);
            }
            a.StoreUnsafe(ref sums[x]);
            b.StoreUnsafe(ref sums[x + four]);
            c.StoreUnsafe(ref sums[x + (2 * four)]);
            d.StoreUnsafe(ref sums[x + (3 * four)]);
        }
        for (; x < right; x++)
        {
            float sum = 0;
            for (int i = 0, at = x; i < weights.Length; i++, at += image.Width)
                sum += weights[i] * pixels[at];
            sums[x] = sum;
        }
    }

    // The lines of a band, side by side, to a vector a column.
    private static void Transpose(
        ReadOnlySpan<float> lines, Span<float> across, int width, int left, int right)
    {
        ReadOnlySpan<float> one = lines[..width], two = lines.Slice(width, width);
        ReadOnlySpan<float> three = lines.Slice(2 * width, width), four = lines.Slice(3 * width, width);
        for (int x = left; x < right; x++)
            Vector128.Create(one[x], two[x], three[x], four[x]).StoreUnsafe(ref across[Band * x]);
    }

    // Footprints of output columns, in each row of a band.
    private static void SumColumns(
        float[] across, Footprints columns, int first, int end, GreyImage output, int y)
    {
        int x = first, count = Math.Min(Band, output.Height - y);
        Span<byte> levels = output.Pixels.AsSpan(y * output.Width);
        for (; count == Band && x <= end - Band; x += Band)
        {
            // Four vectors of a column each become four rows of four bytes.
            Vector128<uint> rows = Vector128.Shuffle(
                Lanes.Narrow(At(x), At(x + 1), At(x + 2), At(x + 3)),
                Vector128.Create((byte)0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15)).AsUInt32();
            BinaryPrimitives.WriteUInt32LittleEndian(levels[x..], rows[0]);
            BinaryPrimitives.WriteUInt32LittleEndian(levels[(output.Width + x)..], rows[1]);
            BinaryPrimitives.WriteUInt32LittleEndian(levels[((2 * output.Width) + x)..], rows[2]);
            BinaryPrimitives.WriteUInt32LittleEndian(levels[((3 * output.Width) + x)..], rows[3]);
        }
        for (; x < end; x++)
        {
            Vector128<int> sums = At(x);
            for (int lane = 0; lane < count; lane++)
                levels[(lane * output.Width) + x] = (byte)sums[lane];
        }

        Vector128<int> At(int column)
        {
            Vector128<float> sums = default;
            ReadOnlySpan<float> weights = columns.Weights(column);
            int at = Band * columns.First(column);
            for (int i = 0; i < weights.Length; i++, at += Band)
                sums += Vector128.LoadUnsafe(ref across[at]) * weights[i];
            return Vector128.ConvertToInt32Native(Vector128.Round(sums));
        }
    }
}
