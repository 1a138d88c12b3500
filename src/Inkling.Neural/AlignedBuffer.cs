using System.Runtime.InteropServices;

namespace Inkling.Neural;

/// <summary>
/// Memory that begins on a cache line, so that a vector of 64 bytes lies in one line and not across two, and a line belongs
/// to one thread's part of a matrix and not to two. The runtime aligns arrays to 8 bytes only; a pinned one stays where it
/// is, and from its first line's start on it is used.
/// </summary>
internal static class AlignedBuffer
{
    /// <summary>Floats of a cache line.</summary>
    public const int FloatsOfLine = BytesOfLine / sizeof(float);

    private const int BytesOfLine = 64;

    /// <summary>Puts a new one in a buffer's place, where that has less than so many floats: what it held is lost.</summary>
    public static void Ensure(ref Memory<float> buffer, int length)
    {
        if (buffer.Length < length)
            buffer = Allocate(length);
    }

    /// <summary>So many floats, all 0.</summary>
    public static Memory<float> Allocate(int length)
    {
        if (length == 0)
            return default;
        float[] array = GC.AllocateArray<float>(length + FloatsOfLine - 1, pinned: true);
        nint beyond = Marshal.UnsafeAddrOfPinnedArrayElement(array, 0) % BytesOfLine;
        int skipped = beyond == 0 ? 0 : (int)(BytesOfLine - beyond) / sizeof(float);
        return array.AsMemory(skipped, length);
    }
}
