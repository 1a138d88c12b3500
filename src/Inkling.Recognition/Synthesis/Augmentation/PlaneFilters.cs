using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Inkling.Neural;

namespace Inkling.Recognition.Synthesis;

/// <summary>
/// Thicker and thinner strokes. Ink of soft edges is dilated by a disc of radius r if its levels v follow
/// ∂v/∂r = |∇v|, and eroded by ∂v/∂r = −|∇v| (Brockett &amp; Maragos 1994), so the radius may be a fraction
/// of a pixel. One step of the upwind scheme of Osher &amp; Sethian 1988: of each axis' two slopes the
/// steeper that leads to more ink (or to less) counts. A stroke narrower than what is taken off fades, as it
/// would for a camera; it is not torn.
/// </summary>
internal static class Strokes
{
    /// <summary>Body of to = from with the ink's edge moved outwards by pixels; below 0, inwards.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MoveEdge(ReadOnlySpan<float> from, float pixels, Span<float> to)
    {
        Debug.Assert(from.Length == Plane.Length && to.Length == Plane.Length);
        ref float source = ref MemoryMarshal.GetReference(from);
        ref float target = ref MemoryMarshal.GetReference(to);
        Vector256<float> step = Vector256.Create(pixels);
        // Erosion is the dilation of the paper: with v's sign turned, "more" is "less".
        Vector256<float> sign = Vector256.Create(MathF.CopySign(1, pixels));
        for (nuint i = Plane.First; i < Plane.First + Plane.Body; i += 8)
        {
            Vector256<float> level = Vector256.LoadUnsafe(ref source, i);
            Vector256<float> centre = sign * level;
            Vector256<float> left = sign * Vector256.LoadUnsafe(ref source, i - 1);
            Vector256<float> right = sign * Vector256.LoadUnsafe(ref source, i + 1);
            Vector256<float> above = sign * Vector256.LoadUnsafe(ref source, i - Plane.Stride);
            Vector256<float> below = sign * Vector256.LoadUnsafe(ref source, i + Plane.Stride);
            Vector256<float> across =
                Vector256.MaxNative(Vector256.MaxNative(left, right) - centre, Vector256<float>.Zero);
            Vector256<float> down =
                Vector256.MaxNative(Vector256.MaxNative(above, below) - centre, Vector256<float>.Zero);
            Vector256<float> squares = Vector256.MultiplyAddEstimate(across, across, down * down);
            Vector256.MultiplyAddEstimate(step, Vector256.Sqrt(squares), level).StoreUnsafe(ref target, i);
        }
        Plane.ClearPadding(to);
    }
}

/// <summary>A light Gaussian blur of five weights, first down and then across.</summary>
internal static class GaussianBlur
{
    /// <summary>Blurs the body of a plane by at most 1 pixel of deviation; overwrites between.</summary>
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
    private static void Pass(
        ReadOnlySpan<float> from, Span<float> to, nuint step, float w0, float w1, float w2)
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

/// <summary>
/// Uneven ink: a random number is added to each level that is not paper. Paper stays 0, as preparation leaves
/// it; and the engine leaves out what is 0, so that speckled paper would double the time of learning.
/// </summary>
internal static class InkNoise
{
    /// <summary>Adds uniform noise of a deviation in levels to a plane's ink; numbers [Plane.Body].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(Span<float> plane, Span<float> numbers, float deviation, ref RandomSequence random)
    {
        Debug.Assert(plane.Length == Plane.Length && numbers.Length == Plane.Body);
        UniformNumbers.Fill(numbers, ref random);
        ref float drawn = ref MemoryMarshal.GetReference(numbers);
        ref float levels = ref Unsafe.Add(ref MemoryMarshal.GetReference(plane), Plane.First);
        Vector256<float> scale = Vector256.Create(deviation * MathF.Sqrt(3));
        Vector256<float> faintest = Vector256.Create(0.5f); // what is below becomes level 0
        for (nuint i = 0; i < Plane.Body; i += 8)
        {
            Vector256<float> level = Vector256.LoadUnsafe(ref levels, i);
            Vector256<float> number = Vector256.LoadUnsafe(ref drawn, i);
            Vector256<float> noisy = Vector256.MultiplyAddEstimate(number, scale, level);
            Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(level, faintest), noisy, level)
                .StoreUnsafe(ref levels, i);
        }
    }
}

/// <summary>Many uniform numbers at little cost: four of 16 bits from each 64, as for dropout.</summary>
internal static class UniformNumbers
{
    /// <summary>How many are drawn at a time; lengths are multiples of it.</summary>
    public const int Step = 16;

    /// <summary>Fills to with numbers in (−1, 1), evenly spaced 2⁻¹⁵ apart and with a mean of 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(Span<float> to, ref RandomSequence random)
    {
        Debug.Assert(to.Length % Step == 0);
        RandomSequence stream = random; // a copy of its own stays in registers
        ref float first = ref MemoryMarshal.GetReference(to);
        Vector256<float> half = Vector256.Create(0.5f / 32_768);
        Vector256<float> scale = Vector256.Create(1f / 32_768);
        for (int i = 0; i < to.Length; i += Step)
        {
            Vector256<short> drawn = Vector256
                .Create(stream.NextBits(), stream.NextBits(), stream.NextBits(), stream.NextBits()).AsInt16();
            (Vector256<int> lower, Vector256<int> upper) = Vector256.Widen(drawn);
            Vector256.MultiplyAddEstimate(Vector256.ConvertToSingle(lower), scale, half)
                .StoreUnsafe(ref first, (nuint)i);
            Vector256.MultiplyAddEstimate(Vector256.ConvertToSingle(upper), scale, half)
                .StoreUnsafe(ref first, (nuint)(i + (Step / 2)));
        }
        random = stream;
    }
}
