using System.Runtime.InteropServices;

namespace Inkling.Neural;

/// <summary>
/// Allocates floats that begin on a cache line, so that a vector of 64 bytes lies in one line and a line
/// belongs to one thread. The runtime aligns arrays to 8 bytes only: a pinned array is used from its first
/// whole line on.
/// </summary>
internal static class AlignedBuffer
{
    public const int FloatsOfLine = BytesOfLine / sizeof(float);
    private const int BytesOfLine = 64;

    /// <summary>Returns the buffer's first floats; a shorter buffer is replaced, its values lost.</summary>
    public static Span<float> Ensure(ref Memory<float> buffer, int length)
    {
        if (buffer.Length < length)
            buffer = Allocate(length);
        return buffer.Span[..length];
    }

    /// <summary>Allocates <paramref name="length"/> floats, all 0.</summary>
    public static Memory<float> Allocate(int length)
    {
        if (length == 0)
            return default;
        float[] array = GC.AllocateArray<float>(length + FloatsOfLine - 1, pinned: true);
        nint beyond = Marshal.UnsafeAddrOfPinnedArrayElement(array, 0) % BytesOfLine;
        int first = beyond == 0 ? 0 : (int)(BytesOfLine - beyond) / sizeof(float);
        return array.AsMemory(first, length);
    }

    public static Matrix AllocateMatrix(int rows, int columns) =>
        new(Allocate(rows * columns), rows, columns);
}
