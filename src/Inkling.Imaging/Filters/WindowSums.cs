using System.Numerics;
using System.Runtime.InteropServices;

namespace Inkling.Imaging.Filters;

/// <summary>Sums of each column over the rows of a window, which rows enter and leave.</summary>
internal sealed class WindowSums(int width)
{
    private readonly int[] _sums = new int[width];
    private int _rows;

    /// <summary>The sum of each column.</summary>
    public ReadOnlySpan<int> Sums => _sums;

    /// <summary>How many rows the window has now.</summary>
    public int Rows => _rows;

    /// <summary>Has a row enter.</summary>
    public void Add(ReadOnlySpan<byte> row)
    {
        _rows++;
        int x = 0;
        for (; x <= row.Length - Vector<byte>.Count; x += Vector<byte>.Count)
        {
            var (a, b, c, d) = Lanes.Widen(new Vector<byte>(row[x..]));
            Span<Vector<int>> four = Four(x);
            (four[0], four[1], four[2], four[3]) = (four[0] + a, four[1] + b, four[2] + c, four[3] + d);
        }
        for (; x < row.Length; x++)
            _sums[x] += row[x];
    }

    /// <summary>Has a row leave that had entered.</summary>
    public void Remove(ReadOnlySpan<byte> row)
    {
        _rows--;
        int x = 0;
        for (; x <= row.Length - Vector<byte>.Count; x += Vector<byte>.Count)
        {
            var (a, b, c, d) = Lanes.Widen(new Vector<byte>(row[x..]));
            Span<Vector<int>> four = Four(x);
            (four[0], four[1], four[2], four[3]) = (four[0] - a, four[1] - b, four[2] - c, four[3] - d);
        }
        for (; x < row.Length; x++)
            _sums[x] -= row[x];
    }

    /// <summary>Writes the rounded mean of each column.</summary>
    public void Mean(Span<byte> means)
    {
        int x = 0;
        for (; x <= means.Length - Vector<byte>.Count; x += Vector<byte>.Count)
        {
            Span<Vector<int>> four = Four(x);
            Lanes.Narrow(Mean(four[0]), Mean(four[1]), Mean(four[2]), Mean(four[3])).CopyTo(means[x..]);
        }
        for (; x < means.Length; x++)
            means[x] = (byte)((_sums[x] + (_rows / 2)) / _rows);
    }

    // A float's error is far too small for a quotient of 255 at most to reach the next whole number.
    private Vector<int> Mean(Vector<int> sums) => Vector.ConvertToInt32(
        Vector.ConvertToSingle(sums + new Vector<int>(_rows / 2)) / new Vector<float>(_rows));

    private Span<Vector<int>> Four(int x) =>
        MemoryMarshal.Cast<int, Vector<int>>(_sums.AsSpan(x, Vector<byte>.Count));
}
