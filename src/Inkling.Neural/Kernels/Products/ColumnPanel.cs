using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Inkling.Neural.Kernels.Products;

/// <summary>
/// Up to 64 columns of a product's B [K, N] as tiles want them: wide tiles side by side, then a narrow one if
/// it covers the rest. Columns that make whole tiles are used in place; others are packed, padded with zeros.
/// </summary>
/// <param name="wide">Columns of a wide tile.</param>
/// <param name="narrow">Columns of a narrow tile, a divisor of <paramref name="wide"/>.</param>
/// <param name="isContiguous">Packs columns of a wider matrix always: they share no cache set then.</param>
internal sealed class ColumnPanel(int wide, int narrow, bool isContiguous)
{
    private const int Four = 4;

    private Memory<float> _packed;
    private Memory<float> _values;

    public int Width { get; private set; }

    /// <summary>The distance from one row to the next.</summary>
    public int Stride { get; private set; }

    /// <summary>The values, row 0 first.</summary>
    public ReadOnlySpan<float> Values => _values.Span;

    /// <summary>Whether the tile at a column is a wide one.</summary>
    public bool IsWideAt(int column) => Width - column > narrow;

    public void Take(Matrix panel) => Take(panel.Values, panel.Columns, 0, panel.Columns);

    /// <summary>Takes columns of rows that are <paramref name="stride"/> apart.</summary>
    public void Take(Memory<float> rows, int stride, int first, int width)
    {
        Width = width;
        int last = width % wide;
        if ((last == 0 || last == narrow) && (width == stride || !isContiguous))
        {
            (Stride, _values) = (stride, rows[first..]);
            return;
        }
        int depth = rows.Length / stride;
        Prepare(depth);
        ReadOnlySpan<float> from = rows.Span;
        Span<float> to = _values.Span;
        to.Clear();
        for (int k = 0; k < depth; k++)
            from.Slice((k * stride) + first, width).CopyTo(to[(k * Stride)..]);
    }

    /// <summary>Takes Vᵀ: the rows of V from <paramref name="first"/> on become columns.</summary>
    public void TakeTransposed(PanelMatrix v, int first, int count)
    {
        Width = count;
        Prepare(v.Columns);
        Span<float> packed = _values.Span;
        if (count < Stride)
            packed.Clear();
        for (int panel = 0; panel < v.Panels; panel++)
        {
            Matrix part = v.Panel(panel);
            Span<float> to = packed[(panel * PanelMatrix.PanelColumns * Stride)..];
            int i = 0;
            for (; i + Four <= count; i += Four)
                TransposeFour(ref part.Row(first + i)[0], part.Columns, ref to[i], Stride);
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
    private static void TransposeFour(ref float rows, int length, ref float to, int stride)
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
            for (int i = 0; i < Four; i++)
                Unsafe.Add(ref to, (k * stride) + i) = Unsafe.Add(ref rows, k + (i * length));
        }
    }

    // Room for so many rows of whole tiles.
    private void Prepare(int depth)
    {
        int last = Width % wide, whole = Width - last;
        Stride = last == 0 ? whole : whole + (last > narrow ? wide : narrow);
        AlignedBuffer.Ensure(ref _packed, depth * Stride);
        _values = _packed[..(depth * Stride)];
    }
}
