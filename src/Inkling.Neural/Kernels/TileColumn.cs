using System.Runtime.InteropServices;

namespace Inkling.Neural.Kernels;

/// <summary>
/// The tiles of C below each other: they share a part of B. Lends a tile that hangs over C's right or lower edge a
/// buffer, and copies what belongs to C.
/// </summary>
internal readonly ref struct TileColumn
{
    private readonly ProductTile _tile;
    private readonly int _first;
    private readonly ref float _b;
    private readonly int _stride;
    private readonly ref float _start;

    /// <summary>Sets what the tiles share.</summary>
    /// <param name="tile">The kernel.</param>
    /// <param name="first">Their first column in C.</param>
    /// <param name="width">How many columns of C they fill: fewer than the kernel has at the right edge.</param>
    /// <param name="b">B from row 0 and the first column on.</param>
    /// <param name="stride">From a row of B to the next.</param>
    /// <param name="start">What the sums begin with.</param>
    public TileColumn(
        ProductTile tile, int first, int width, ReadOnlySpan<float> b, int stride, ReadOnlySpan<float> start)
    {
        (_tile, _first, Width, _stride) = (tile, first, width, stride);
        _b = ref MemoryMarshal.GetReference(b);
        _start = ref MemoryMarshal.GetReference(start);
    }

    /// <summary>How many columns of C they fill.</summary>
    public int Width { get; }

    /// <summary>Fills <paramref name="rows"/> rows of C from <paramref name="row"/> on.</summary>
    public void Multiply(PackedRows a, Matrix c, int row, int rows)
    {
        ref float corner = ref c.Row(row)[_first];
        if (Width < _tile.Columns || rows is 2 or 3)
            MultiplyOver(a, c, row, rows);
        else if (rows == 1)
            _tile.OneRow(a, ref _b, _stride, ref _start, ref corner);
        else
            _tile.FourRows(a, ref _b, _stride, ref _start, ref corner, c.Columns);
    }

    private void MultiplyOver(PackedRows a, Matrix c, int row, int rows)
    {
        int columns = _tile.Columns;
        Span<float> whole = stackalloc float[ProductTile.Rows * columns];
        if (rows == 1)
            _tile.OneRow(a, ref _b, _stride, ref _start, ref whole[0]);
        else
            _tile.FourRows(a, ref _b, _stride, ref _start, ref whole[0], columns);
        for (int i = 0; i < rows; i++)
            whole.Slice(i * columns, Width).CopyTo(c.Row(row + i)[_first..]);
    }
}
