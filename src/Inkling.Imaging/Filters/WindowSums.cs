using System.Runtime.Intrinsics;

namespace Inkling.Imaging.Filters;

/// <summary>Sums of each column over the rows of a window, which rows enter and leave.</summary>
internal sealed class WindowSums(int width)
{
    private const int Four = 4; // sums in a vector

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
        for (; x <= row.Length - Vector128<byte>.Count; x += Vector128<byte>.Count)
        {
            Lanes.Widen(Vector128.LoadUnsafe(in row[x]), out var a, out var b, out var c, out var d);
            (At(x) + a).StoreUnsafe(ref _sums[x]);
            (At(x + Four) + b).StoreUnsafe(ref _sums[x + Four]);
            (At(x + (2 * Four)) + c).StoreUnsafe(ref _sums[x + (2 * Four)]);
            (At(x + (3 * Four)) + d).StoreUnsafe(ref _sums[x + (3 * Four)]);
        }
        for (; x < row.Length; x++)
            _sums[x] += row[x];
    }

    /// <summary>Has a row leave that had entered.</summary>
    public void Remove(ReadOnlySpan<byte> row)
    {
        _rows--;
        int x = 0;
        for (; x <= row.Length - Vector128<byte>.Count; x += Vector128<byte>.Count)
        {
            Lanes.Widen(Vector128.LoadUnsafe(in row[x]), out var a, out var b, out var c, out var d);
            (At(x) - a).StoreUnsafe(ref _sums[x]);
            (At(x + Four) - b).StoreUnsafe(ref _sums[x + Four]);
            (At(x + (2 * Four)) - c).StoreUnsafe(ref _sums[x + (2 * Four)]);
            (At(x + (3 * Four)) - d).StoreUnsafe(ref _sums[x + (3 * Four)]);
        }
        for (; x < row.Length; x++)
            _sums[x] -= row[x];
    }

    /// <summary>Writes the rounded mean of each column.</summary>
    public void Mean(Span<byte> means)
    {
        int x = 0;
        for (; x <= means.Length - Vector128<byte>.Count; x += Vector128<byte>.Count)
        {
            Lanes.Narrow(
                Mean(At(x)), Mean(At(x + Four)), Mean(At(x + (2 * Four))), Mean(At(x + (3 * Four))))
                .StoreUnsafe(ref means[x]);
        }
        for (; x < means.Length; x++)
            means[x] = (byte)((_sums[x] + (_rows / 2)) / _rows);
    }

    // A float's error is far too small for a quotient of 255 at most to reach the next whole number.
    private Vector128<int> Mean(Vector128<int> sums) => Vector128.ConvertToInt32(
        Vector128.ConvertToSingle(sums + Vector128.Create(_rows / 2)) / Vector128.Create((float)_rows));

    private Vector128<int> At(int x) => Vector128.LoadUnsafe(ref _sums[x]);
}
