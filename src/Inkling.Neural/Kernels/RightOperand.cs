namespace Inkling.Neural.Kernels;

/// <summary>
/// The B of a product, [K, N], as tiles want it: rows of floats, as many in each as a whole number of tiles has. Most of it
/// is used where it lies. What is left at the right edge, and a B that comes transposed, is packed into a buffer of
/// its own, filled up with zeros.
/// </summary>
internal sealed class RightOperand : ITiledWork
{
    // So many rows of B are packed at once by one thread.
    private const int RowsAtOnce = 32;

    private readonly ProductTile _wide, _narrow;
    private readonly float[] _zeros, _edgeStart;
    private Matrix _b;
    private ReadOnlyMemory<float> _start;
    private bool _isTransposed;
    private float[] _packed = [];
    private int _depth, _columns;

    // Columns that are packed: from _firstPacked to the end, _packedStride wide with the zeros behind.
    private int _firstPacked, _packedStride;

    // Columns before the edge, which wide tiles cover.
    private int _covered;
    private ProductTile _edgeTile;

    /// <summary>Two tiles: for most of C, and for a narrow edge.</summary>
    public RightOperand(ProductTile wide, ProductTile narrow)
    {
        (_wide, _narrow, _edgeTile) = (wide, narrow, wide);
        _zeros = new float[Math.Max(wide.Columns, narrow.Columns)];
        _edgeStart = new float[_zeros.Length];
    }

    /// <summary>
    /// Makes ready for one product. Packing allocates only when it needs more room than before, and is shared with
    /// <paramref name="workers"/>, if there are any.
    /// </summary>
    public void Take(Matrix b, bool isTransposed, ReadOnlyMemory<float> start, Workers? workers)
    {
        (_b, _isTransposed, _start) = (b, isTransposed, start);
        (_depth, _columns) = isTransposed ? (b.Columns, b.Rows) : (b.Rows, b.Columns);
        _covered = _columns - (_columns % _wide.Columns);
        int edge = _columns - _covered;
        _edgeTile = edge <= _narrow.Columns ? _narrow : _wide;
        _firstPacked = isTransposed ? 0 : _covered;
        _packedStride = _covered - _firstPacked + (edge > 0 ? _edgeTile.Columns : 0);
        if (edge > 0 && !start.IsEmpty)
            start.Span[_covered..].CopyTo(_edgeStart);
        if (_packedStride > 0)
            Pack(workers);
    }

    /// <summary>Forgets the product's operands, so that nothing of a caller's is kept alive.</summary>
    public void LetGo() => (_b, _start) = (default, default);

    /// <summary>The tiles below each other whose first column is <paramref name="column"/>.</summary>
    public TileColumn At(int column)
    {
        bool isEdge = column == _covered;
        bool isPacked = column >= _firstPacked;
        ReadOnlySpan<float> b = isPacked ? _packed.AsSpan(column - _firstPacked) : _b.Span[column..];
        ReadOnlySpan<float> start = _start.IsEmpty ? _zeros : isEdge ? _edgeStart : _start.Span[column..];
        return isEdge
            ? new TileColumn(_edgeTile, column, _columns - column, b, _packedStride, start)
            : new TileColumn(_wide, column, _wide.Columns, b, isPacked ? _packedStride : _columns, start);
    }

    void ITiledWork.DoTile(int tile, int worker)
    {
        int width = _columns - _firstPacked;
        for (int k = tile * RowsAtOnce; k < Math.Min(_depth, (tile + 1) * RowsAtOnce); k++)
        {
            Span<float> row = _packed.AsSpan(k * _packedStride, _packedStride);
            if (_isTransposed)
                CopyColumn(_b, k, row[..width]);
            else
                _b.Row(k)[_firstPacked..].CopyTo(row);
            row[width..].Clear();
        }
    }

    private void Pack(Workers? workers)
    {
        if (_packed.Length < _depth * _packedStride)
            _packed = new float[_depth * _packedStride];
        int tiles = (_depth + RowsAtOnce - 1) / RowsAtOnce;
        if (workers is not null)
        {
            workers.Run(this, tiles);
            return;
        }
        for (int tile = 0; tile < tiles; tile++)
            ((ITiledWork)this).DoTile(tile, worker: 0);
    }

    private static void CopyColumn(Matrix from, int column, Span<float> to)
    {
        ReadOnlySpan<float> values = from.Span;
        for (int row = 0, place = column; row < to.Length; row++, place += from.Columns)
            to[row] = values[place];
    }
}
