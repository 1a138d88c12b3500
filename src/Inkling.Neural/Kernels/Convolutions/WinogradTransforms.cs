using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Inkling.Neural.Kernels.Convolutions;

/// <summary>
/// The transforms of Winograd's F(4×4, 3×3) and their transposes (Winograd 1980; Lavin &amp; Gray 2016).
/// Sixteen outputs of a 3 × 3 window take 36 products instead of 144, from the 36 pixels d under it. The
/// polynomials are taken at 0, ±√½, ±√2 and ∞, with r = √½; at ±1 and ±2 rounding errors are larger (Alam
/// et al. 2022 compare such points):
/// <code>
///   y = Aᵀ [(G g Gᵀ) ⊙ (Bᵀ d B)] A
///
///   Bᵀ = 1    0  −5/2   0   1   0      G =  1     0     0      Aᵀ = 1   1   1    1    1   0
///        0  −2r   −2    r   1   0         −2/3 −2r/3  −1/3          0   r  −r   2r  −2r   0
///        0   2r   −2   −r   1   0         −2/3  2r/3  −1/3          0   ½   ½    2    2   0
///        0   −r   −½   2r   1   0          1/6   r/3   1/3          0  r/2 −r/2  4r  −4r  1
///        0    r   −½  −2r   1   0          1/6  −r/3   1/3
///        0    1    0  −5/2  0   1           0     0     1
/// </code>
/// All is linear, so the backward pass uses the transposes: dg = Gᵀ [(A dy Aᵀ) ⊙ (Bᵀ d B)] G and
/// dd = B [(G g Gᵀ) ⊙ (A dy Aᵀ)] Bᵀ. Transformed pictures lie in 36 planes of [tiles, channels], one for each
/// position of a tile, <c>plane</c> values apart. A transform goes over the columns of a tile, then over its
/// rows; between them the tile lies in the caller's <c>square</c>. Channels are whole vectors. Callers see to
/// bounds.
/// </summary>
internal abstract class WinogradTransforms
{
    /// <summary>Rows or columns of a tile: pixels of its picture, or products.</summary>
    public const int Side = 6;

    /// <summary>Products for a tile.</summary>
    public const int Positions = Side * Side;

    /// <summary>Pixels of a window.</summary>
    public const int WindowPixels = WindowSide * WindowSide;

    /// <summary>From a tile to the next: rows or columns of its outputs.</summary>
    public const int Step = Side - WindowSide + 1;

    /// <summary>Values of the square that lies between columns and rows, on any path.</summary>
    public const int SquareValues = Positions * 16;

    /// <summary>Rows or columns of a window.</summary>
    public const int WindowSide = 3;

    /// <summary>√½, of which the matrices are made.</summary>
    public const float R = 0.70710678f;

    public static WinogradTransforms Of(KernelPath path) =>
        path == KernelPath.Avx512 ? new WinogradTransforms<Lanes512, Vector512<float>>()
        : path == KernelPath.Avx2Fma ? new WinogradTransforms<Lanes256, Vector256<float>>()
        : path == KernelPath.Neon ? new WinogradTransforms<Lanes128, Vector128<float>>()
        : new WinogradTransforms<LanesOfAnyWidth, Vector<float>>();

    /// <summary>dg += Gᵀ du G; du, 36 planes, as <see cref="WinogradWeights"/> has them.</summary>
    public abstract void WeightGradients(
        ReadOnlySpan<float> du, int plane, Span<float> dg, Span<float> square);

    /// <summary>
    /// v = Bᵀ d B for a line of tiles. d begins at the line's first pixel, its rows are <c>row</c> values
    /// apart and six of them are read; v begins at the line's first tile and is overwritten.
    /// </summary>
    public abstract void Pictures(ReadOnlySpan<float> d, int row, int channels, int tiles,
        Span<float> v, int plane, Span<float> square);

    /// <summary>d += B v Bᵀ for a line of tiles; as <see cref="Pictures"/>, transposed.</summary>
    public abstract void PictureGradients(ReadOnlySpan<float> v, int plane, int channels, int tiles,
        Span<float> d, int row, Span<float> square);

    /// <summary>
    /// y = Aᵀ m A + b for a line of tiles, overwritten: <c>down</c> rows, four or fewer, of <c>across</c>
    /// pixels. The last tile gives what is left of a row.
    /// </summary>
    public abstract void Outputs(ReadOnlySpan<float> m, int plane, ReadOnlySpan<float> biases,
        Span<float> y, int across, int down, Span<float> square);

    /// <summary>m = A dy Aᵀ for a line of tiles; as <see cref="Outputs"/>, transposed.</summary>
    public abstract void OutputGradients(ReadOnlySpan<float> dy, int across, int down, int channels,
        Span<float> m, int plane, Span<float> square);
}

internal sealed partial class WinogradTransforms<TLanes, TVector> : WinogradTransforms
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void WeightGradients(
        ReadOnlySpan<float> du, int plane, Span<float> dg, Span<float> square)
    {
        int count = dg.Length / WindowPixels, n = TLanes.Count;
        ref float between = ref MemoryMarshal.GetReference(square);
        for (int at = 0; at < count; at += n)
        {
            ref float from = ref Unsafe.Add(ref MemoryMarshal.GetReference(du), at);
            ref float to = ref Unsafe.Add(ref MemoryMarshal.GetReference(dg), at);
            for (int i = 0; i < Side; i++)
                Gt(ref from, i * plane, Side * plane, ref between, i * n, Side * n);
            for (int i = 0; i < WindowSide; i++)
            {
                Gt(ref between, i * Side * n, n, ref between, i * Side * n, n);
                AddTo(ref between, i * Side * n, WindowSide, ref to, i * WindowSide * count, count);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Pictures(ReadOnlySpan<float> d, int row, int channels, int tiles,
        Span<float> v, int plane, Span<float> square)
    {
        int n = TLanes.Count;
        ref float between = ref MemoryMarshal.GetReference(square);
        for (int tile = 0; tile < tiles; tile++)
        {
            for (int c = 0; c < channels; c += n)
            {
                int pixel = (tile * Step * channels) + c;
                ref float from = ref Unsafe.Add(ref MemoryMarshal.GetReference(d), pixel);
                ref float to = ref Unsafe.Add(ref MemoryMarshal.GetReference(v), (tile * channels) + c);
                for (int i = 0; i < Side; i++)
                    Bt(ref from, i * channels, row, ref between, i * n, Side * n);
                for (int i = 0; i < Side; i++)
                    Bt(ref between, i * Side * n, n, ref to, i * Side * plane, plane);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void PictureGradients(ReadOnlySpan<float> v, int plane, int channels, int tiles,
        Span<float> d, int row, Span<float> square)
    {
        int n = TLanes.Count;
        ref float between = ref MemoryMarshal.GetReference(square);
        for (int tile = 0; tile < tiles; tile++)
        {
            for (int c = 0; c < channels; c += n)
            {
                int pixel = (tile * Step * channels) + c;
                ref float from = ref Unsafe.Add(ref MemoryMarshal.GetReference(v), (tile * channels) + c);
                ref float to = ref Unsafe.Add(ref MemoryMarshal.GetReference(d), pixel);
                for (int i = 0; i < Side; i++)
                    B(ref from, i * plane, Side * plane, ref between, i * n, Side * n);
                for (int i = 0; i < Side; i++)
                {
                    B(ref between, i * Side * n, n, ref between, i * Side * n, n);
                    AddTo(ref between, i * Side * n, Side, ref to, i * row, channels);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Outputs(ReadOnlySpan<float> m, int plane, ReadOnlySpan<float> biases,
        Span<float> y, int across, int down, Span<float> square)
    {
        int channels = biases.Length, row = across * channels, n = TLanes.Count;
        ref float between = ref MemoryMarshal.GetReference(square);
        for (int x = 0, tile = 0; x < across; x += Step, tile++)
        {
            int width = Math.Min(Step, across - x);
            for (int c = 0; c < channels; c += n)
            {
                ref float from = ref Unsafe.Add(ref MemoryMarshal.GetReference(m), (tile * channels) + c);
                ref float to = ref Unsafe.Add(ref MemoryMarshal.GetReference(y), (x * channels) + c);
                TVector b = TLanes.Load(ref MemoryMarshal.GetReference(biases), c);
                for (int i = 0; i < Side; i++)
                    At(ref from, i * plane, Side * plane, default, ref between, i * n, Side * n);
                for (int i = 0; i < down; i++)
                {
                    int line = i * Side * n, pixels = i * row;
                    bool isWhole = width == Step;
                    At(ref between, line, n, b, ref isWhole ? ref to : ref between,
                        isWhole ? pixels : line, isWhole ? channels : n);
                    for (int j = 0; j < width && !isWhole; j++)
                    {
                        TVector pixel = TLanes.Load(ref between, line + (j * n));
                        TLanes.Store(pixel, ref to, pixels + (j * channels));
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void OutputGradients(ReadOnlySpan<float> dy, int across, int down, int channels,
        Span<float> m, int plane, Span<float> square)
    {
        int row = across * channels, n = TLanes.Count;
        ref float between = ref MemoryMarshal.GetReference(square);
        for (int x = 0, tile = 0; x < across; x += Step, tile++)
        {
            int width = Math.Min(Step, across - x);
            for (int c = 0; c < channels; c += n)
            {
                ref float from = ref Unsafe.Add(ref MemoryMarshal.GetReference(dy), (x * channels) + c);
                ref float to = ref Unsafe.Add(ref MemoryMarshal.GetReference(m), (tile * channels) + c);
                for (int i = 0; i < Step; i++)
                {
                    int there = i < width ? down : 0;
                    A(ref from, i * channels, row, there, ref between, i * n, Step * n);
                }
                for (int i = 0; i < Side; i++)
                    A(ref between, i * Step * n, n, Step, ref to, i * Side * plane, plane);
            }
        }
    }
}
