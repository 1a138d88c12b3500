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

    /// <summary>Transforms V: a panel of windows [3, 3, rows · width] becomes [4, 4, rows · width].</summary>
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
    /// u = G g Gᵀ of many windows: g [3, 3, count]; u, 16 planes of so many; overwritten. Vectors of 128 bits
    /// are enough for what is done once for all pictures, and their code is compiled ahead.
    /// </summary>
    private static void Transform(ReadOnlySpan<float> g, Span<float> u, int plane)
    {
        int count = g.Length / WinogradTransforms.WindowPixels;
        for (int at = 0; at < count; at += Vector128<float>.Count)
        {
            ref float from = ref Unsafe.Add(ref MemoryMarshal.GetReference(g), at);
            ref float to = ref Unsafe.Add(ref MemoryMarshal.GetReference(u), at);
            var (a0, b0, c0, d0) = G(ref from, 3 * count);
            var (a1, b1, c1, d1) = G(ref Unsafe.Add(ref from, count), 3 * count);
            var (a2, b2, c2, d2) = G(ref Unsafe.Add(ref from, 2 * count), 3 * count);
            StoreG(a0, a1, a2, ref to, plane);
            StoreG(b0, b1, b2, ref Unsafe.Add(ref to, 4 * plane), plane);
            StoreG(c0, c1, c2, ref Unsafe.Add(ref to, 8 * plane), plane);
            StoreG(d0, d1, d2, ref Unsafe.Add(ref to, 12 * plane), plane);
        }
    }

    private static (Vector128<float>, Vector128<float>, Vector128<float>, Vector128<float>) G(
        ref float from, int stride) => G(
            Vector128.LoadUnsafe(ref from), Vector128.LoadUnsafe(ref from, (nuint)stride),
            Vector128.LoadUnsafe(ref from, (nuint)(2 * stride)));

    private static (Vector128<float>, Vector128<float>, Vector128<float>, Vector128<float>) G(
        Vector128<float> g0, Vector128<float> g1, Vector128<float> g2)
    {
        Vector128<float> outer = (g0 + g2) * 0.5f, inner = g1 * 0.5f;
        return (g0, outer + inner, outer - inner, g2);
    }

    private static void StoreG(
        Vector128<float> g0, Vector128<float> g1, Vector128<float> g2, ref float to, int plane)
    {
        var (u0, u1, u2, u3) = G(g0, g1, g2);
        u0.StoreUnsafe(ref to);
        u1.StoreUnsafe(ref to, (nuint)plane);
        u2.StoreUnsafe(ref to, (nuint)(2 * plane));
        u3.StoreUnsafe(ref to, (nuint)(3 * plane));
    }
}
