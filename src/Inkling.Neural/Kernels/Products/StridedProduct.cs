using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Inkling.Neural.Kernels.Products;

/// <summary>
/// C = start + A·B by tiles whose rows of A are read in place (<see cref="StridedTile"/>): A [M, K] strided,
/// B [K, N] a panel of columns, C [M, N]. Allocates only to grow. Each worker has one.
/// </summary>
internal sealed class StridedProduct
{
    private const int MostColumns = 32;                         // two vectors of AVX-512
    private const int LowRows = StridedTile.MostRows / 2;       // so many or fewer are a low tile

    private readonly StridedTile _wide, _narrow;
    private readonly StridedRows _rows = new();
    private readonly float[] _zeros = new float[PanelMatrix.PanelColumns];
    private readonly float[] _edge = new float[StridedTile.MostRows * MostColumns];

    public StridedProduct(KernelPath path)
    {
        (_wide, _narrow) = (StridedTile.Wide(path), StridedTile.Narrow(path));
        Panel = NewPanel(path);
    }

    /// <summary>The columns of B, where the caller has none of its own.</summary>
    public ColumnPanel Panel { get; }

    /// <summary>Columns of B as this product's tiles want them.</summary>
    public static ColumnPanel NewPanel(KernelPath path) =>
        new(StridedTile.Wide(path).Columns, StridedTile.Narrow(path).Columns, isContiguous: false);

    /// <summary>C = start + A·B, the rows of A <paramref name="rowStep"/> apart.</summary>
    public void Multiply(ReadOnlySpan<float> a, int rowStep, in Walk walk, ColumnPanel b,
        ReadOnlySpan<float> start, Span<float> c, int cStride, int m)
    {
        _rows.Fill(m, rowStep);
        Multiply(a, _rows, walk, b, start, startStride: 0, c, cStride, m);
    }

    /// <summary>
    /// C[m, j] = start[m, j] + Σₖ A[m, k] · B[k, j] for M rows. Row m of A begins at a[rows[m]]; k follows
    /// the walk. start may be c, or empty (zeros); its stride is 0 if all rows begin alike. C is overwritten.
    /// </summary>
    public void Multiply(ReadOnlySpan<float> a, StridedRows rows, in Walk walk, ColumnPanel b,
        ReadOnlySpan<float> start, int startStride, Span<float> c, int cStride, int m)
    {
        if (start.IsEmpty)
            start = _zeros;
        Walk shortened = walk;
        ref readonly Walk needed = ref rows.NeedAll ? ref walk : ref shortened;
        ref float fromA = ref MemoryMarshal.GetReference(a);
        ReadOnlySpan<float> values = b.Values;
        for (int column = 0; column < b.Width;)
        {
            StridedTile full = b.IsWideAt(column) ? _wide : _narrow, low = full.Low;
            int columns = full.Columns, width = Math.Min(columns, b.Width - column);
            ref float fromB = ref MemoryMarshal.GetReference(values[column..]);
            for (int row = 0; row < m;)
            {
                StridedTile tile = m - row > LowRows ? full : low;
                int height = Math.Min(tile.Rows, m - row);
                ref int fromRows = ref MemoryMarshal.GetReference(rows.StartsFrom(row));
                if (!rows.NeedAll)
                    shortened = rows.Shortened(walk, row, height);
                ReadOnlySpan<float> begin = start[((row * startStride) + column)..];
                Span<float> corner = c[((row * cStride) + column)..];
                if (height == 1 && width == columns)
                {
                    tile.MultiplyOne(ref Unsafe.Add(ref fromA, fromRows), needed, ref fromB, b.Stride,
                        ref MemoryMarshal.GetReference(begin), ref MemoryMarshal.GetReference(corner));
                }
                else if (height == tile.Rows && width == columns)
                {
                    tile.Multiply(ref fromA, ref fromRows, needed, ref fromB, b.Stride,
                        ref MemoryMarshal.GetReference(begin), startStride,
                        ref MemoryMarshal.GetReference(corner), cStride);
                }
                else
                {
                    // A tile that hangs over C's edge is computed aside; its part within C is copied.
                    for (int i = 0; i < height; i++)
                        begin.Slice(i * startStride, width).CopyTo(_edge.AsSpan(i * columns));
                    tile.Multiply(ref fromA, ref fromRows, needed, ref fromB, b.Stride,
                        ref _edge[0], columns, ref _edge[0], columns);
                    for (int i = 0; i < height; i++)
                        _edge.AsSpan(i * columns, width).CopyTo(corner[(i * cStride)..]);
                }
                row += tile.Rows;
            }
            column += columns;
        }
    }
}
