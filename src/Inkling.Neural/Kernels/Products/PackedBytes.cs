using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Inkling.Neural.Kernels.Products;

/// <summary>
/// Four bytes, one of each of four rows at the same k, are a uint, a quad: one comparison tells whether all
/// four are blank. Blank quads are left out here, and the others become floats.
/// </summary>
internal static class PackedBytes
{
    /// <summary>
    /// Writes the quads that are not 0, in order, and their indices. Both spans need room for all, and for a
    /// vector more. Returns how many were kept.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Compact(ReadOnlySpan<uint> quads, Span<uint> kept, Span<int> indices)
    {
        Debug.Assert(kept.Length >= quads.Length && indices.Length >= quads.Length, "room for all");
        int i = 0, count = 0;
        ref uint toKept = ref kept[0];
        ref int toIndices = ref indices[0];
        if (Avx512F.IsSupported)
        {
            for (; i + Vector512<uint>.Count <= quads.Length; i += Vector512<uint>.Count)
            {
                Vector512<uint> some = Vector512.Create(quads[i..]);
                Vector512<uint> inked = ~Vector512.Equals(some, Vector512<uint>.Zero);
                Vector512<int> at = Vector512<int>.Indices + Vector512.Create(i);
                // A vector is stored whole: the next overwrites its rest.
                Avx512F.Compress(Vector512<uint>.Zero, inked, some).StoreUnsafe(ref toKept, (nuint)count);
                Avx512F.Compress(Vector512<int>.Zero, inked.AsInt32(), at)
                    .StoreUnsafe(ref toIndices, (nuint)count);
                count += BitOperations.PopCount(inked.ExtractMostSignificantBits());
            }
        }
        // Without a branch: the processor would guess every fourth one wrong.
        for (; i < quads.Length; i++)
        {
            uint quad = quads[i];
            Unsafe.Add(ref toKept, count) = quad;
            Unsafe.Add(ref toIndices, count) = i;
            count += (int)((quad | (0 - quad)) >> 31);
        }
        return count;
    }

    /// <summary>values[i] = bytes[i] · factor.</summary>
    public static void Widen(ReadOnlySpan<byte> bytes, float factor, Span<float> values)
    {
        ReadOnlySpan<uint> quads = MemoryMarshal.Cast<byte, uint>(bytes);
        Widen(quads, factor, values);
        for (int i = sizeof(uint) * quads.Length; i < bytes.Length; i++)
            values[i] = bytes[i] * factor;
    }

    /// <summary>values[4i … 4i + 3] = the bytes of quads[i] · factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Widen(ReadOnlySpan<uint> quads, float factor, Span<float> values)
    {
        Debug.Assert(values.Length >= sizeof(uint) * quads.Length, "room for all");
        ref uint from = ref MemoryMarshal.GetReference(quads);
        ref float to = ref MemoryMarshal.GetReference(values);
        Vector128<float> factors = Vector128.Create(factor);
        int i = 0;
        if (Avx512F.IsSupported)
        {
            Vector512<float> wide = Vector512.Create(factor);
            for (; i + Vector128<uint>.Count <= quads.Length; i += Vector128<uint>.Count)
            {
                Vector128<byte> bytes = Vector128.LoadUnsafe(ref from, (nuint)i).AsByte();
                Vector512<int> some = Avx512F.ConvertToVector512Int32(bytes);
                (Vector512.ConvertToSingle(some) * wide).StoreUnsafe(ref to, (nuint)(i * sizeof(uint)));
            }
        }
        for (; i + Vector128<uint>.Count <= quads.Length; i += Vector128<uint>.Count)
        {
            Vector128<byte> bytes = Vector128.LoadUnsafe(ref from, (nuint)i).AsByte();
            (Vector128<ushort> lower, Vector128<ushort> upper) = Vector128.Widen(bytes);
            (Vector128<uint> first, Vector128<uint> second) = Vector128.Widen(lower);
            (Vector128<uint> third, Vector128<uint> fourth) = Vector128.Widen(upper);
            nuint at = (nuint)(i * sizeof(uint));
            (Vector128.ConvertToSingle(first.AsInt32()) * factors).StoreUnsafe(ref to, at);
            (Vector128.ConvertToSingle(second.AsInt32()) * factors).StoreUnsafe(ref to, at + 4);
            (Vector128.ConvertToSingle(third.AsInt32()) * factors).StoreUnsafe(ref to, at + 8);
            (Vector128.ConvertToSingle(fourth.AsInt32()) * factors).StoreUnsafe(ref to, at + 12);
        }
        for (; i < quads.Length; i++)
        {
            Vector128<byte> quad = Vector128.CreateScalar(quads[i]).AsByte();
            Vector128<int> four = Vector128.WidenLower(Vector128.WidenLower(quad)).AsInt32();
            (Vector128.ConvertToSingle(four) * factors).StoreUnsafe(ref to, (nuint)(i * sizeof(uint)));
        }
    }
}
