using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Inkling.Neural.Kernels;

/// <summary>Loops over elements. Single precision, no allocation, spans only.</summary>
internal static class Elementwise
{
    /// <summary>
    /// y = max(x, 0), element by element; NaN stays NaN, so that a diverged network is seen. y may equal x.
    /// </summary>
    public static void Relu(ReadOnlySpan<float> x, Span<float> y)
    {
        ReadOnlySpan<Vector<float>> xs = MemoryMarshal.Cast<float, Vector<float>>(x);
        Span<Vector<float>> ys = MemoryMarshal.Cast<float, Vector<float>>(y);
        for (int i = 0; i < xs.Length; i++)
            ys[i] = Rectified(xs[i]);
        for (int i = xs.Length * Vector<float>.Count; i < x.Length; i++)
            y[i] = Rectified(x[i]);
    }

    /// <summary>dx = dy where y &gt; 0, else 0. dx is overwritten and may equal dy.</summary>
    public static void ReluGradient(ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx)
    {
        ReadOnlySpan<Vector<float>> ys = MemoryMarshal.Cast<float, Vector<float>>(y);
        ReadOnlySpan<Vector<float>> dys = MemoryMarshal.Cast<float, Vector<float>>(dy);
        Span<Vector<float>> dxs = MemoryMarshal.Cast<float, Vector<float>>(dx);
        for (int i = 0; i < ys.Length; i++)
            dxs[i] = Masked(ys[i], dys[i]);
        for (int i = ys.Length * Vector<float>.Count; i < y.Length; i++)
            dx[i] = Masked(y[i], dy[i]);
    }

    /// <summary>
    /// x = max(x, 0), in the first <paramref name="width"/> values of each of some rows that begin <paramref name="apart"/> places apart.
    /// </summary>
    public static void ReluOfRows(Span<float> x, int rows, int width, int apart)
    {
        Debug.Assert(x.Length >= ((rows - 1) * apart) + width, "the last row is there");
        ref float row = ref MemoryMarshal.GetReference(x);
        for (; rows > 0; rows--)
        {
            int j = 0;
            for (; j + Vector<float>.Count <= width; j += Vector<float>.Count)
                Rectified(Vector.LoadUnsafe(ref row, (nuint)j)).StoreUnsafe(ref row, (nuint)j);
            for (; j < width; j++)
                Unsafe.Add(ref row, j) = Rectified(Unsafe.Add(ref row, j));
            row = ref Unsafe.Add(ref row, apart);
        }
    }

    /// <summary>dy = dy where y &gt; 0, else 0, in such rows.</summary>
    public static void ReluGradientOfRows(ReadOnlySpan<float> y, Span<float> dy, int rows, int width, int apart)
    {
        Debug.Assert(Math.Min(y.Length, dy.Length) >= ((rows - 1) * apart) + width, "the last row is there");
        ref float row = ref MemoryMarshal.GetReference(y), dRow = ref MemoryMarshal.GetReference(dy);
        for (; rows > 0; rows--)
        {
            int j = 0;
            for (; j + Vector<float>.Count <= width; j += Vector<float>.Count)
                Masked(Vector.LoadUnsafe(ref row, (nuint)j), Vector.LoadUnsafe(ref dRow, (nuint)j)).StoreUnsafe(ref dRow, (nuint)j);
            for (; j < width; j++)
                Unsafe.Add(ref dRow, j) = Masked(Unsafe.Add(ref row, j), Unsafe.Add(ref dRow, j));
            row = ref Unsafe.Add(ref row, apart);
            dRow = ref Unsafe.Add(ref dRow, apart);
        }
    }

    private static Vector<float> Rectified(Vector<float> x) =>
        Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), Vector<float>.Zero, x);

    private static float Rectified(float x) => x < 0 ? 0 : x;

    private static Vector<float> Masked(Vector<float> y, Vector<float> dy) =>
        Vector.ConditionalSelect(Vector.GreaterThan(y, Vector<float>.Zero), dy, Vector<float>.Zero);

    private static float Masked(float y, float dy) => y > 0 ? dy : 0;
}
