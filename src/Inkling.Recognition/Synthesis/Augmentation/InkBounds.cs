using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Inkling.Recognition.Data;

namespace Inkling.Recognition.Synthesis;

/// <summary>Keeps a digit in its picture: the shift is changed where ink would be cut off.</summary>
internal static class InkBounds
{
    // Fainter pixels are a stroke's soft fringe, which has a pixel of room within the picture's edge.
    private const byte Faintest = 64;
    private const float Least = 1;
    private const float Most = DigitSet.Side - 2;

    /// <summary>The draw, its shift limited so that ink stays inside; if too large it is centred.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static AugmentationDraw Hold(
        ReadOnlySpan<byte> framed, in AugmentationDraw draw, // framed [28, 32] levels
        ReadOnlySpan<float> fieldX, ReadOnlySpan<float> fieldY) // [28, 32] pixels from which ink comes
    {
        AffineMap map = AffineMap.Of(draw);
        Vector256<byte> faintest = Vector256.Create(Faintest);
        float left = float.MaxValue, top = float.MaxValue, right = float.MinValue, bottom = float.MinValue;
        for (int y = 0; y < DigitSet.Side; y++)
        {
            Vector256<byte> row = Vector256.Create(framed.Slice(y * Plane.Stride, Plane.Stride));
            uint ink = Vector256.GreaterThanOrEqual(row, faintest).ExtractMostSignificantBits();
            if (ink == 0)
                continue;
            // What is outermost after an affine map was outermost in its row.
            int first = BitOperations.TrailingZeroCount(ink), last = BitOperations.Log2(ink);
            for (int x = first; ; x = last)
            {
                (float atX, float atY) = map[x, y];
                int place = (Inside(atY) * Plane.Stride) + Inside(atX);
                // A pixel's ink comes from d beyond the map's place, so ink goes to where d leads back from.
                (atX, atY) = map[x - fieldX[place], y - fieldY[place]];
                left = MathF.Min(left, atX);
                right = MathF.Max(right, atX);
                top = MathF.Min(top, atY);
                bottom = MathF.Max(bottom, atY);
                if (x == last)
                    break;
            }
        }
        return left > right ? draw : draw with
        {
            ShiftX = draw.ShiftX + Correction(left, right),
            ShiftY = draw.ShiftY + Correction(top, bottom),
        };
    }

    private static int Inside(float place) => Math.Clamp((int)(place + 0.5f), 0, DigitSet.Side - 1);

    // 0 where there is room on both sides.
    private static float Correction(float least, float most) => (least >= Least, most <= Most) switch
    {
        (true, true) => 0,
        _ when most - least >= Most - Least => ((Least + Most) - (least + most)) / 2,
        (false, _) => Least - least,
        _ => Most - most,
    };
}
