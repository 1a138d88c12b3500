using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Inkling.Recognition.Synthesis;

/// <summary>
/// Thicker and thinner strokes. Ink of soft edges is dilated by a disc of radius r if its levels v follow ∂v/∂r =
/// |∇v|, and eroded by ∂v/∂r = −|∇v| (Brockett &amp; Maragos 1994), so the radius may be a fraction of a pixel. One
/// step of the upwind scheme of Osher &amp; Sethian 1988: of each axis' two slopes the steeper that leads to more ink
/// (or to less) counts. A stroke narrower than what is taken off fades, as it would for a camera; it is not torn.
/// </summary>
internal static class Strokes
{
    /// <summary>Body of to = from with the ink's edge moved outwards by so many pixels; below 0, inwards.</summary>
    /// <param name="from">[Plane.Length] levels.</param>
    /// <param name="pixels">−0.7 to 0.7: up to 1/√2 a level stays within those of its neighbours.</param>
    /// <param name="to">[Plane.Length], another memory than from; its margins stay.</param>
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
            Vector256<float> across = Vector256.MaxNative(
                sign * Vector256.LoadUnsafe(ref source, i - 1), sign * Vector256.LoadUnsafe(ref source, i + 1));
            Vector256<float> down = Vector256.MaxNative(sign * Vector256.LoadUnsafe(ref source, i - Plane.Stride),
                sign * Vector256.LoadUnsafe(ref source, i + Plane.Stride));
            across = Vector256.MaxNative(across - centre, Vector256<float>.Zero);
            down = Vector256.MaxNative(down - centre, Vector256<float>.Zero);
            Vector256<float> slope = Vector256.Sqrt(Vector256.MultiplyAddEstimate(across, across, down * down));
            Vector256.MultiplyAddEstimate(step, slope, level).StoreUnsafe(ref target, i);
        }
        Plane.ClearPadding(to);
    }
}
