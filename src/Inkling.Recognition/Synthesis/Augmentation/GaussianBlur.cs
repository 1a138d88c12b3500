using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Inkling.Recognition.Synthesis;

/// <summary>A light Gaussian blur of five weights, first down and then across.</summary>
internal static class GaussianBlur
{
    /// <summary>Blurs the body of a plane; ink that spreads over the picture's edge is lost.</summary>
    /// <param name="plane">[Plane.Length] levels, overwritten but for the margins.</param>
    /// <param name="between">[Plane.Length], overwritten but for the margins.</param>
    /// <param name="sigma">The Gaussian's deviation, above 0 and at most 1 pixel.</param>
    public static void Apply(Span<float> plane, Span<float> between, float sigma)
    {
        Debug.Assert(plane.Length == Plane.Length && between.Length == Plane.Length);
        double one = Math.Exp(-0.5 / (sigma * sigma)), two = Math.Pow(one, 4);
        double sum = 1 + (2 * one) + (2 * two);
        Pass(plane, between, Plane.Stride, (float)(1 / sum), (float)(one / sum), (float)(two / sum));
        Pass(between, plane, 1, (float)(1 / sum), (float)(one / sum), (float)(two / sum));
        Plane.ClearPadding(plane);
    }

    // to[i] = w0·from[i] + w1·(from[i − step] + from[i + step]) + w2·(from[i − 2 step] + from[i + 2 step])
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass(ReadOnlySpan<float> from, Span<float> to, nuint step, float w0, float w1, float w2)
    {
        ref float source = ref MemoryMarshal.GetReference(from);
        ref float target = ref MemoryMarshal.GetReference(to);
        Vector256<float> near = Vector256.Create(w1), far = Vector256.Create(w2), own = Vector256.Create(w0);
        for (nuint i = Plane.First; i < Plane.First + Plane.Body; i += 8)
        {
            Vector256<float> ones =
                Vector256.LoadUnsafe(ref source, i - step) + Vector256.LoadUnsafe(ref source, i + step);
            Vector256<float> twos = Vector256.LoadUnsafe(ref source, i - (2 * step))
                + Vector256.LoadUnsafe(ref source, i + (2 * step));
            Vector256<float> sum = own * Vector256.LoadUnsafe(ref source, i);
            sum = Vector256.MultiplyAddEstimate(near, ones, sum);
            Vector256.MultiplyAddEstimate(far, twos, sum).StoreUnsafe(ref target, i);
        }
    }
}
