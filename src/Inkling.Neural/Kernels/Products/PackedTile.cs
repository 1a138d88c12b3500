using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Inkling.Neural.Kernels.Products;

/// <summary>
/// The innermost loop: a tile of C = A·B, four rows high and a few vectors wide, whose sums stay in registers
/// while k runs. Written once; its lanes make it AVX-512, AVX2 or AdvSimd.
/// <code>
///   A, packed: four      B, as it lies: one row k       C, in registers: after all k
///   values for each k    gives 4 vectors                stored once
///
///   k:  a0 a1 a2 a3      |b0 b1 b2 b3|             a0 → |s00 s01 s02 s03|
///   k': a0 a1 a2 a3      |b0 b1 b2 b3|             a1 → |s10 s11 s12 s13|    s_ij += a_i · b_j
///       …                 …                        a2 → |s20 s21 s22 s23|    16 multiply-adds
///                                                  a3 → |s30 s31 s32 s33|    for 4 + 4 loads
/// </code>
/// The ks come from the packed rows: where all four values are zero, there is no k and no work. Each element
/// of C is one chain of multiply-adds in the order of k, so its bits do not depend on the tiling, the threads
/// or, where multiply-adds are fused, the lanes. It checks nothing: callers see to bounds.
/// </summary>
internal abstract class PackedTile
{
    public const int Rows = 4;

    public abstract int Columns { get; }

    public static PackedTile Wide(KernelPath path) =>
        path == KernelPath.Avx512 ? new PackedTile<Lanes512, Vector512<float>>()
        : path == KernelPath.Avx2Fma ? new PackedTile<Lanes256, Vector256<float>>()
        : path == KernelPath.Neon ? new PackedTile<Lanes128, Vector128<float>>()
        : new PackedTile<LanesOfAnyWidth, Vector<float>>();

    /// <summary>The tile for few columns, where the wide one would mostly idle.</summary>
    public static PackedTile Narrow(KernelPath path) =>
        path == KernelPath.Avx512 ? new PackedTile<Lanes256, Vector256<float>>()
        : path == KernelPath.Avx2Fma || path == KernelPath.Neon ? new PackedTile<Lanes128, Vector128<float>>()
        : new PackedTile<LanesOfAnyWidth, Vector<float>>();

    /// <summary>
    /// C[i, j] = start[j] + Σₖ a[k, i] · B[k, j] for groups of four rows i, tile below tile. b, start and c
    /// refer to the first tile's first elements. C is overwritten.
    /// </summary>
    public abstract void Multiply(
        PackedGroups a, int first, int count, ref float b, int bStride,
        ref float start, ref float c, int cStride);

    /// <summary>The same for the first of four rows alone: reading a single sample.</summary>
    public abstract void MultiplyOne(PackedRows a, ref float b, int bStride, ref float start, ref float c);
}

internal sealed class PackedTile<TLanes, TVector> : PackedTile
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    public override int Columns => TLanes.TileVectors * TLanes.Count;

    // TLanes.TileVectors is a constant to the compiler: where it is 2, all that ends in 2 or 3 is left out.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Multiply(
        PackedGroups a, int first, int count, ref float b, int bStride,
        ref float start, ref float c, int cStride)
    {
        int n = TLanes.Count;
        for (int group = first; group < first + count; group++)
        {
            PackedRows rows = a[group];
            TVector s00 = TLanes.Load(ref start, 0), s01 = TLanes.Load(ref start, n);
            TVector s02 = TLanes.TileVectors == 4 ? TLanes.Load(ref start, 2 * n) : default;
            TVector s03 = TLanes.TileVectors == 4 ? TLanes.Load(ref start, 3 * n) : default;
            TVector s10 = s00, s11 = s01, s12 = s02, s13 = s03;
            TVector s20 = s00, s21 = s01, s22 = s02, s23 = s03;
            TVector s30 = s00, s31 = s01, s32 = s02, s33 = s03;
            ref float values = ref rows.FirstValue;
            ref int k = ref rows.FirstIndex;
            for (int i = 0; i < rows.Count; i++)
            {
                ref float row = ref Unsafe.Add(ref b, (nint)k * bStride);
                TVector b0 = TLanes.Load(ref row, 0), b1 = TLanes.Load(ref row, n);
                TVector b2 = TLanes.TileVectors == 4 ? TLanes.Load(ref row, 2 * n) : default;
                TVector b3 = TLanes.TileVectors == 4 ? TLanes.Load(ref row, 3 * n) : default;

                TVector value = TLanes.Broadcast(values);
                s00 = TLanes.MultiplyAdd(value, b0, s00);
                s01 = TLanes.MultiplyAdd(value, b1, s01);
                if (TLanes.TileVectors == 4)
                {
                    s02 = TLanes.MultiplyAdd(value, b2, s02);
                    s03 = TLanes.MultiplyAdd(value, b3, s03);
                }

                value = TLanes.Broadcast(Unsafe.Add(ref values, 1));
                s10 = TLanes.MultiplyAdd(value, b0, s10);
                s11 = TLanes.MultiplyAdd(value, b1, s11);
                if (TLanes.TileVectors == 4)
                {
                    s12 = TLanes.MultiplyAdd(value, b2, s12);
                    s13 = TLanes.MultiplyAdd(value, b3, s13);
                }

                value = TLanes.Broadcast(Unsafe.Add(ref values, 2));
                s20 = TLanes.MultiplyAdd(value, b0, s20);
                s21 = TLanes.MultiplyAdd(value, b1, s21);
                if (TLanes.TileVectors == 4)
                {
                    s22 = TLanes.MultiplyAdd(value, b2, s22);
                    s23 = TLanes.MultiplyAdd(value, b3, s23);
                }

                value = TLanes.Broadcast(Unsafe.Add(ref values, 3));
                s30 = TLanes.MultiplyAdd(value, b0, s30);
                s31 = TLanes.MultiplyAdd(value, b1, s31);
                if (TLanes.TileVectors == 4)
                {
                    s32 = TLanes.MultiplyAdd(value, b2, s32);
                    s33 = TLanes.MultiplyAdd(value, b3, s33);
                }

                values = ref Unsafe.Add(ref values, Rows);
                k = ref Unsafe.Add(ref k, 1);
            }
            Store(s00, s01, s02, s03, ref c);
            Store(s10, s11, s12, s13, ref Unsafe.Add(ref c, cStride));
            Store(s20, s21, s22, s23, ref Unsafe.Add(ref c, 2 * cStride));
            Store(s30, s31, s32, s33, ref Unsafe.Add(ref c, 3 * cStride));
            c = ref Unsafe.Add(ref c, Rows * cStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void MultiplyOne(PackedRows a, ref float b, int bStride, ref float start, ref float c)
    {
        int n = TLanes.Count;
        TVector s0 = TLanes.Load(ref start, 0), s1 = TLanes.Load(ref start, n);
        TVector s2 = TLanes.TileVectors == 4 ? TLanes.Load(ref start, 2 * n) : default;
        TVector s3 = TLanes.TileVectors == 4 ? TLanes.Load(ref start, 3 * n) : default;
        ref float values = ref a.FirstValue;
        ref int k = ref a.FirstIndex;
        for (int i = 0; i < a.Count; i++)
        {
            ref float row = ref Unsafe.Add(ref b, (nint)k * bStride);
            TVector value = TLanes.Broadcast(values);
            s0 = TLanes.MultiplyAdd(value, TLanes.Load(ref row, 0), s0);
            s1 = TLanes.MultiplyAdd(value, TLanes.Load(ref row, n), s1);
            if (TLanes.TileVectors == 4)
            {
                s2 = TLanes.MultiplyAdd(value, TLanes.Load(ref row, 2 * n), s2);
                s3 = TLanes.MultiplyAdd(value, TLanes.Load(ref row, 3 * n), s3);
            }
            values = ref Unsafe.Add(ref values, Rows);
            k = ref Unsafe.Add(ref k, 1);
        }
        Store(s0, s1, s2, s3, ref c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector s0, TVector s1, TVector s2, TVector s3, ref float row)
    {
        int n = TLanes.Count;
        TLanes.Store(s0, ref row, 0);
        TLanes.Store(s1, ref row, n);
        if (TLanes.TileVectors == 2)
            return;
        TLanes.Store(s2, ref row, 2 * n);
        TLanes.Store(s3, ref row, 3 * n);
    }
}
