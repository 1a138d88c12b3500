using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Inkling.Neural;

namespace Inkling.Recognition.Synthesis;

/// <summary>
/// Uneven ink: a random number is added to each level that is not paper. Paper stays 0, as preparation leaves it; and
/// the engine leaves out what is 0, so that speckled paper would double the time of learning.
/// </summary>
internal static class InkNoise
{
    /// <summary>Adds uniform noise to the ink of a plane.</summary>
    /// <param name="plane">[Plane.Length] levels, overwritten.</param>
    /// <param name="numbers">[Plane.Body], overwritten.</param>
    /// <param name="deviation">The noise's deviation, in levels. Its greatest value is √3 times that.</param>
    /// <param name="random">Where the numbers come from.</param>
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
            Vector256<float> noisy = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref drawn, i), scale, level);
            Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(level, faintest), noisy, level)
                .StoreUnsafe(ref levels, i);
        }
    }
}
