using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Inkling.Neural.Kernels;

/// <summary>
/// One column panel of C = A·B: all rows of C, a few columns. Plain <see cref="Vector{T}"/>: it is as wide as
/// the processor lets it be. For each block of K: copy the panel's part of B together, then walk down the
/// rows four at a time, with a 4 × 3 tile of vector sums held in registers.
/// <code>
///            B, packed            tile of C            one step of k
///          |b0 b1 b2| k=0       |s00 s01 s02|        s_ij += a_i · b_j
///          |b0 b1 b2| k=1       |s10 s11 s12|        a_i: one value of row i, in all lanes
///             ...               |s20 s21 s22|        b_j: one vector of the packed row
///                               |s30 s31 s32|
/// </code>
/// Refuses to know threads: whoever calls says which columns.
/// </summary>
internal static class ProductPanel
{
    // 4 × 3 sums, 3 vectors of B and 1 of A fill the 16 registers of AVX2.
    private const int TileRows = 4;
    private const int TileVectors = 3;

    // 256 rows of 3 vectors are 24 KB with AVX2: the packed panel stays in the first-level cache.
    private const int DepthBlock = 256;

    /// <summary>Columns in a panel.</summary>
    public static int Width => TileVectors * Vector<float>.Count;

    /// <summary>How many floats of scratch a panel needs.</summary>
    public static int PackedLength => DepthBlock * Width;

    /// <summary>
    /// C[:, first … first + width) = A·B[:, first … first + width). A [M, depth], B [depth, N], C [M, N].
    /// Sums run over k in order inside a block, then block by block.
    /// </summary>
    public static void Multiply(Operand a, Operand b, Matrix c, int depth, int first, int width, Span<float> packed)
    {
        Span<float> tile = stackalloc float[TileRows * Width];
        ref float values = ref MemoryMarshal.GetReference(a.Values.Span);
        ref float panel = ref MemoryMarshal.GetReference(packed);
        for (int k = 0; k < depth; k += DepthBlock)
        {
            int block = Math.Min(DepthBlock, depth - k);
            Pack(b, k, block, first, width, packed);
            for (int m = 0; m < c.Rows; m += TileRows)
            {
                int rows = Math.Min(TileRows, c.Rows - m);
                ref float corner = ref Unsafe.Add(ref values, (m * a.RowStride) + (k * a.ColumnStride));
                if (rows == TileRows)
                    FourRows(ref corner, a.RowStride, a.ColumnStride, ref panel, block, tile);
                for (int row = 0; row < rows && rows < TileRows; row++)
                {
                    ref float start = ref Unsafe.Add(ref corner, row * a.RowStride);
                    OneRow(ref start, a.ColumnStride, ref panel, block, tile[(row * Width)..]);
                }
                Store(tile, c, m, rows, first, width, add: k > 0);
            }
        }
    }

    // packed[k, j] = B[from + k, first + j], zero beyond the panel's last column.
    private static void Pack(Operand b, int from, int block, int first, int width, Span<float> packed)
    {
        int full = Width;
        if (width < full)
            packed[..(block * full)].Clear();
        ReadOnlySpan<float> source = b.Values.Span[((from * b.RowStride) + (first * b.ColumnStride))..];
        if (b.ColumnStride == 1)
        {
            for (int k = 0; k < block; k++)
                source.Slice(k * b.RowStride, width).CopyTo(packed[(k * full)..]);
            return;
        }
        for (int j = 0; j < width; j++)
        {
            ReadOnlySpan<float> column = source.Slice(j * b.ColumnStride, block);
            for (int k = 0; k < column.Length; k++)
                packed[(k * full) + j] = column[k];
        }
    }

    // tile[i, :] = Σₖ A[i, k] · panel[k, :] for four rows i. Lanes are columns.
    private static void FourRows(
        ref float a, nint rowStride, nint columnStride, ref float panel, int depth, Span<float> tile)
    {
        ref float a1 = ref Unsafe.Add(ref a, rowStride);
        ref float a2 = ref Unsafe.Add(ref a, 2 * rowStride);
        ref float a3 = ref Unsafe.Add(ref a, 3 * rowStride);
        Vector<float> s00 = default, s01 = default, s02 = default;
        Vector<float> s10 = default, s11 = default, s12 = default;
        Vector<float> s20 = default, s21 = default, s22 = default;
        Vector<float> s30 = default, s31 = default, s32 = default;
        nint at = 0;
        for (int k = 0; k < depth; k++)
        {
            Vector<float> b0 = Vector.LoadUnsafe(ref panel);
            Vector<float> b1 = Vector.LoadUnsafe(ref panel, (nuint)Vector<float>.Count);
            Vector<float> b2 = Vector.LoadUnsafe(ref panel, (nuint)(2 * Vector<float>.Count));
            Vector<float> value = new(Unsafe.Add(ref a, at));
            s00 = Vector.MultiplyAddEstimate(value, b0, s00);
            s01 = Vector.MultiplyAddEstimate(value, b1, s01);
            s02 = Vector.MultiplyAddEstimate(value, b2, s02);
            value = new(Unsafe.Add(ref a1, at));
            s10 = Vector.MultiplyAddEstimate(value, b0, s10);
            s11 = Vector.MultiplyAddEstimate(value, b1, s11);
            s12 = Vector.MultiplyAddEstimate(value, b2, s12);
            value = new(Unsafe.Add(ref a2, at));
            s20 = Vector.MultiplyAddEstimate(value, b0, s20);
            s21 = Vector.MultiplyAddEstimate(value, b1, s21);
            s22 = Vector.MultiplyAddEstimate(value, b2, s22);
            value = new(Unsafe.Add(ref a3, at));
            s30 = Vector.MultiplyAddEstimate(value, b0, s30);
            s31 = Vector.MultiplyAddEstimate(value, b1, s31);
            s32 = Vector.MultiplyAddEstimate(value, b2, s32);
            at += columnStride;
            panel = ref Unsafe.Add(ref panel, TileVectors * Vector<float>.Count);
        }
        Keep(tile, s00, s01, s02);
        Keep(tile[Width..], s10, s11, s12);
        Keep(tile[(2 * Width)..], s20, s21, s22);
        Keep(tile[(3 * Width)..], s30, s31, s32);
    }

    // The same for one row, for what is left when the rows are no multiple of four.
    private static void OneRow(ref float a, nint columnStride, ref float panel, int depth, Span<float> tile)
    {
        Vector<float> s0 = default, s1 = default, s2 = default;
        nint at = 0;
        for (int k = 0; k < depth; k++)
        {
            Vector<float> value = new(Unsafe.Add(ref a, at));
            s0 = Vector.MultiplyAddEstimate(value, Vector.LoadUnsafe(ref panel), s0);
            s1 = Vector.MultiplyAddEstimate(value, Vector.LoadUnsafe(ref panel, (nuint)Vector<float>.Count), s1);
            s2 = Vector.MultiplyAddEstimate(value, Vector.LoadUnsafe(ref panel, (nuint)(2 * Vector<float>.Count)), s2);
            at += columnStride;
            panel = ref Unsafe.Add(ref panel, TileVectors * Vector<float>.Count);
        }
        Keep(tile, s0, s1, s2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep(Span<float> row, Vector<float> s0, Vector<float> s1, Vector<float> s2)
    {
        s0.CopyTo(row);
        s1.CopyTo(row[Vector<float>.Count..]);
        s2.CopyTo(row[(2 * Vector<float>.Count)..]);
    }

    private static void Store(ReadOnlySpan<float> tile, Matrix c, int row, int rows, int first, int width, bool add)
    {
        for (int i = 0; i < rows; i++)
        {
            ReadOnlySpan<float> sums = tile.Slice(i * Width, width);
            Span<float> target = c.Row(row + i).Slice(first, width);
            if (add)
                System.Numerics.Tensors.TensorPrimitives.Add(target, sums, target);
            else
                sums.CopyTo(target);
        }
    }
}
