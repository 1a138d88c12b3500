using System.Runtime.Intrinsics;

namespace Inkling.Imaging.Filters;

/// <summary>Keeps the sum of each column over a window's rows while rows enter and leave.</summary>
internal sealed class WindowSums(int width)
{
    private const int Four = 4; // sums in a vector

    private readonly int[] _sums = new int[width];
    private int _rows;

    /// <summary>The sum of each column.</summary>
    public ReadOnlySpan<int> Sums => _sums;

    /// <summary>How many rows the window has now.</summary>
    public int Rows => _rows;

    /// <summary>Adds a row that enters the window.</summary>
    public void Add(ReadOnlySpan<byte> row) => Change(row, 1);

    /// <summary>Subtracts a row that leaves the window.</summary>
    public void Remove(ReadOnlySpan<byte> row) => Change(row, -1);

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

    private void Change(ReadOnlySpan<byte> row, int sign)
    {
        _rows += sign;
        int x = 0;
        for (; x <= row.Length - Vector128<byte>.Count; x += Vector128<byte>.Count)
        {
            Lanes.Widen(Vector128.LoadUnsafe(in row[x]), out var a, out var b, out var c, out var d);
            AddTo(x, a * sign);
            AddTo(x + Four, b * sign);
            AddTo(x + (2 * Four), c * sign);
            AddTo(x + (3 * Four), d * sign);
        }
        for (; x < row.Length; x++)
            _sums[x] += sign * row[x];
    }

    private void AddTo(int x, Vector128<int> values) => (At(x) + values).StoreUnsafe(ref _sums[x]);

    private Vector128<int> At(int x) => Vector128.LoadUnsafe(ref _sums[x]);
}
