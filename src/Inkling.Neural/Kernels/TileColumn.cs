using System.Runtime.InteropServices;

namespace Inkling.Neural.Kernels;

/// <summary>
/// The tiles of C below each other: they share a part of B. Lends a tile that hangs over C's right or lower edge a
/// buffer, and copies what belongs to C.
/// </summary>
internal readonly ref struct TileColumn
{
    private readonly ProductTile _tile;
    private readonly ref float _b;
    private readonly int _bStride;
    private readonly ref float _start;
    private readonly Span<float> _c;
    private readonly int _cStride;
    private readonly int _width;

    /// <summary>Sets what the tiles share.</summary>
    /// <param name="b">The panel of B.</param>
    /// <param name="first">Their first column in the panel.</param>
    /// <param name="start">What the panel's sums begin with, as wide as B's rows.</param>
    /// <param name="c">C from its row 0 and the panel's first column on.</param>
    /// <param name="cStride">From a row of C to the next.</param>
    /// <param name="width">How many columns of C the panel fills.</param>
    public TileColumn(PanelOfB b, int first, ReadOnlySpan<float> start, Span<float> c, int cStride, int width)
    {
        (_tile, _bStride, _cStride) = (b.Tile, b.Stride, cStride);
        _width = Math.Min(_tile.Columns, width - first);
        _b = ref MemoryMarshal.GetReference(b.Values[first..]);
        _start = ref MemoryMarshal.GetReference(start[first..]);
        _c = c[first..];
    }

    /// <summary>Fills <paramref name="rows"/> rows of C from <paramref name="row"/> on.</summary>
    public void Multiply(PackedRows a, int row, int rows)
    {
        ref float corner = ref _c[row * _cStride];
        if (_width < _tile.Columns || rows is 2 or 3)
            MultiplyOver(a, row, rows);
        else if (rows == 1)
            _tile.OneRow(a, ref _b, _bStride, ref _start, ref corner);
        else
            _tile.FourRows(a, ref _b, _bStride, ref _start, ref corner, _cStride);
    }

    private void MultiplyOver(PackedRows a, int row, int rows)
    {
        int columns = _tile.Columns;
        Span<float> whole = stackalloc float[ProductTile.Rows * columns];
        if (rows == 1)
            _tile.OneRow(a, ref _b, _bStride, ref _start, ref whole[0]);
        else
            _tile.FourRows(a, ref _b, _bStride, ref _start, ref whole[0], columns);
        for (int i = 0; i < rows; i++)
            whole.Slice(i * columns, _width).CopyTo(_c[((row + i) * _cStride)..]);
    }
}
