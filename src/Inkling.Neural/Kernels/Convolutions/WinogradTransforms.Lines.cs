using System.Runtime.CompilerServices;

namespace Inkling.Neural.Kernels.Convolutions;

// The matrices times one column or row of a tile, a vector of channels at once. A line's vectors are a stride
// apart. All of it is read before any is written, so its transform may overwrite it.
internal sealed partial class WinogradTransforms<TLanes, TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Bt(ref float d, int at, int stride, ref float v, int toAt, int toStride)
    {
        d = ref Unsafe.Add(ref d, at);
        v = ref Unsafe.Add(ref v, toAt);
        TVector d1 = TLanes.Load(ref d, stride), d2 = TLanes.Load(ref d, 2 * stride);
        TVector d3 = TLanes.Load(ref d, 3 * stride), d4 = TLanes.Load(ref d, 4 * stride);
        TVector even = TLanes.MultiplyAdd(Of(-2), d2, d4), odd = TLanes.MultiplyAdd(Of(-2), d1, d3);
        TVector even2 = TLanes.MultiplyAdd(Of(-0.5f), d2, d4), odd2 = TLanes.MultiplyAdd(Of(-0.5f), d1, d3);
        TVector first = TLanes.Add(TLanes.Load(ref d, 0), d4);
        TVector last = TLanes.Add(d1, TLanes.Load(ref d, 5 * stride));
        TLanes.Store(TLanes.MultiplyAdd(Of(-2.5f), d2, first), ref v, 0);
        TLanes.Store(TLanes.MultiplyAdd(Of(R), odd, even), ref v, toStride);
        TLanes.Store(TLanes.MultiplyAdd(Of(-R), odd, even), ref v, 2 * toStride);
        TLanes.Store(TLanes.MultiplyAdd(Of(2 * R), odd2, even2), ref v, 3 * toStride);
        TLanes.Store(TLanes.MultiplyAdd(Of(-2 * R), odd2, even2), ref v, 4 * toStride);
        TLanes.Store(TLanes.MultiplyAdd(Of(-2.5f), d3, last), ref v, 5 * toStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void B(ref float v, int at, int stride, ref float d, int toAt, int toStride)
    {
        v = ref Unsafe.Add(ref v, at);
        d = ref Unsafe.Add(ref d, toAt);
        TVector v0 = TLanes.Load(ref v, 0), v5 = TLanes.Load(ref v, 5 * stride);
        Inner(ref v, stride, out TVector s12, out TVector d12, out TVector s34, out TVector d34);
        TVector d1 = TLanes.MultiplyAdd(Of(-2 * R), d12, TLanes.MultiplyAdd(Of(-R), d34, v5));
        TVector d2 = TLanes.MultiplyAdd(Of(-0.5f), s34, TLanes.Multiply(Of(-2), s12));
        TVector d3 = TLanes.MultiplyAdd(Of(R), d12, TLanes.Multiply(Of(2 * R), d34));
        TLanes.Store(v0, ref d, 0);
        TLanes.Store(d1, ref d, toStride);
        TLanes.Store(TLanes.MultiplyAdd(Of(-2.5f), v0, d2), ref d, 2 * toStride);
        TLanes.Store(TLanes.MultiplyAdd(Of(-2.5f), v5, d3), ref d, 3 * toStride);
        TLanes.Store(TLanes.Add(v0, TLanes.Add(s12, s34)), ref d, 4 * toStride);
        TLanes.Store(v5, ref d, 5 * toStride);
    }

    // b is added to each of the four.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void At(ref float m, int at, int stride, TVector b, ref float y, int toAt, int toStride)
    {
        m = ref Unsafe.Add(ref m, at);
        y = ref Unsafe.Add(ref y, toAt);
        TVector first = TLanes.Add(TLanes.Load(ref m, 0), b);
        TVector last = TLanes.Add(TLanes.Load(ref m, 5 * stride), b);
        Inner(ref m, stride, out TVector s12, out TVector d12, out TVector s34, out TVector d34);
        TVector y1 = TLanes.MultiplyAdd(Of(R), d12, b), y2 = TLanes.MultiplyAdd(Of(0.5f), s12, b);
        TVector y3 = TLanes.MultiplyAdd(Of(R / 2), d12, last);
        TLanes.Store(TLanes.Add(first, TLanes.Add(s12, s34)), ref y, 0);
        TLanes.Store(TLanes.MultiplyAdd(Of(2 * R), d34, y1), ref y, toStride);
        TLanes.Store(TLanes.MultiplyAdd(Of(2), s34, y2), ref y, 2 * toStride);
        TLanes.Store(TLanes.MultiplyAdd(Of(4 * R), d34, y3), ref y, 3 * toStride);
    }

    // Of the four vectors, those from count on are zeros.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void A(ref float y, int at, int stride, int count, ref float m, int toAt, int toStride)
    {
        y = ref Unsafe.Add(ref y, at);
        m = ref Unsafe.Add(ref m, toAt);
        TVector y0 = count > 0 ? TLanes.Load(ref y, 0) : default;
        TVector y1 = count > 1 ? TLanes.Load(ref y, stride) : default;
        TVector y2 = count > 2 ? TLanes.Load(ref y, 2 * stride) : default;
        TVector y3 = count > 3 ? TLanes.Load(ref y, 3 * stride) : default;
        TVector even = TLanes.MultiplyAdd(Of(0.5f), y2, y0), odd = TLanes.MultiplyAdd(Of(0.5f), y3, y1);
        TVector even2 = TLanes.MultiplyAdd(Of(2), y2, y0), odd2 = TLanes.MultiplyAdd(Of(2), y3, y1);
        TLanes.Store(y0, ref m, 0);
        TLanes.Store(TLanes.MultiplyAdd(Of(R), odd, even), ref m, toStride);
        TLanes.Store(TLanes.MultiplyAdd(Of(-R), odd, even), ref m, 2 * toStride);
        TLanes.Store(TLanes.MultiplyAdd(Of(2 * R), odd2, even2), ref m, 3 * toStride);
        TLanes.Store(TLanes.MultiplyAdd(Of(-2 * R), odd2, even2), ref m, 4 * toStride);
        TLanes.Store(y3, ref m, 5 * toStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Gt(ref float u, int at, int stride, ref float g, int toAt, int toStride)
    {
        u = ref Unsafe.Add(ref u, at);
        g = ref Unsafe.Add(ref g, toAt);
        TVector u0 = TLanes.Load(ref u, 0), u5 = TLanes.Load(ref u, 5 * stride);
        Inner(ref u, stride, out TVector s12, out TVector d12, out TVector s34, out TVector d34);
        TVector g0 = TLanes.MultiplyAdd(Of(1 / 6f), s34, u0);
        TVector g1 = TLanes.MultiplyAdd(Of(R / 3), d34, TLanes.Multiply(Of(-2 * R / 3), d12));
        TVector g2 = TLanes.MultiplyAdd(Of(1 / 3f), s34, u5);
        TLanes.Store(TLanes.MultiplyAdd(Of(-2 / 3f), s12, g0), ref g, 0);
        TLanes.Store(g1, ref g, toStride);
        TLanes.Store(TLanes.MultiplyAdd(Of(-1 / 3f), s12, g2), ref g, 2 * toStride);
    }

    // Adds a line of so many vectors, which lie one after the other.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(ref float line, int at, int count, ref float sums, int toAt, int toStride)
    {
        for (int i = 0; i < count; i++)
        {
            int to = toAt + (i * toStride);
            TVector value = TLanes.Load(ref line, at + (i * TLanes.Count));
            TLanes.Store(TLanes.Add(TLanes.Load(ref sums, to), value), ref sums, to);
        }
    }

    // x1 + x2, x1 − x2, x3 + x4 and x3 − x4: what the points ±√½ and ±√2 have in common.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Inner(ref float x, int stride,
        out TVector s12, out TVector d12, out TVector s34, out TVector d34)
    {
        TVector x1 = TLanes.Load(ref x, stride), x2 = TLanes.Load(ref x, 2 * stride);
        TVector x3 = TLanes.Load(ref x, 3 * stride), x4 = TLanes.Load(ref x, 4 * stride);
        (s12, d12) = (TLanes.Add(x1, x2), TLanes.Subtract(x1, x2));
        (s34, d34) = (TLanes.Add(x3, x4), TLanes.Subtract(x3, x4));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Of(float value) => TLanes.Broadcast(value);
}
