using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Inkling.Neural;

namespace Inkling.Recognition.Synthesis;

/// <summary>Many uniform numbers at little cost: four of 16 bits from each 64, as dropout draws its masks.</summary>
internal static class UniformNumbers
{
    /// <summary>How many are drawn at a time; lengths are multiples of it.</summary>
    public const int Step = 16;

    /// <summary>Overwrites to with numbers in (−1, 1), evenly spaced 2⁻¹⁵ apart and with a mean of 0.</summary>
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
