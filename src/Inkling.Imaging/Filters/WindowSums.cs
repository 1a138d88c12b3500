using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace Inkling.Imaging.Filters;

/// <summary>Keeps the sum of each column over a window's rows while rows enter and leave.</summary>
internal sealed class WindowSums(int width)
{
    // So many rows of 255 fit into 16 bits.
    private const int MostRows = 257;

    private readonly ushort[] _sums = new ushort[width];

    /// <summary>The sum of each column.</summary>
    public ReadOnlySpan<ushort> Sums => _sums;

    /// <summary>How many rows the window has now.</summary>
    public int Rows { get; private set; }

    /// <summary>Adds a row that enters the window.</summary>
    public void Add(ReadOnlySpan<byte> row) => Change(row, 1);

    /// <summary>Subtracts a row that leaves the window.</summary>
    public void Remove(ReadOnlySpan<byte> row) => Change(row, -1);

    /// <summary>Writes the rounded mean of each column.</summary>
    public void Mean(Span<byte> means)
    {
        int x = 0, half = Vector128<ushort>.Count;
        for (; x <= means.Length - Vector128<byte>.Count; x += Vector128<byte>.Count)
        {
            (Vector128<int> a, Vector128<int> b) = Means(Vector128.LoadUnsafe(ref _sums[x]));
            (Vector128<int> c, Vector128<int> d) = Means(Vector128.LoadUnsafe(ref _sums[x + half]));
            Lanes.Narrow(a, b, c, d).StoreUnsafe(ref means[x]);
        }
        for (; x < means.Length; x++)
            means[x] = (byte)((_sums[x] + (Rows / 2)) / Rows);
    }

    private (Vector128<int> Low, Vector128<int> High) Means(Vector128<ushort> sums)
    {
        Vector128<int> rows = Vector128.Create(Rows), half = Vector128.Create(Rows / 2);
        return (Lanes.Quotient(Vector128.WidenLower(sums).AsInt32() + half, rows),
            Lanes.Quotient(Vector128.WidenUpper(sums).AsInt32() + half, rows));
    }

    private void Change(ReadOnlySpan<byte> row, int sign)
    {
        Rows += sign;
        Debug.Assert(Rows <= MostRows, "The sums have 16 bits.");
        Vector128<ushort> signs = Vector128.Create((ushort)sign);
        int x = 0;
        for (; x <= row.Length - Vector128<byte>.Count; x += Vector128<byte>.Count)
        {
            Vector128<byte> levels = Vector128.LoadUnsafe(in row[x]);
            AddTo(x, Vector128.WidenLower(levels) * signs);
            AddTo(x + Vector128<ushort>.Count, Vector128.WidenUpper(levels) * signs);
        }
        for (; x < row.Length; x++)
            _sums[x] = (ushort)(_sums[x] + (sign * row[x]));
    }

    private void AddTo(int x, Vector128<ushort> values) =>
        (Vector128.LoadUnsafe(ref _sums[x]) + values).StoreUnsafe(ref _sums[x]);
}
