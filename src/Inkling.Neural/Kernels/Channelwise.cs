using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Inkling.Neural.Kernels;

/// <summary>
/// Loops over pictures [P, C] with a few values for each channel, [C]. Single precision, no allocation; sums
/// run over p in order, through four vectors of channels at a time, since in one alone each addition would
/// wait for the last. TensorPrimitives are not used: the order of a sum must depend on the length alone, so
/// that every run gives the same bits.
/// </summary>
internal static class Channelwise
{
    /// <summary>sums[c] += Σₚ x[p, c].</summary>
    public static void AddUp(ReadOnlySpan<float> x, Span<float> sums) => AddUp(x, sums.Length, sums);

    /// <summary>The same for sums.Length of so many channels; x may begin at any of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddUp(ReadOnlySpan<float> x, int channels, Span<float> sums)
    {
        int some = sums.Length, c = 0;
        ref float from = ref MemoryMarshal.GetReference(x);
        ref float to = ref MemoryMarshal.GetReference(sums);
        nuint n = (nuint)Vector<float>.Count;
        for (; c + (4 * Vector<float>.Count) <= some; c += 4 * Vector<float>.Count)
        {
            nuint at = (nuint)c;
            Vector<float> s0 = Vector.LoadUnsafe(ref to, at), s1 = Vector.LoadUnsafe(ref to, at + n);
            Vector<float> s2 = Vector.LoadUnsafe(ref to, at + (2 * n));
            Vector<float> s3 = Vector.LoadUnsafe(ref to, at + (3 * n));
            for (nuint i = at; i < (nuint)x.Length; i += (nuint)channels)
            {
                s0 += Vector.LoadUnsafe(ref from, i);
                s1 += Vector.LoadUnsafe(ref from, i + n);
                s2 += Vector.LoadUnsafe(ref from, i + (2 * n));
                s3 += Vector.LoadUnsafe(ref from, i + (3 * n));
            }
            s0.StoreUnsafe(ref to, at);
            s1.StoreUnsafe(ref to, at + n);
            s2.StoreUnsafe(ref to, at + (2 * n));
            s3.StoreUnsafe(ref to, at + (3 * n));
        }
        for (; c + Vector<float>.Count <= some; c += Vector<float>.Count)
        {
            Vector<float> sum = Vector.LoadUnsafe(ref to, (nuint)c);
            for (int i = c; i < x.Length; i += channels)
                sum += Vector.LoadUnsafe(ref from, (nuint)i);
            sum.StoreUnsafe(ref to, (nuint)c);
        }
        for (; c < some; c++)
        {
            float sum = sums[c];
            for (int i = c; i < x.Length; i += channels)
                sum += x[i];
            sums[c] = sum;
        }
    }

    /// <summary>sums[c] += Σₚ (x[p, c] − means[c])².</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddUpSquares(ReadOnlySpan<float> x, ReadOnlySpan<float> means, Span<float> sums) =>
        AddUpProducts(x, means, x, means, sums);

    /// <summary>sums[c] += Σₚ (x[p, c] − xMeans[c]) · (y[p, c] − yMeans[c]).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddUpProducts(ReadOnlySpan<float> x, ReadOnlySpan<float> xMeans,
        ReadOnlySpan<float> y, ReadOnlySpan<float> yMeans, Span<float> sums)
    {
        int channels = sums.Length, c = 0;
        ref float fromX = ref MemoryMarshal.GetReference(x), fromY = ref MemoryMarshal.GetReference(y);
        ref float to = ref MemoryMarshal.GetReference(sums);
        nuint n = (nuint)Vector<float>.Count;
        for (; c + (4 * Vector<float>.Count) <= channels; c += 4 * Vector<float>.Count)
        {
            nuint at = (nuint)c;
            Vector<float> s0 = Vector.LoadUnsafe(ref to, at), s1 = Vector.LoadUnsafe(ref to, at + n);
            Vector<float> s2 = Vector.LoadUnsafe(ref to, at + (2 * n));
            Vector<float> s3 = Vector.LoadUnsafe(ref to, at + (3 * n));
            Vector<float> x0 = new(xMeans[c..]), x1 = new(xMeans[(c + (int)n)..]);
            Vector<float> x2 = new(xMeans[(c + (2 * (int)n))..]), x3 = new(xMeans[(c + (3 * (int)n))..]);
            Vector<float> y0 = new(yMeans[c..]), y1 = new(yMeans[(c + (int)n)..]);
            Vector<float> y2 = new(yMeans[(c + (2 * (int)n))..]), y3 = new(yMeans[(c + (3 * (int)n))..]);
            for (nuint i = at; i < (nuint)x.Length; i += (nuint)channels)
            {
                s0 = AddProduct(ref fromX, x0, ref fromY, y0, i, s0);
                s1 = AddProduct(ref fromX, x1, ref fromY, y1, i + n, s1);
                s2 = AddProduct(ref fromX, x2, ref fromY, y2, i + (2 * n), s2);
                s3 = AddProduct(ref fromX, x3, ref fromY, y3, i + (3 * n), s3);
            }
            s0.StoreUnsafe(ref to, at);
            s1.StoreUnsafe(ref to, at + n);
            s2.StoreUnsafe(ref to, at + (2 * n));
            s3.StoreUnsafe(ref to, at + (3 * n));
        }
        for (; c + Vector<float>.Count <= channels; c += Vector<float>.Count)
        {
            Vector<float> sum = Vector.LoadUnsafe(ref to, (nuint)c);
            Vector<float> xMean = new(xMeans[c..]), yMean = new(yMeans[c..]);
            for (int i = c; i < x.Length; i += channels)
                sum = AddProduct(ref fromX, xMean, ref fromY, yMean, (nuint)i, sum);
            sum.StoreUnsafe(ref to, (nuint)c);
        }
        for (; c < channels; c++)
        {
            for (int i = c; i < x.Length; i += channels)
                sums[c] += (x[i] - xMeans[c]) * (y[i] - yMeans[c]);
        }
    }

    // sum + (x[i] − xMean) · (y[i] − yMean)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> AddProduct(
        ref float x, Vector<float> xMean, ref float y, Vector<float> yMean, nuint i, Vector<float> sum) =>
        Vector.MultiplyAddEstimate(
            Vector.LoadUnsafe(ref x, i) - xMean, Vector.LoadUnsafe(ref y, i) - yMean, sum);

    /// <summary>y[p, c] = x[p, c] · scales[c] + shifts[c]. y may equal x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ScaleAndShift(
        ReadOnlySpan<float> x, ReadOnlySpan<float> scales, ReadOnlySpan<float> shifts, Span<float> y)
    {
        int channels = scales.Length, c = 0;
        ref float from = ref MemoryMarshal.GetReference(x);
        ref float to = ref MemoryMarshal.GetReference(y);
        for (; c + Vector<float>.Count <= channels; c += Vector<float>.Count)
        {
            Vector<float> scale = new(scales[c..]), shift = new(shifts[c..]);
            for (int i = c; i < x.Length; i += channels)
            {
                Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref from, (nuint)i), scale, shift)
                    .StoreUnsafe(ref to, (nuint)i);
            }
        }
        for (; c < channels; c++)
        {
            for (int i = c; i < x.Length; i += channels)
                y[i] = (x[i] * scales[c]) + shifts[c];
        }
    }

    /// <summary>z[p, c] = x[p, c] · xScales[c] + y[p, c] · yScales[c] + shifts[c]; z may be x, y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Combine(ReadOnlySpan<float> x, ReadOnlySpan<float> xScales,
        ReadOnlySpan<float> y, ReadOnlySpan<float> yScales, ReadOnlySpan<float> shifts, Span<float> z)
    {
        int channels = shifts.Length, c = 0;
        ref float fromX = ref MemoryMarshal.GetReference(x), fromY = ref MemoryMarshal.GetReference(y);
        ref float to = ref MemoryMarshal.GetReference(z);
        for (; c + Vector<float>.Count <= channels; c += Vector<float>.Count)
        {
            Vector<float> xScale = new(xScales[c..]), yScale = new(yScales[c..]), shift = new(shifts[c..]);
            for (int i = c; i < x.Length; i += channels)
            {
                Vector<float> fromShift =
                    Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref fromY, (nuint)i), yScale, shift);
                Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref fromX, (nuint)i), xScale, fromShift)
                    .StoreUnsafe(ref to, (nuint)i);
            }
        }
        for (; c < channels; c++)
        {
            for (int i = c; i < x.Length; i += channels)
                z[i] = (x[i] * xScales[c]) + (y[i] * yScales[c]) + shifts[c];
        }
    }
}
