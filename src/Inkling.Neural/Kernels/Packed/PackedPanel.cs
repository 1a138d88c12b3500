namespace Inkling.Neural.Kernels.Packed;

/// <summary>
/// The part of a product's B under one panel of C, [K, up to 64], as tiles want it: rows that are a whole number of tiles
/// wide. A panel of weights is used where it lies; what does not lie so is packed into a buffer, filled up with zeros.
/// Each worker has one.
/// </summary>
internal sealed class PackedPanel
{
    private readonly PackedTile _wide, _narrow;
    private Memory<float> _packed;
    private Memory<float> _values;

    /// <summary>Two tiles: for most of C, and for a narrow last panel.</summary>
    public PackedPanel(PackedTile wide, PackedTile narrow) => (_wide, _narrow, Tile) = (wide, narrow, wide);

    /// <summary>The tile that fits the panel's width.</summary>
    public PackedTile Tile { get; private set; }

    /// <summary>From one of the panel's rows to the next.</summary>
    public int Stride { get; private set; }

    /// <summary>The values, row 0 first.</summary>
    public Span<float> Values => _values.Span;

    /// <summary>
    /// Takes so many columns of a matrix. Where they are all, and a whole number of tiles, they are used where they lie. Of a wider
    /// one they would share a few lines of the cache, and be no sooner there than gone.
    /// </summary>
    public void Take(Matrix x, int first, int width)
    {
        if (width == x.Columns && width % _wide.Columns == 0)
        {
            (Tile, Stride, _values) = (_wide, width, x.Values);
            return;
        }
        Prepare(x.Rows, width);
        for (int k = 0; k < x.Rows; k++)
        {
            Span<float> row = _packed.Span.Slice(k * Stride, Stride);
            x.Row(k).Slice(first, width).CopyTo(row);
            row[width..].Clear();
        }
    }

    private void Prepare(int depth, int width)
    {
        Tile = width <= _narrow.Columns ? _narrow : _wide;
        Stride = (width + Tile.Columns - 1) / Tile.Columns * Tile.Columns;
        AlignedBuffer.Ensure(ref _packed, depth * Stride);
        _values = _packed[..(depth * Stride)];
    }
}
