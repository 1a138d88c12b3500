using System.Runtime.InteropServices;

namespace Inkling.Neural.Kernels.Packed;

/// <summary>
/// The tiles of C below each other: they share a part of B. Lends a tile that hangs over C's right or lower edge a
/// buffer, and copies what belongs to C.
/// </summary>
internal readonly ref struct TileColumn
{
    private readonly PackedTile _tile;
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
    /// <param name="c">C from the first tile's first row and the panel's first column on.</param>
    /// <param name="cStride">From a row of C to the next.</param>
    /// <param name="width">How many columns of C the panel fills.</param>
    public TileColumn(PackedPanel b, int first, ReadOnlySpan<float> start, Span<float> c, int cStride, int width)
    {
        (_tile, _bStride, _cStride) = (b.Tile, b.Stride, cStride);
        _width = Math.Min(_tile.Columns, width - first);
        _b = ref MemoryMarshal.GetReference(b.Values[first..]);
        _start = ref MemoryMarshal.GetReference(start[first..]);
        _c = c[first..];
    }

    /// <summary>Fills so many rows of C by as many groups of four as they are, a last one that is not whole included.</summary>
    public void Multiply(PackedGroups a, int rows)
    {
        int whole = _width == _tile.Columns ? rows / PackedTile.Rows : 0;
        if (whole > 0)
            _tile.Multiply(a, first: 0, whole, ref _b, _bStride, ref _start, ref MemoryMarshal.GetReference(_c), _cStride);
        for (int row = PackedTile.Rows * whole; row < rows; row += PackedTile.Rows)
            MultiplyOver(a, row, Math.Min(PackedTile.Rows, rows - row));
    }

    private void MultiplyOver(PackedGroups a, int row, int rows)
    {
        int columns = _tile.Columns, group = row / PackedTile.Rows;
        Span<float> whole = stackalloc float[PackedTile.Rows * columns];
        if (rows == 1)
            _tile.MultiplyOne(a[group], ref _b, _bStride, ref _start, ref whole[0]);
        else
            _tile.Multiply(a, group, count: 1, ref _b, _bStride, ref _start, ref whole[0], columns);
        for (int i = 0; i < rows; i++)
            whole.Slice(i * columns, _width).CopyTo(_c[((row + i) * _cStride)..]);
    }
}
