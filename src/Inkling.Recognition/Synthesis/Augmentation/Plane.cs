using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Inkling.Recognition.Data;

namespace Inkling.Recognition.Synthesis;

/// <summary>
/// How a digit lies in floats while it is changed: rows of 28 levels and 4 zeros, two rows of zeros above and
/// below. So a row is four vectors, and a pixel's neighbours up to two away are there, 0 outside the picture.
/// It holds no memory.
/// </summary>
internal static class Plane
{
    /// <summary>Floats from a row to the next.</summary>
    public const int Stride = 32;

    /// <summary>Where row 0 begins.</summary>
    public const int First = 2 * Stride;

    /// <summary>Floats from row 0 to the end of row 27.</summary>
    public const int Body = DigitSet.Side * Stride;

    /// <summary>All floats.</summary>
    public const int Length = First + Body + First;

    /// <summary>Bytes that <see cref="Save"/> needs: the last vector reaches beyond the digit.</summary>
    public const int SavingRoom = DigitSet.PixelCount + Stride - DigitSet.Side;

    private const int Lanes = 8;

    /// <summary>Body of plane = digit [784].</summary>
    public static void Load(ReadOnlySpan<byte> digit, Span<float> plane)
    {
        Debug.Assert(digit.Length == DigitSet.PixelCount && plane.Length == Length);
        for (int y = 0; y < DigitSet.Side; y++)
        {
            ReadOnlySpan<byte> from = digit.Slice(y * DigitSet.Side, DigitSet.Side);
            Span<float> to = plane.Slice(First + (y * Stride), DigitSet.Side);
            for (int x = 0; x < from.Length; x++)
                to[x] = from[x];
        }
    }

    /// <summary>Clears the four floats after each row, where a loop over whole vectors has written.</summary>
    public static void ClearPadding(Span<float> plane)
    {
        Debug.Assert(plane.Length == Length);
        for (int end = First + DigitSet.Side; end < First + Body; end += Stride)
            Vector128<float>.Zero.StoreUnsafe(ref MemoryMarshal.GetReference(plane), (nuint)end);
    }

    /// <summary>digit [784] = body of plane, rounded and held within 0 to 255; room [SavingRoom].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Save(ReadOnlySpan<float> plane, Span<byte> room, Span<byte> digit)
    {
        Debug.Assert(plane.Length == Length && room.Length == SavingRoom);
        Debug.Assert(digit.Length == DigitSet.PixelCount);
        ref float from = ref MemoryMarshal.GetReference(plane);
        ref byte to = ref MemoryMarshal.GetReference(room);
        for (int y = 0; y < DigitSet.Side; y++)
        {
            nuint row = (nuint)(First + (y * Stride));
            Vector256<short> left = Vector256.Narrow(Rounded(ref from, row), Rounded(ref from, row + Lanes));
            Vector256<short> right =
                Vector256.Narrow(Rounded(ref from, row + (2 * Lanes)), Rounded(ref from, row + (3 * Lanes)));
            // The 4 bytes too many are overwritten by the next row.
            Vector256<byte> bytes = Vector256.Narrow(left.AsUInt16(), right.AsUInt16());
            bytes.StoreUnsafe(ref to, (nuint)(y * DigitSet.Side));
        }
        room[..DigitSet.PixelCount].CopyTo(digit);
    }

    private static Vector256<int> Rounded(ref float from, nuint at)
    {
        Vector256<float> held = Vector256.LoadUnsafe(ref from, at);
        held = Vector256.MinNative(Vector256.MaxNative(held, Vector256<float>.Zero), Vector256.Create(255f));
        return Vector256.ConvertToInt32Native(held + Vector256.Create(0.5f));
    }
}
