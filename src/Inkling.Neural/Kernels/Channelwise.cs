using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Inkling.Neural.Kernels;

/// <summary>
/// Loops over pictures [P, C], a pixel's channels together, that do to each channel something of its own: a few values for each
/// channel come in or go out, [C]. Single precision, no allocation; sums run over p in order.
/// </summary>
internal static class Channelwise
{
    /// <summary>sums[c] += Σₚ x[p, c].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddUp(ReadOnlySpan<float> x, Span<float> sums)
    {
        int channels = sums.Length, c = 0;
        ref float from = ref MemoryMarshal.GetReference(x);
        ref float to = ref MemoryMarshal.GetReference(sums);
        for (; c + Vector<float>.Count <= channels; c += Vector<float>.Count)
        {
            Vector<float> sum = Vector.LoadUnsafe(ref to, (nuint)c);
            for (int i = c; i < x.Length; i += channels)
                sum += Vector.LoadUnsafe(ref from, (nuint)i);
            sum.StoreUnsafe(ref to, (nuint)c);
        }
        for (; c < channels; c++)
        {
            for (int i = c; i < x.Length; i += channels)
                sums[c] += x[i];
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
        for (; c + Vector<float>.Count <= channels; c += Vector<float>.Count)
        {
            Vector<float> sum = Vector.LoadUnsafe(ref to, (nuint)c);
            Vector<float> xMean = new(xMeans[c..]), yMean = new(yMeans[c..]);
            for (int i = c; i < x.Length; i += channels)
            {
                Vector<float> dx = Vector.LoadUnsafe(ref fromX, (nuint)i) - xMean;
                sum = Vector.MultiplyAddEstimate(dx, Vector.LoadUnsafe(ref fromY, (nuint)i) - yMean, sum);
            }
            sum.StoreUnsafe(ref to, (nuint)c);
        }
        for (; c < channels; c++)
        {
            for (int i = c; i < x.Length; i += channels)
                sums[c] += (x[i] - xMeans[c]) * (y[i] - yMeans[c]);
        }
    }

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

    /// <summary>z[p, c] = x[p, c] · xScales[c] + y[p, c] · yScales[c] + shifts[c]. z may equal x or y.</summary>
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
                Vector<float> part = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref fromY, (nuint)i), yScale, shift);
                Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref fromX, (nuint)i), xScale, part).StoreUnsafe(ref to, (nuint)i);
            }
        }
        for (; c < channels; c++)
        {
            for (int i = c; i < x.Length; i += channels)
                z[i] = (x[i] * xScales[c]) + (y[i] * yScales[c]) + shifts[c];
        }
    }
}
