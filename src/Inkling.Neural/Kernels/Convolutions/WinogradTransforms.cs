using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Inkling.Neural.Kernels.Convolutions;

/// <summary>
/// The transforms of Winograd's F(2×2, 3×3) and their transposes (Winograd 1980; Lavin &amp; Gray 2016, sect.
/// 4.1). Four outputs of a 3 × 3 window take 16 products instead of 36, from the 16 pixels d under it:
/// <code>
///   y = Aᵀ [(G g Gᵀ) ⊙ (Bᵀ d B)] A      Bᵀ = 1  0 −1  0      G = 1    0    0      Aᵀ = 1  1  1  0
///                                            0  1  1  0          ½    ½    ½           0  1 −1 −1
///                                            0 −1  1  0          ½   −½    ½
///                                            0  1  0 −1          0    0    1
/// </code>
/// All is linear, so the backward pass uses the transposes: dg = Gᵀ [(A dy Aᵀ) ⊙ (Bᵀ d B)] G and
/// dd = B [(G g Gᵀ) ⊙ (A dy Aᵀ)] Bᵀ. Transformed pictures lie in 16 planes of [tiles, channels], one for each
/// position of a tile, <c>plane</c> values apart. Channels are whole vectors. Callers see to bounds.
/// </summary>
internal abstract class WinogradTransforms
{
    /// <summary>Rows or columns of a tile: pixels of its picture, or products.</summary>
    public const int Side = 4;

    /// <summary>Products for a tile.</summary>
    public const int Positions = Side * Side;

    /// <summary>Pixels of a window.</summary>
    public const int WindowPixels = 9;

    /// <summary>From a tile to the next: rows or columns of its outputs.</summary>
    public const int Step = 2;

    public static WinogradTransforms Of(KernelPath path) =>
        path == KernelPath.Avx512 ? new WinogradTransforms<Lanes512, Vector512<float>>()
        : path == KernelPath.Avx2Fma ? new WinogradTransforms<Lanes256, Vector256<float>>()
        : path == KernelPath.Neon ? new WinogradTransforms<Lanes128, Vector128<float>>()
        : new WinogradTransforms<LanesOfAnyWidth, Vector<float>>();

    /// <summary>dg += Gᵀ du G; du, 16 planes, as <see cref="WinogradWeights"/> has them.</summary>
    public abstract void WeightGradients(ReadOnlySpan<float> du, int plane, Span<float> dg);

    /// <summary>
    /// v = Bᵀ d B for a line of tiles. d begins at the line's first pixel, its rows are <c>row</c> values
    /// apart and four of them are read; v begins at the line's first tile and is overwritten.
    /// </summary>
    public abstract void Pictures(
        ReadOnlySpan<float> d, int row, int channels, int tiles, Span<float> v, int plane);

    /// <summary>d += B v Bᵀ for a line of tiles; as <see cref="Pictures"/>, transposed.</summary>
    public abstract void PictureGradients(
        ReadOnlySpan<float> v, int plane, int channels, int tiles, Span<float> d, int row);

    /// <summary>
    /// y = Aᵀ m A + b for a line of tiles, overwritten: one row of <c>across</c> pixels, and the next row
    /// where there is one <c>below</c>. Of an odd number of pixels, the last tile gives half.
    /// </summary>
    public abstract void Outputs(
        ReadOnlySpan<float> m, int plane, ReadOnlySpan<float> biases, Span<float> y, int across, bool below);

    /// <summary>m = A dy Aᵀ for a line of tiles; as <see cref="Outputs"/>, transposed.</summary>
    public abstract void OutputGradients(
        ReadOnlySpan<float> dy, int across, bool below, int channels, Span<float> m, int plane);
}

internal sealed class WinogradTransforms<TLanes, TVector> : WinogradTransforms
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void WeightGradients(ReadOnlySpan<float> du, int plane, Span<float> dg)
    {
        int count = dg.Length / WindowPixels;
        for (int at = 0; at < count; at += TLanes.Count)
        {
            ref float from = ref Unsafe.Add(ref MemoryMarshal.GetReference(du), at);
            ref float to = ref Unsafe.Add(ref MemoryMarshal.GetReference(dg), at);
            var (a0, b0, c0) = Gt(Column(ref from, 4 * plane));
            var (a1, b1, c1) = Gt(Column(ref Unsafe.Add(ref from, 1 * plane), 4 * plane));
            var (a2, b2, c2) = Gt(Column(ref Unsafe.Add(ref from, 2 * plane), 4 * plane));
            var (a3, b3, c3) = Gt(Column(ref Unsafe.Add(ref from, 3 * plane), 4 * plane));
            AddTo(Gt((a0, a1, a2, a3)), ref to, count);
            AddTo(Gt((b0, b1, b2, b3)), ref Unsafe.Add(ref to, 3 * count), count);
            AddTo(Gt((c0, c1, c2, c3)), ref Unsafe.Add(ref to, 6 * count), count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Pictures(
        ReadOnlySpan<float> d, int row, int channels, int tiles, Span<float> v, int plane)
    {
        for (int tile = 0; tile < tiles; tile++)
        {
            for (int c = 0; c < channels; c += TLanes.Count)
            {
                int pixel = (tile * Step * channels) + c;
                ref float from = ref Unsafe.Add(ref MemoryMarshal.GetReference(d), pixel);
                ref float to = ref Unsafe.Add(ref MemoryMarshal.GetReference(v), (tile * channels) + c);
                var (a0, b0, c0, d0) = Bt(Column(ref from, row));
                var (a1, b1, c1, d1) = Bt(Column(ref Unsafe.Add(ref from, 1 * channels), row));
                var (a2, b2, c2, d2) = Bt(Column(ref Unsafe.Add(ref from, 2 * channels), row));
                var (a3, b3, c3, d3) = Bt(Column(ref Unsafe.Add(ref from, 3 * channels), row));
                Store(Bt((a0, a1, a2, a3)), ref to, plane);
                Store(Bt((b0, b1, b2, b3)), ref Unsafe.Add(ref to, 4 * plane), plane);
                Store(Bt((c0, c1, c2, c3)), ref Unsafe.Add(ref to, 8 * plane), plane);
                Store(Bt((d0, d1, d2, d3)), ref Unsafe.Add(ref to, 12 * plane), plane);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void PictureGradients(
        ReadOnlySpan<float> v, int plane, int channels, int tiles, Span<float> d, int row)
    {
        for (int tile = 0; tile < tiles; tile++)
        {
            for (int c = 0; c < channels; c += TLanes.Count)
            {
                ref float from = ref Unsafe.Add(ref MemoryMarshal.GetReference(v), (tile * channels) + c);
                int pixel = (tile * Step * channels) + c;
                ref float to = ref Unsafe.Add(ref MemoryMarshal.GetReference(d), pixel);
                var (a0, b0, c0, d0) = B(Column(ref from, 4 * plane));
                var (a1, b1, c1, d1) = B(Column(ref Unsafe.Add(ref from, 1 * plane), 4 * plane));
                var (a2, b2, c2, d2) = B(Column(ref Unsafe.Add(ref from, 2 * plane), 4 * plane));
                var (a3, b3, c3, d3) = B(Column(ref Unsafe.Add(ref from, 3 * plane), 4 * plane));
                AddTo(B((a0, a1, a2, a3)), ref to, channels);
                AddTo(B((b0, b1, b2, b3)), ref Unsafe.Add(ref to, row), channels);
                AddTo(B((c0, c1, c2, c3)), ref Unsafe.Add(ref to, 2 * row), channels);
                AddTo(B((d0, d1, d2, d3)), ref Unsafe.Add(ref to, 3 * row), channels);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Outputs(
        ReadOnlySpan<float> m, int plane, ReadOnlySpan<float> biases, Span<float> y, int across, bool below)
    {
        int channels = biases.Length, row = across * channels;
        for (int x = 0, tile = 0; x < across; x += Step, tile++)
        {
            bool right = x + 1 < across;
            for (int c = 0; c < channels; c += TLanes.Count)
            {
                ref float from = ref Unsafe.Add(ref MemoryMarshal.GetReference(m), (tile * channels) + c);
                ref float to = ref Unsafe.Add(ref MemoryMarshal.GetReference(y), (x * channels) + c);
                TVector b = Load(ref MemoryMarshal.GetReference(biases), c);
                var (a0, b0) = At(Column(ref from, 4 * plane));
                var (a1, b1) = At(Column(ref Unsafe.Add(ref from, 1 * plane), 4 * plane));
                var (a2, b2) = At(Column(ref Unsafe.Add(ref from, 2 * plane), 4 * plane));
                var (a3, b3) = At(Column(ref Unsafe.Add(ref from, 3 * plane), 4 * plane));
                var (y00, y01) = At((a0, a1, a2, a3));
                TLanes.Store(TLanes.Add(y00, b), ref to, 0);
                if (right)
                    TLanes.Store(TLanes.Add(y01, b), ref to, channels);
                if (!below)
                    continue;
                var (y10, y11) = At((b0, b1, b2, b3));
                TLanes.Store(TLanes.Add(y10, b), ref to, row);
                if (right)
                    TLanes.Store(TLanes.Add(y11, b), ref to, row + channels);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void OutputGradients(
        ReadOnlySpan<float> dy, int across, bool below, int channels, Span<float> m, int plane)
    {
        int row = across * channels;
        for (int x = 0, tile = 0; x < across; x += Step, tile++)
        {
            bool right = x + 1 < across;
            for (int c = 0; c < channels; c += TLanes.Count)
            {
                ref float from = ref Unsafe.Add(ref MemoryMarshal.GetReference(dy), (x * channels) + c);
                ref float to = ref Unsafe.Add(ref MemoryMarshal.GetReference(m), (tile * channels) + c);
                TVector y00 = Load(ref from, 0), y01 = right ? Load(ref from, channels) : default;
                TVector y10 = below ? Load(ref from, row) : default;
                TVector y11 = below && right ? Load(ref from, row + channels) : default;
                var (a0, b0, c0, d0) = A(y00, y10);
                var (a1, b1, c1, d1) = A(y01, y11);
                Store(A(a0, a1), ref to, plane);
                Store(A(b0, b1), ref Unsafe.Add(ref to, 4 * plane), plane);
                Store(A(c0, c1), ref Unsafe.Add(ref to, 8 * plane), plane);
                Store(A(d0, d1), ref Unsafe.Add(ref to, 12 * plane), plane);
            }
        }
    }

    // Bᵀ, and below it B.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector, TVector, TVector, TVector) Bt((TVector, TVector, TVector, TVector) d) =>
        (TLanes.Subtract(d.Item1, d.Item3), TLanes.Add(d.Item2, d.Item3),
            TLanes.Subtract(d.Item3, d.Item2), TLanes.Subtract(d.Item2, d.Item4));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector, TVector, TVector, TVector) B((TVector, TVector, TVector, TVector) v)
    {
        TVector difference = TLanes.Subtract(v.Item2, v.Item3), sum = TLanes.Add(v.Item2, v.Item3);
        return (v.Item1, TLanes.Add(difference, v.Item4),
            TLanes.Subtract(sum, v.Item1), TLanes.Subtract(default, v.Item4));
    }

    // Aᵀ, and below it A.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector, TVector) At((TVector, TVector, TVector, TVector) m) =>
        (TLanes.Add(TLanes.Add(m.Item1, m.Item2), m.Item3),
            TLanes.Subtract(TLanes.Subtract(m.Item2, m.Item3), m.Item4));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector, TVector, TVector, TVector) A(TVector y0, TVector y1) =>
        (y0, TLanes.Add(y0, y1), TLanes.Subtract(y0, y1), TLanes.Subtract(default, y1));

    // Gᵀ.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector, TVector, TVector) Gt((TVector, TVector, TVector, TVector) u)
    {
        TVector sum = Half(TLanes.Add(u.Item2, u.Item3));
        TVector difference = Half(TLanes.Subtract(u.Item2, u.Item3));
        return (TLanes.Add(u.Item1, sum), difference, TLanes.Add(sum, u.Item4));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Half(TVector x) => TLanes.MultiplyAdd(TLanes.Broadcast(0.5f), x, default);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Load(ref float from, int offset) => TLanes.Load(ref from, offset);

    // Four vectors, stride values apart.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector, TVector, TVector, TVector) Column(ref float from, int stride) =>
        (Load(ref from, 0), Load(ref from, stride), Load(ref from, 2 * stride), Load(ref from, 3 * stride));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store((TVector, TVector, TVector, TVector) values, ref float to, int stride)
    {
        TLanes.Store(values.Item1, ref to, 0);
        TLanes.Store(values.Item2, ref to, stride);
        TLanes.Store(values.Item3, ref to, 2 * stride);
        TLanes.Store(values.Item4, ref to, 3 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo((TVector, TVector, TVector, TVector) values, ref float to, int stride)
    {
        Store((TLanes.Add(Load(ref to, 0), values.Item1), TLanes.Add(Load(ref to, stride), values.Item2),
                TLanes.Add(Load(ref to, 2 * stride), values.Item3),
                TLanes.Add(Load(ref to, 3 * stride), values.Item4)), ref to, stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo((TVector, TVector, TVector) values, ref float to, int stride)
    {
        TLanes.Store(TLanes.Add(Load(ref to, 0), values.Item1), ref to, 0);
        TLanes.Store(TLanes.Add(Load(ref to, stride), values.Item2), ref to, stride);
        TLanes.Store(TLanes.Add(Load(ref to, 2 * stride), values.Item3), ref to, 2 * stride);
    }
}
