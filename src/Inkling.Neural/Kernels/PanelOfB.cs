using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Inkling.Neural.Kernels;

/// <summary>
/// The part of a product's B under one panel of C, [K, up to 64], as tiles want it: rows that are a whole number of tiles
/// wide. A panel of weights is used where it lies; what does not lie so is packed into a buffer, filled up with zeros.
/// Each worker has one.
/// </summary>
internal sealed class PanelOfB
{
    private readonly ProductTile _wide, _narrow;
    private Memory<float> _packed;
    private Memory<float> _values;

    /// <summary>Two tiles: for most of C, and for a narrow last panel.</summary>
    public PanelOfB(ProductTile wide, ProductTile narrow) => (_wide, _narrow, Tile) = (wide, narrow, wide);

    /// <summary>The tile that fits the panel's width.</summary>
    public ProductTile Tile { get; private set; }

    /// <summary>From one of the panel's rows to the next.</summary>
    public int Stride { get; private set; }

    /// <summary>The values, row 0 first.</summary>
    public Span<float> Values => _values.Span;

    /// <summary>B = V: the panel as it lies, unless its width is odd.</summary>
    public void TakePanel(Matrix panel)
    {
        if (panel.Columns % _wide.Columns != 0)
        {
            TakeColumns(panel, 0, panel.Columns);
            return;
        }
        (Tile, Stride, _values) = (_wide, panel.Columns, panel.Values);
    }

    /// <summary>B = X: so many columns of it, packed.</summary>
    public void TakeColumns(Matrix x, int first, int width)
    {
        Prepare(x.Rows, width);
        for (int k = 0; k < x.Rows; k++)
        {
            Span<float> row = _packed.Span.Slice(k * Stride, Stride);
            x.Row(k).Slice(first, width).CopyTo(row);
            row[width..].Clear();
        }
    }

    /// <summary>B = Vᵀ: so many rows of V, from <paramref name="first"/> on, packed as columns.</summary>
    public void TakeRows(PanelMatrix v, int first, int count)
    {
        Prepare(v.Columns, count);
        _packed.Span[..(v.Columns * Stride)].Clear();
        for (int panel = 0; panel < PanelMatrix.PanelsOf(v.Columns); panel++)
        {
            Matrix part = v.Panel(panel);
            ref float to = ref _packed.Span[panel * PanelMatrix.PanelColumns * Stride];
            for (int i = 0; i < count; i++)
            {
                ref float row = ref MemoryMarshal.GetReference(part.Row(first + i));
                for (int k = 0; k < part.Columns; k++)
                    Unsafe.Add(ref to, (k * Stride) + i) = Unsafe.Add(ref row, k);
            }
        }
    }

    private void Prepare(int depth, int width)
    {
        Tile = width <= _narrow.Columns ? _narrow : _wide;
        Stride = (width + Tile.Columns - 1) / Tile.Columns * Tile.Columns;
        if (_packed.Length < depth * Stride)
            _packed = AlignedBuffer.Allocate(depth * Stride);
        _values = _packed[..(depth * Stride)];
    }
}
