using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Inkling.Neural.Kernels.Products;

/// <summary>
/// The path of k through a row of A, as offsets from its first value: segments of steps. In a convolution's
/// forward pass a segment is a row of the window, with values side by side; in the gradient of its weights it
/// is a row of the picture, with a pixel a step.
/// </summary>
/// <param name="Steps">Steps in each segment.</param>
/// <param name="Step">The distance from one value of A to the next.</param>
/// <param name="Segments">How many segments.</param>
/// <param name="Jump">The distance from the end of a segment to the next.</param>
internal readonly record struct Walk(int Steps, int Step = 1, int Segments = 1, int Jump = 0)
{
    /// <summary>How many segments are skipped before the first.</summary>
    public int First { get; init; }
}

/// <summary>
/// A tile of C += A·B that reads A in place: each row begins anywhere, and all take the same walk. It is two
/// vectors wide, or one, and as high as the registers allow; sums stay in registers while k runs. So a
/// convolution needs no copy of its picture's windows.
/// <code>
///   row i of A begins at rows[i]        B, row after row          C, in registers
///   a_i, a_i + step, …                  |b0 b1|                   |s_i0 s_i1|  += a_i · b
/// </code>
/// Each element of C is one chain of multiply-adds in the order of k. Callers see to bounds.
/// </summary>
internal abstract class StridedTile
{
    /// <summary>The most rows that a tile has, on any path.</summary>
    public const int MostRows = 8;

    /// <summary>Rows of a tile, 8 or 4.</summary>
    public abstract int Rows { get; }

    /// <summary>The tile of as many columns and four rows, for the rest below; or itself.</summary>
    public abstract StridedTile Low { get; }

    public abstract int Columns { get; }

    public static StridedTile Wide(KernelPath path) =>
        path == KernelPath.Avx512 ? new StridedTile<Lanes512, Vector512<float>, FullSide, FullSide>()
        : path == KernelPath.Avx2Fma ? new StridedTile<Lanes256, Vector256<float>, FullSide, HalfSide>()
        : path == KernelPath.Neon ? new StridedTile<Lanes128, Vector128<float>, FullSide, FullSide>()
        : new StridedTile<LanesOfAnyWidth, Vector<float>, FullSide, HalfSide>();

    /// <summary>The tile for few columns.</summary>
    public static StridedTile Narrow(KernelPath path) =>
        path == KernelPath.Avx512 ? new StridedTile<Lanes512, Vector512<float>, HalfSide, FullSide>()
        : path == KernelPath.Avx2Fma ? new StridedTile<Lanes256, Vector256<float>, HalfSide, FullSide>()
        : path == KernelPath.Neon ? new StridedTile<Lanes128, Vector128<float>, HalfSide, FullSide>()
        : new StridedTile<LanesOfAnyWidth, Vector<float>, HalfSide, FullSide>();

    /// <summary>
    /// C[i, j] = start[i, j] + Σₖ A[i, k] · B[k, j] for the tile's rows i and columns j. Row i of A begins at
    /// a[rows[i]]; b, start and c refer to the tile's first elements. start may be c, its stride 0 where all
    /// rows begin alike. C is overwritten.
    /// </summary>
    public abstract void Multiply(ref float a, ref int rows, in Walk walk, ref float b, int bStride,
        ref float start, int startStride, ref float c, int cStride);

    /// <summary>The same for the first row alone: a single sample.</summary>
    public abstract void MultiplyOne(
        ref float a, in Walk walk, ref float b, int bStride, ref float start, ref float c);
}

/// <summary>A tile's width or height as a compile-time constant: the other half is left out.</summary>
internal interface ITileSide
{
    /// <summary>Whether it is two vectors, or eight rows; else it is one, or four.</summary>
    static abstract bool IsFull { get; }
}

/// <summary>Two vectors, which share loads of A; or eight rows, which share loads of B.</summary>
internal readonly struct FullSide : ITileSide
{
    public static bool IsFull => true;
}

/// <summary>One vector or four rows: for the rest, or where registers are few.</summary>
internal readonly struct HalfSide : ITileSide
{
    public static bool IsFull => false;
}

internal sealed class StridedTile<TLanes, TVector, TWidth, THeight> : StridedTile
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
    where TWidth : struct, ITileSide
    where THeight : struct, ITileSide
{
    private readonly StridedTile<TLanes, TVector, TWidth, HalfSide>? _low = THeight.IsFull ? new() : null;

    public override int Rows => THeight.IsFull ? 8 : 4;
    public override StridedTile Low => _low is null ? this : _low;
    public override int Columns => TWidth.IsFull ? 2 * TLanes.Count : TLanes.Count;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Multiply(ref float a, ref int rows, in Walk walk, ref float b, int bStride,
        ref float start, int startStride, ref float c, int cStride)
    {
        int n = TLanes.Count;
        ref float a0 = ref Unsafe.Add(ref a, Unsafe.Add(ref rows, 0));
        ref float a1 = ref Unsafe.Add(ref a, Unsafe.Add(ref rows, 1));
        ref float a2 = ref Unsafe.Add(ref a, Unsafe.Add(ref rows, 2));
        ref float a3 = ref Unsafe.Add(ref a, Unsafe.Add(ref rows, 3));
        ref float a4 = ref THeight.IsFull ? ref Unsafe.Add(ref a, Unsafe.Add(ref rows, 4)) : ref a;
        ref float a5 = ref THeight.IsFull ? ref Unsafe.Add(ref a, Unsafe.Add(ref rows, 5)) : ref a;
        ref float a6 = ref THeight.IsFull ? ref Unsafe.Add(ref a, Unsafe.Add(ref rows, 6)) : ref a;
        ref float a7 = ref THeight.IsFull ? ref Unsafe.Add(ref a, Unsafe.Add(ref rows, 7)) : ref a;
        TVector s00 = TLanes.Load(ref start, 0);
        TVector s01 = TWidth.IsFull ? TLanes.Load(ref start, n) : default;
        TVector s10 = TLanes.Load(ref Unsafe.Add(ref start, startStride), 0);
        TVector s11 = TWidth.IsFull ? TLanes.Load(ref Unsafe.Add(ref start, startStride), n) : default;
        TVector s20 = TLanes.Load(ref Unsafe.Add(ref start, 2 * startStride), 0);
        TVector s21 = TWidth.IsFull ? TLanes.Load(ref Unsafe.Add(ref start, 2 * startStride), n) : default;
        TVector s30 = TLanes.Load(ref Unsafe.Add(ref start, 3 * startStride), 0);
        TVector s31 = TWidth.IsFull ? TLanes.Load(ref Unsafe.Add(ref start, 3 * startStride), n) : default;
        TVector s40 = THeight.IsFull ? TLanes.Load(ref Unsafe.Add(ref start, 4 * startStride), 0) : default;
        TVector s41 = TWidth.IsFull && THeight.IsFull
            ? TLanes.Load(ref Unsafe.Add(ref start, 4 * startStride), n) : default;
        TVector s50 = THeight.IsFull ? TLanes.Load(ref Unsafe.Add(ref start, 5 * startStride), 0) : default;
        TVector s51 = TWidth.IsFull && THeight.IsFull
            ? TLanes.Load(ref Unsafe.Add(ref start, 5 * startStride), n) : default;
        TVector s60 = THeight.IsFull ? TLanes.Load(ref Unsafe.Add(ref start, 6 * startStride), 0) : default;
        TVector s61 = TWidth.IsFull && THeight.IsFull
            ? TLanes.Load(ref Unsafe.Add(ref start, 6 * startStride), n) : default;
        TVector s70 = THeight.IsFull ? TLanes.Load(ref Unsafe.Add(ref start, 7 * startStride), 0) : default;
        TVector s71 = TWidth.IsFull && THeight.IsFull
            ? TLanes.Load(ref Unsafe.Add(ref start, 7 * startStride), n) : default;
        (int steps, nint step, nint jump) = (walk.Steps, walk.Step, walk.Jump);
        nint at = walk.First * ((steps * step) + jump);
        b = ref Unsafe.Add(ref b, (nint)walk.First * steps * bStride);
        for (int segment = walk.Segments; segment > 0; segment--)
        {
            for (int i = steps; i > 0; i--)
            {
                TVector b0 = TLanes.Load(ref b, 0), b1 = TWidth.IsFull ? TLanes.Load(ref b, n) : default;

                TVector value = TLanes.Broadcast(Unsafe.Add(ref a0, at));
                s00 = TLanes.MultiplyAdd(value, b0, s00);
                s01 = TWidth.IsFull ? TLanes.MultiplyAdd(value, b1, s01) : s01;
                value = TLanes.Broadcast(Unsafe.Add(ref a1, at));
                s10 = TLanes.MultiplyAdd(value, b0, s10);
                s11 = TWidth.IsFull ? TLanes.MultiplyAdd(value, b1, s11) : s11;
                value = TLanes.Broadcast(Unsafe.Add(ref a2, at));
                s20 = TLanes.MultiplyAdd(value, b0, s20);
                s21 = TWidth.IsFull ? TLanes.MultiplyAdd(value, b1, s21) : s21;
                value = TLanes.Broadcast(Unsafe.Add(ref a3, at));
                s30 = TLanes.MultiplyAdd(value, b0, s30);
                s31 = TWidth.IsFull ? TLanes.MultiplyAdd(value, b1, s31) : s31;
                if (THeight.IsFull)
                {
                    value = TLanes.Broadcast(Unsafe.Add(ref a4, at));
                    s40 = TLanes.MultiplyAdd(value, b0, s40);
                    s41 = TWidth.IsFull ? TLanes.MultiplyAdd(value, b1, s41) : s41;
                    value = TLanes.Broadcast(Unsafe.Add(ref a5, at));
                    s50 = TLanes.MultiplyAdd(value, b0, s50);
                    s51 = TWidth.IsFull ? TLanes.MultiplyAdd(value, b1, s51) : s51;
                    value = TLanes.Broadcast(Unsafe.Add(ref a6, at));
                    s60 = TLanes.MultiplyAdd(value, b0, s60);
                    s61 = TWidth.IsFull ? TLanes.MultiplyAdd(value, b1, s61) : s61;
                    value = TLanes.Broadcast(Unsafe.Add(ref a7, at));
                    s70 = TLanes.MultiplyAdd(value, b0, s70);
                    s71 = TWidth.IsFull ? TLanes.MultiplyAdd(value, b1, s71) : s71;
                }

                at += step;
                b = ref Unsafe.Add(ref b, bStride);
            }
            at += jump;
        }
        Store(s00, s01, ref c);
        Store(s10, s11, ref Unsafe.Add(ref c, cStride));
        Store(s20, s21, ref Unsafe.Add(ref c, 2 * cStride));
        Store(s30, s31, ref Unsafe.Add(ref c, 3 * cStride));
        if (!THeight.IsFull)
            return;
        Store(s40, s41, ref Unsafe.Add(ref c, 4 * cStride));
        Store(s50, s51, ref Unsafe.Add(ref c, 5 * cStride));
        Store(s60, s61, ref Unsafe.Add(ref c, 6 * cStride));
        Store(s70, s71, ref Unsafe.Add(ref c, 7 * cStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void MultiplyOne(
        ref float a, in Walk walk, ref float b, int bStride, ref float start, ref float c)
    {
        int n = TLanes.Count;
        TVector s0 = TLanes.Load(ref start, 0), s1 = TWidth.IsFull ? TLanes.Load(ref start, n) : default;
        (int steps, nint step, nint jump) = (walk.Steps, walk.Step, walk.Jump);
        nint at = walk.First * ((steps * step) + jump);
        b = ref Unsafe.Add(ref b, (nint)walk.First * steps * bStride);
        for (int segment = walk.Segments; segment > 0; segment--)
        {
            for (int i = steps; i > 0; i--)
            {
                TVector value = TLanes.Broadcast(Unsafe.Add(ref a, at));
                s0 = TLanes.MultiplyAdd(value, TLanes.Load(ref b, 0), s0);
                s1 = TWidth.IsFull ? TLanes.MultiplyAdd(value, TLanes.Load(ref b, n), s1) : s1;
                at += step;
                b = ref Unsafe.Add(ref b, bStride);
            }
            at += jump;
        }
        Store(s0, s1, ref c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector s0, TVector s1, ref float row)
    {
        TLanes.Store(s0, ref row, 0);
        if (TWidth.IsFull)
            TLanes.Store(s1, ref row, TLanes.Count);
    }
}
