using System.Runtime.InteropServices;

namespace Inkling.Neural.Kernels.Strided;

/// <summary>
/// A whole C = start + A·B by strided tiles: A [M, K] read where it lies, a panel of B [K, N], C [M, N]. Lends a tile that hangs
/// over C's edges a buffer. Each worker has its own.
/// </summary>
internal sealed class StridedProduct
{
    // Two vectors of AVX-512.
    private const int MostColumns = 32;

    // So many rows or fewer are a low tile.
    private const int LowRows = StridedTile.MostRows / 2;

    private readonly float[] _whole = new float[StridedTile.MostRows * MostColumns];

    /// <summary>
    /// C[m, j] = start[m, j] + Σₖ A[m, k] · B[k, j], where row m of A begins at a[rows[m]] and goes as the walk does.
    /// </summary>
    /// <param name="a">What the rows of A lie in.</param>
    /// <param name="rows">Where they begin, M of them.</param>
    /// <param name="walk">The ks of a row that needs all.</param>
    /// <param name="b">B, whose width is N.</param>
    /// <param name="start">What the sums begin with; may be c.</param>
    /// <param name="startStride">From a row of that to the next; 0, where all rows begin alike.</param>
    /// <param name="c">C; overwritten.</param>
    /// <param name="cStride">From a row of C to the next.</param>
    /// <param name="m">M.</param>
    public void Multiply(ReadOnlySpan<float> a, StridedRows rows, in Walk walk, StridedPanel b,
        ReadOnlySpan<float> start, int startStride, Span<float> c, int cStride, int m)
    {
        Walk shortened = walk;
        ref readonly Walk needed = ref rows.NeedAll ? ref walk : ref shortened;
        ref float fromA = ref MemoryMarshal.GetReference(a);
        ReadOnlySpan<float> values = b.Values;
        for (int column = 0; column < b.Width;)
        {
            StridedTile full = b.TileAt(column), low = full.Low;
            int columns = full.Columns, width = Math.Min(columns, b.Width - column);
            ref float fromB = ref MemoryMarshal.GetReference(values[column..]);
            for (int row = 0; row < m;)
            {
                StridedTile tile = m - row > LowRows ? full : low;
                int down = tile.Rows, height = Math.Min(down, m - row);
                ref int fromRows = ref MemoryMarshal.GetReference(rows.StartsFrom(row));
                if (!rows.NeedAll)
                    shortened = rows.Shortened(walk, row, height);
                ReadOnlySpan<float> begin = start[((row * startStride) + column)..];
                Span<float> corner = c[((row * cStride) + column)..];
                if (height == down && width == columns)
                {
                    tile.Multiply(ref fromA, ref fromRows, needed, ref fromB, b.Stride,
                        ref MemoryMarshal.GetReference(begin), startStride, ref MemoryMarshal.GetReference(corner), cStride);
                }
                else
                {
                    for (int i = 0; i < height; i++)
                        begin.Slice(i * startStride, width).CopyTo(_whole.AsSpan(i * columns));
                    tile.Multiply(ref fromA, ref fromRows, needed, ref fromB, b.Stride, ref _whole[0], columns, ref _whole[0], columns);
                    for (int i = 0; i < height; i++)
                        _whole.AsSpan(i * columns, width).CopyTo(corner[(i * cStride)..]);
                }
                row += down;
            }
            column += columns;
        }
    }
}
