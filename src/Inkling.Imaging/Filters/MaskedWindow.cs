using System.Runtime.Intrinsics;

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
        if (fallback.IsOfOneLevel && IsAs(fallback.Pixels[0], picture, masked))
            return fallback;
        (int width, int height) = (picture.Width, picture.Height);
        var means = GreyImage.Unset(width, height);
        (GreyImage seen, GreyImage counted) = Unmasked(picture, masked);
        WindowSums sums = new(width), counts = new(width);
        RowSums sumsAround = new(width, radius), countsAround = new(width, radius);
        var columns = RowSums.OfOnes(width, radius);
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
            if (y < 0)
                continue;
            sumsAround.Set(sums.Sums);
            countsAround.Set(counts.Sums);
            MeanOfRow(sumsAround, countsAround, columns, sums.Rows, fallback.Row(y), means.Row(y));
        }
        return means;
    }

    // Whether all unmasked pixels are of one level.
    private static bool IsAs(byte level, GreyImage picture, GreyImage masked)
    {
        bool isAs = true;
        int i = 0;
        for (; isAs && i <= picture.Pixels.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            Vector128<byte> unlike = Vector128.LoadUnsafe(ref picture.Pixels[i]) ^ Vector128.Create(level);
            Vector128<byte> bits = Vector128.LoadUnsafe(ref masked.Pixels[i]) - Vector128<byte>.One;
            isAs = (unlike & bits) == Vector128<byte>.Zero;
        }
        for (; isAs && i < picture.Pixels.Length; i++)
            isAs = masked.Pixels[i] == 1 || picture.Pixels[i] == level;
        return isAs;
    }

    // The levels, and 1 for each; both 0 where masked.
    private static (GreyImage Seen, GreyImage Counted) Unmasked(GreyImage picture, GreyImage masked)
    {
        var seen = GreyImage.Unset(picture.Width, picture.Height);
        var counted = GreyImage.Unset(picture.Width, picture.Height);
        int i = 0;
        for (; i <= seen.Pixels.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            Vector128<byte> ofOne = Vector128<byte>.One - Vector128.LoadUnsafe(ref masked.Pixels[i]);
            ofOne.StoreUnsafe(ref counted.Pixels[i]);
            (Vector128.LoadUnsafe(ref picture.Pixels[i]) & -ofOne).StoreUnsafe(ref seen.Pixels[i]);
        }
        for (; i < seen.Pixels.Length; i++)
        {
            counted.Pixels[i] = (byte)(1 - masked.Pixels[i]);
            seen.Pixels[i] = (byte)(counted.Pixels[i] * picture.Pixels[i]);
        }
        return (seen, counted);
    }

    private static void MeanOfRow(RowSums sums, RowSums counts, RowSums columns, int rows,
        ReadOnlySpan<byte> fallback, Span<byte> means)
    {
        int x = 0, four = Vector128<int>.Count;
        for (; x <= means.Length - Vector128<byte>.Count; x += Vector128<byte>.Count)
        {
            Lanes.Widen(Vector128.LoadUnsafe(in fallback[x]), out var a, out var b, out var c, out var d);
            Lanes.Narrow(
                Means(x, a), Means(x + four, b), Means(x + (2 * four), c), Means(x + (3 * four), d))
                .StoreUnsafe(ref means[x]);
        }
        for (; x < means.Length; x++)
        {
            means[x] = counts[x] * LeastPart < columns[x] * rows
                ? fallback[x]
                : (byte)((sums[x] + (counts[x] / 2)) / counts[x]);
        }

        Vector128<int> Means(int at, Vector128<int> otherwise)
        {
            Vector128<int> isFew =
                Vector128.LessThan(counts.FourAt(at) * LeastPart, columns.FourAt(at) * rows);
            return Vector128.ConditionalSelect(isFew, otherwise, sums.MeansAt(at, counts));
        }
    }
}
