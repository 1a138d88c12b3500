using System.Diagnostics;
using Inkling.Neural;
using Inkling.Recognition.Data;

namespace Inkling.Recognition.Synthesis;

/// <summary>
/// Perspective, as a displacement: paper that is tilted away by p, q is seen at (u, v)·(1 + p·u + q·v) from the middle, to
/// first order in p and q, with 1 the half of MNIST's box.
/// </summary>
internal static class Tilt
{
    private const float Middle = 14; // where MNIST's centre of mass is
    private const float HalfBox = 10;

    /// <summary>Adds a tilt, uniform in ± strength across and down, to a field of displacements [28, 32] of each axis.</summary>
    /// <param name="strength">By how much of itself an edge comes nearer at most.</param>
    /// <param name="random">Two numbers of it are drawn.</param>
    /// <param name="anew">Whether what is in the field is overwritten, and not added to.</param>
    /// <param name="fieldX">Pixels to the right.</param>
    /// <param name="fieldY">Pixels down.</param>
    public static void Add(float strength, ref RandomSequence random, bool anew, float[] fieldX, float[] fieldY)
    {
        Debug.Assert(fieldX.Length == Plane.Body && fieldY.Length == Plane.Body);
        float p = strength / HalfBox * ((2 * random.NextSingle()) - 1), q = strength / HalfBox * ((2 * random.NextSingle()) - 1);
        for (int y = 0; y < DigitSet.Side; y++)
        {
            Span<float> rowX = fieldX.AsSpan(y * Plane.Stride, DigitSet.Side), rowY = fieldY.AsSpan(y * Plane.Stride, DigitSet.Side);
            float v = y - Middle;
            for (int x = 0; x < rowX.Length; x++)
            {
                float u = x - Middle, nearer = (p * u) + (q * v);
                rowX[x] = (anew ? 0 : rowX[x]) + (u * nearer);
                rowY[x] = (anew ? 0 : rowY[x]) + (v * nearer);
            }
        }
    }
}
