using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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

    /// <summary>
    /// B = X: so many columns of it. Where they are all, and a whole number of tiles, they are used where they lie. Of a wider
    /// X they would share a few lines of the cache, and be no sooner there than gone.
    /// </summary>
    public void TakeColumns(Matrix x, int first, int width)
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

    /// <summary>B = Vᵀ: so many rows of V, from <paramref name="first"/> on, packed as columns.</summary>
    public void TakeRows(PanelMatrix v, int first, int count)
    {
        Prepare(v.Columns, count);
        Span<float> packed = _packed.Span[..(v.Columns * Stride)];
        if (count < Stride)
            packed.Clear();
        for (int panel = 0; panel < PanelMatrix.PanelsOf(v.Columns); panel++)
        {
            Matrix part = v.Panel(panel);
            Span<float> to = packed[(panel * PanelMatrix.PanelColumns * Stride)..];
            int i = 0;
            for (; i + ProductTile.Rows <= count; i += ProductTile.Rows)
                TakeFour(ref part.Row(first + i)[0], part.Columns, ref to[i], Stride);
            for (; i < count; i++)
            {
                Span<float> row = part.Row(first + i);
                for (int k = 0; k < row.Length; k++)
                    to[(k * Stride) + i] = row[k];
            }
        }
    }

    // Four rows become four columns, four values of each at a time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TakeFour(ref float rows, int length, ref float to, int stride)
    {
        int k = 0;
        for (; k + Vector128<float>.Count <= length; k += Vector128<float>.Count)
        {
            Vector128<uint> a = Vector128.LoadUnsafe(ref rows, (nuint)k).AsUInt32();
            Vector128<uint> b = Vector128.LoadUnsafe(ref rows, (nuint)(k + length)).AsUInt32();
            Vector128<uint> c = Vector128.LoadUnsafe(ref rows, (nuint)(k + (2 * length))).AsUInt32();
            Vector128<uint> d = Vector128.LoadUnsafe(ref rows, (nuint)(k + (3 * length))).AsUInt32();
            Interleaving.FourRows(ref a, ref b, ref c, ref d);
            a.AsSingle().StoreUnsafe(ref to, (nuint)(k * stride));
            b.AsSingle().StoreUnsafe(ref to, (nuint)((k + 1) * stride));
            c.AsSingle().StoreUnsafe(ref to, (nuint)((k + 2) * stride));
            d.AsSingle().StoreUnsafe(ref to, (nuint)((k + 3) * stride));
        }
        for (; k < length; k++)
        {
            for (int i = 0; i < ProductTile.Rows; i++)
                Unsafe.Add(ref to, (k * stride) + i) = Unsafe.Add(ref rows, k + (i * length));
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
