using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Inkling.Recognition.Data;

namespace Inkling.Recognition.Synthesis;

/// <summary>
/// Moves ink: each pixel of the new digit looks up where its ink comes from, which is an affine map's place
/// plus a field's displacement, and takes it from the four pixels around that place. One resampling for all
/// that moves, so that a digit is softened once. Owns its buffers; one warp serves one thread.
/// </summary>
internal sealed class Warp
{
    // The original in a frame of paper: places are held within it, so whatever comes from outside finds 0.
    private const int Frame = 1;
    private const int FramedRows = Frame + DigitSet.Side + Frame + 1;
    private const float Farthest = DigitSet.Side + Frame;

    private readonly byte[] _framed = new byte[FramedRows * Plane.Stride];
    private readonly int[] _places = new int[Plane.Body];
    private readonly float[] _right = new float[Plane.Body]; // how far beyond its place's column, 0 to 1
    private readonly float[] _down = new float[Plane.Body]; // how far beyond its place's row
    private readonly uint[] _corners = new uint[Plane.Body];

    /// <summary>
    /// Body of plane = digit, moved as drawn, but held within the picture. The fields are [28, 32] pixels by
    /// which each pixel's ink comes from farther to the right and down.
    /// </summary>
    public void Apply(
        ReadOnlySpan<byte> digit, in AugmentationDraw draw, float[] fieldX, float[] fieldY, Span<float> plane)
    {
        for (int y = 0; y < DigitSet.Side; y++)
        {
            digit.Slice(y * DigitSet.Side, DigitSet.Side)
                .CopyTo(_framed.AsSpan(((y + Frame) * Plane.Stride) + Frame));
        }
        ReadOnlySpan<byte> inFrame = _framed.AsSpan((Frame * Plane.Stride) + Frame);
        Locate(AffineMap.Undoing(InkBounds.Hold(inFrame, draw, fieldX, fieldY)), fieldX, fieldY);
        Fetch();
        Mix(plane);
        Plane.ClearPadding(plane);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Locate(AffineMap map, float[] fieldX, float[] fieldY)
    {
        ref float shiftX = ref MemoryMarshal.GetArrayDataReference(fieldX);
        ref float shiftY = ref MemoryMarshal.GetArrayDataReference(fieldY);
        ref float right = ref MemoryMarshal.GetArrayDataReference(_right);
        ref float down = ref MemoryMarshal.GetArrayDataReference(_down);
        ref int places = ref MemoryMarshal.GetArrayDataReference(_places);
        Vector256<float> xx = Vector256.Create(map.XX), yx = Vector256.Create(map.YX);
        Vector256<float> most = Vector256.Create(Farthest);
        for (int y = 0; y < DigitSet.Side; y++)
        {
            Vector256<float> x0 = Vector256.Create((map.XY * y) + map.X0 + Frame);
            Vector256<float> y0 = Vector256.Create((map.YY * y) + map.Y0 + Frame);
            Vector256<float> column = Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7);
            for (int i = y * Plane.Stride; i < (y + 1) * Plane.Stride; i += 8)
            {
                Vector256<float> atX = Vector256.MultiplyAddEstimate(xx, column, x0)
                    + Vector256.LoadUnsafe(ref shiftX, (nuint)i);
                Vector256<float> atY = Vector256.MultiplyAddEstimate(yx, column, y0)
                    + Vector256.LoadUnsafe(ref shiftY, (nuint)i);
                atX = Vector256.MinNative(Vector256.MaxNative(atX, Vector256<float>.Zero), most);
                atY = Vector256.MinNative(Vector256.MaxNative(atY, Vector256<float>.Zero), most);
                Vector256<int> wholeX = Vector256.ConvertToInt32Native(atX);
                Vector256<int> wholeY = Vector256.ConvertToInt32Native(atY);
                (atX - Vector256.ConvertToSingle(wholeX)).StoreUnsafe(ref right, (nuint)i);
                (atY - Vector256.ConvertToSingle(wholeY)).StoreUnsafe(ref down, (nuint)i);
                ((wholeY << 5) + wholeX).StoreUnsafe(ref places, (nuint)i); // 32 bytes a row
                column += Vector256.Create(8f);
            }
        }
    }

    // The four pixels around each place, one a byte: upper left, upper right, lower left, lower right.
    // Processors have no better way to fetch from many places than one after the other.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fetch()
    {
        ref byte framed = ref MemoryMarshal.GetArrayDataReference(_framed);
        int[] places = _places;
        uint[] corners = _corners;
        for (int i = 0; i < places.Length && i < corners.Length; i++)
        {
            // Within _framed, since places are: at most row 29 and column 29 of 31 × 32.
            ref byte upper = ref Unsafe.Add(ref framed, places[i]);
            uint pair = Unsafe.ReadUnaligned<ushort>(ref upper);
            uint lower = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref upper, Plane.Stride));
            corners[i] = pair | (lower << 16);
        }
    }

    // Bilinear: the upper two and the lower two by how far to the right, and those two by how far down.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Mix(Span<float> plane)
    {
        ref uint from = ref MemoryMarshal.GetArrayDataReference(_corners);
        ref float rights = ref MemoryMarshal.GetArrayDataReference(_right);
        ref float downs = ref MemoryMarshal.GetArrayDataReference(_down);
        ref float to = ref Unsafe.Add(ref MemoryMarshal.GetReference(plane), Plane.First);
        Vector256<int> mask = Vector256.Create(255);
        for (nuint i = 0; i < Plane.Body; i += 8)
        {
            Vector256<int> four = Vector256.LoadUnsafe(ref from, i).AsInt32();
            Vector256<float> right = Vector256.LoadUnsafe(ref rights, i);
            Vector256<float> a = Vector256.ConvertToSingle(four & mask);
            Vector256<float> b = Vector256.ConvertToSingle((four >>> 8) & mask);
            Vector256<float> c = Vector256.ConvertToSingle((four >>> 16) & mask);
            Vector256<float> d = Vector256.ConvertToSingle(four >>> 24);
            Vector256<float> upper = Vector256.MultiplyAddEstimate(b - a, right, a);
            Vector256<float> lower = Vector256.MultiplyAddEstimate(d - c, right, c);
            Vector256<float> down = Vector256.LoadUnsafe(ref downs, i);
            Vector256.MultiplyAddEstimate(lower - upper, down, upper).StoreUnsafe(ref to, i);
        }
    }
}
