using System.Runtime.InteropServices;

namespace Inkling.Neural.Kernels.Products;

/// <summary>
/// C = start + A·B for rows of A that are packed from bytes without their zeros (<see cref="PackedTile"/>).
/// Allocates only to grow its buffers. Each worker has one.
/// </summary>
internal sealed class PackedProduct
{
    // A group's k takes 20 bytes, so this is at most 1.3 megabytes, and a third of it where two in three ks
    // are blank. A batch of 256 MNIST digits fits: the panels of B go by once.
    private const int MostKs = 65_536;

    private readonly BytePacker _packer = new();
    private readonly PackedTile _wide, _narrow;
    private int _rows;

    public PackedProduct(KernelPath path)
    {
        (_wide, _narrow) = (PackedTile.Wide(path), PackedTile.Narrow(path));
        Panel = NewPanel(path);
    }

    /// <summary>The columns of B, where the caller has none of its own.</summary>
    public ColumnPanel Panel { get; }

    /// <summary>Columns of B as this product's tiles want them.</summary>
    public static ColumnPanel NewPanel(KernelPath path) =>
        new(PackedTile.Wide(path).Columns, PackedTile.Narrow(path).Columns, isContiguous: true);

    /// <summary>The most rows that are packed at once, for sums of length <paramref name="depth"/>.</summary>
    public static int MostRows(int depth) => PackedTile.Rows * Math.Max(1, MostKs / depth);

    /// <summary>Packs rows of A = X.</summary>
    public void PackRows(in SampleBatch x, int first, int count)
    {
        _packer.PackRows(x, first, count);
        _rows = count;
    }

    /// <summary>Packs rows of A = Xᵀ.</summary>
    public void PackColumns(in SampleBatch x, int first, int count)
    {
        _packer.PackColumns(x, first, PackedGroups.CountOf(count));
        _rows = count;
    }

    /// <summary>C[m, j] = start[j] + Σₖ A[m, k] · B[k, j], packed rows by the panel's columns.</summary>
    /// <param name="b">The columns of B.</param>
    /// <param name="start">What the sums begin with; empty for zeros.</param>
    /// <param name="c">C from the first row and the panel's first column on; overwritten.</param>
    /// <param name="cStride">The distance from one row of C to the next.</param>
    public void Multiply(ColumnPanel b, ReadOnlySpan<float> start, Span<float> c, int cStride)
    {
        Span<float> padded = stackalloc float[PanelMatrix.PanelColumns];
        padded.Clear();
        start[..Math.Min(start.Length, b.Width)].CopyTo(padded);
        PackedGroups a = _packer.Groups;
        for (int column = 0; column < b.Width;)
        {
            PackedTile tile = b.IsWideAt(column) ? _wide : _narrow;
            int width = Math.Min(tile.Columns, b.Width - column);
            ref float fromB = ref MemoryMarshal.GetReference(b.Values[column..]);
            ref float from = ref padded[column];
            int whole = width == tile.Columns ? _rows / PackedTile.Rows : 0;
            if (whole > 0)
                tile.Multiply(a, first: 0, whole, ref fromB, b.Stride, ref from, ref c[column], cStride);
            for (int row = PackedTile.Rows * whole; row < _rows; row += PackedTile.Rows)
            {
                Span<float> corner = c[((row * cStride) + column)..];
                MultiplyEdge(tile, row, ref fromB, b.Stride, ref from, corner, cStride, width);
            }
            column += tile.Columns;
        }
    }

    // A tile that hangs over C's right or lower edge is computed aside; its part within C is copied.
    private void MultiplyEdge(PackedTile tile, int row, ref float b, int bStride, ref float start,
        Span<float> c, int cStride, int width)
    {
        Span<float> whole = stackalloc float[PackedTile.Rows * tile.Columns];
        int group = row / PackedTile.Rows, rows = Math.Min(PackedTile.Rows, _rows - row);
        PackedGroups a = _packer.Groups;
        if (rows == 1)
            tile.MultiplyOne(a[group], ref b, bStride, ref start, ref whole[0]);
        else
            tile.Multiply(a, group, count: 1, ref b, bStride, ref start, ref whole[0], tile.Columns);
        for (int i = 0; i < rows; i++)
            whole.Slice(i * tile.Columns, width).CopyTo(c[(i * cStride)..]);
    }
}
