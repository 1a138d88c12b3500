using System.Runtime.Intrinsics;

namespace Inkling.Imaging.Filters;

/// <summary>The sum of a row's window around each place, the window being cut at the row's ends.</summary>
internal sealed class RowSums
{
    private readonly int _radius;
    private readonly int[] _upTo; // the sum of all before a window's end, for windows beyond either end too

    /// <summary>Sums up rows of so many places.</summary>
    public RowSums(int width, int radius)
    {
        _radius = radius;
        _upTo = new int[width + (2 * radius) + 1];
    }

    /// <summary>Counts the places of each window.</summary>
    public static RowSums OfOnes(int width, int radius)
    {
        byte[] ones = new byte[width];
        Array.Fill(ones, (byte)1);
        RowSums counts = new(width, radius);
        counts.Set(ones);
        return counts;
    }

    /// <summary>The sum of the window around a place.</summary>
    public int this[int x] => _upTo[x + (2 * _radius) + 1] - _upTo[x];

    /// <summary>The sums around a place and the three that follow.</summary>
    public Vector128<int> FourAt(int x) =>
        Vector128.LoadUnsafe(ref _upTo[x + (2 * _radius) + 1]) - Vector128.LoadUnsafe(ref _upTo[x]);

    /// <summary>Takes a row of levels.</summary>
    public void Set(ReadOnlySpan<byte> row)
    {
        Span<int> sums = _upTo.AsSpan(_radius + 1);
        int sum = 0;
        for (int x = 0; x < row.Length && x < sums.Length; x++)
            sums[x] = sum += row[x];
        sums[row.Length..].Fill(sum);
    }

    /// <summary>Takes a row of sums.</summary>
    public void Set(ReadOnlySpan<ushort> row)
    {
        Span<int> sums = _upTo.AsSpan(_radius + 1);
        int sum = 0;
        for (int x = 0; x < row.Length && x < sums.Length; x++)
            sums[x] = sum += row[x];
        sums[row.Length..].Fill(sum);
    }

    /// <summary>Writes the rounded mean of each window of so many places.</summary>
    public void Mean(RowSums counts, Span<byte> means)
    {
        int x = 0, four = Vector128<int>.Count;
        for (; x <= means.Length - Vector128<byte>.Count; x += Vector128<byte>.Count)
        {
            Lanes.Narrow(MeansAt(x, counts), MeansAt(x + four, counts), MeansAt(x + (2 * four), counts),
                MeansAt(x + (3 * four), counts)).StoreUnsafe(ref means[x]);
        }
        for (; x < means.Length; x++)
            means[x] = (byte)((this[x] + (counts[x] / 2)) / counts[x]);
    }

    /// <summary>The rounded means around a place and the three that follow, of so many places each.</summary>
    public Vector128<int> MeansAt(int x, RowSums counts)
    {
        Vector128<int> count = counts.FourAt(x);
        return Lanes.Quotient(FourAt(x) + (count >> 1), count);
    }
}
