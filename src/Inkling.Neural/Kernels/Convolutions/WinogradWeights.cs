using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Inkling.Neural.Kernels.Products;

namespace Inkling.Neural.Kernels.Convolutions;

/// <summary>A convolution's transformed windows: a matrix for each position of a tile, in panels.</summary>
internal sealed class WinogradWeights(KernelPath path)
{
    private readonly List<ColumnPanel> _panels = [];
    private Memory<float> _values;

    /// <summary>The windows at a position of the tile, [C, the panel's channels of Out].</summary>
    public ColumnPanel this[int position, int panel] =>
        _panels[(panel * WinogradTransforms.Positions) + position];

    /// <summary>
    /// Transforms V: a panel of windows [3, 3, rows · width] becomes [6, 6, rows · width].
    /// </summary>
    public void Take(PanelMatrix v)
    {
        int rows = v.Rows / WinogradTransforms.WindowPixels, begin = 0;
        int planes = WinogradTransforms.Positions * v.Panels;
        AlignedBuffer.Ensure(ref _values, planes * WinogradTiling.PlaneOf(rows * PanelMatrix.PanelColumns));
        while (_panels.Count < planes)
            _panels.Add(StridedProduct.NewPanel(path));
        for (int panel = 0; panel < v.Panels; panel++)
        {
            Matrix part = v.Panel(panel);
            int width = part.Columns, size = rows * width, plane = WinogradTiling.PlaneOf(size);
            Memory<float> to = _values.Slice(begin, WinogradTransforms.Positions * plane);
            Transform(part.Span, to.Span, plane);
            for (int position = 0; position < WinogradTransforms.Positions; position++)
                this[position, panel].Take(new(to.Slice(position * plane, size), rows, width));
            begin += to.Length;
        }
    }

    /// <summary>
    /// u = G g Gᵀ of many windows: g [3, 3, count]; u, 36 planes of so many; overwritten. Vectors of 128 bits
    /// are enough for what is done once for all pictures, and their code is compiled ahead.
    /// </summary>
    private static void Transform(ReadOnlySpan<float> g, Span<float> u, int plane)
    {
        const int side = WinogradTransforms.Side, window = WinogradTransforms.WindowSide;
        int count = g.Length / WinogradTransforms.WindowPixels, n = Vector128<float>.Count;
        ref float between = ref MemoryMarshal.GetReference(stackalloc float[side * window * n]);
        for (int at = 0; at < count; at += n)
        {
            ref float from = ref Unsafe.Add(ref MemoryMarshal.GetReference(g), at);
            ref float to = ref Unsafe.Add(ref MemoryMarshal.GetReference(u), at);
            for (int i = 0; i < window; i++)
            {
                G(ref Unsafe.Add(ref from, i * count), window * count,
                    ref Unsafe.Add(ref between, i * n), window * n);
            }
            for (int i = 0; i < side; i++)
            {
                G(ref Unsafe.Add(ref between, i * window * n), n,
                    ref Unsafe.Add(ref to, i * side * plane), plane);
            }
        }
    }

    private static void G(ref float from, int stride, ref float to, int toStride)
    {
        Vector128<float> g0 = Vector128.LoadUnsafe(ref from);
        Vector128<float> g1 = Vector128.LoadUnsafe(ref from, (nuint)stride);
        Vector128<float> g2 = Vector128.LoadUnsafe(ref from, (nuint)(2 * stride));
        Vector128<float> even = (g0 + (g2 * 0.5f)) * (-2 / 3f), odd = g1 * (-2 * WinogradTransforms.R / 3);
        Vector128<float> even2 = (g0 + (g2 * 2)) * (1 / 6f), odd2 = g1 * (WinogradTransforms.R / 3);
        g0.StoreUnsafe(ref to);
        (even + odd).StoreUnsafe(ref to, (nuint)toStride);
        (even - odd).StoreUnsafe(ref to, (nuint)(2 * toStride));
        (even2 + odd2).StoreUnsafe(ref to, (nuint)(3 * toStride));
        (even2 - odd2).StoreUnsafe(ref to, (nuint)(4 * toStride));
        g2.StoreUnsafe(ref to, (nuint)(5 * toStride));
    }
}
