using System.Numerics;
using System.Runtime.InteropServices;

namespace Inkling.Neural.Kernels;

/// <summary>Loops over elements. Single precision, no allocation, spans only.</summary>
internal static class Elementwise
{
    /// <summary>y = max(x, 0); NaN stays NaN, so that a diverged network is seen. y may equal x.</summary>
    public static void Relu(ReadOnlySpan<float> x, Span<float> y)
    {
        ReadOnlySpan<Vector<float>> xs = MemoryMarshal.Cast<float, Vector<float>>(x);
        Span<Vector<float>> ys = MemoryMarshal.Cast<float, Vector<float>>(y);
        Vector<float> zero = Vector<float>.Zero;
        for (int i = 0; i < xs.Length; i++)
            ys[i] = Vector.ConditionalSelect(Vector.LessThan(xs[i], zero), zero, xs[i]);
        int done = xs.Length * Vector<float>.Count;
        Reference.Relu(x[done..], y[done..]);
    }

    /// <summary>dx = dy where y &gt; 0, else 0. dx is overwritten and may equal dy.</summary>
    public static void ReluGradient(ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx)
    {
        ReadOnlySpan<Vector<float>> ys = MemoryMarshal.Cast<float, Vector<float>>(y);
        ReadOnlySpan<Vector<float>> dys = MemoryMarshal.Cast<float, Vector<float>>(dy);
        Span<Vector<float>> dxs = MemoryMarshal.Cast<float, Vector<float>>(dx);
        Vector<float> zero = Vector<float>.Zero;
        for (int i = 0; i < ys.Length; i++)
            dxs[i] = Vector.ConditionalSelect(Vector.GreaterThan(ys[i], zero), dys[i], zero);
        int done = ys.Length * Vector<float>.Count;
        Reference.ReluGradient(y[done..], dy[done..], dx[done..]);
    }

    /// <summary>The definitions, element by element. They also compute the rest after vectors.</summary>
    internal static class Reference
    {
        /// <summary>y[i] = max(x[i], 0); NaN stays NaN.</summary>
        public static void Relu(ReadOnlySpan<float> x, Span<float> y)
        {
            for (int i = 0; i < x.Length; i++)
                y[i] = x[i] < 0 ? 0 : x[i];
        }

        /// <summary>dx[i] = dy[i] where y[i] &gt; 0, else 0.</summary>
        public static void ReluGradient(ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx)
        {
            for (int i = 0; i < y.Length; i++)
                dx[i] = y[i] > 0 ? dy[i] : 0;
        }
    }
}
