using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Inkling.Neural.Kernels;

/// <summary>
/// Packs four rows of A for a tile, and leaves out every k at which all four are zero. Of MNIST's pixels four fifths are
/// zero: four images have ink in common places, or none, at three fifths of theirs, and four neighbouring pixels are
/// blank together in seven images of ten. Bytes become floats here and not before.
/// <code>
///   A    k: 0  1  2  3  4  5          kept k: 1           3           4
///   m0      0  7  0  0  0  0          values: 7 0 2 0     0 0 1 9     0 5 0 0
///   m1      0  0  0  0  5  0          places: 1, 3, 4
///   m2      0  2  0  1  0  0
///   m3      0  0  0  9  0  0
/// </code>
/// </summary>
internal static class RowPacking
{
    private const int KsOfMask = 64;
    private const int GroupsOfMask = 16;
    private const int GroupsAtOnce = 256;

    /// <summary>Packs <paramref name="count"/> groups of four rows of A from row <paramref name="firstRow"/> on.</summary>
    public static void Pack(in LeftOperand a, int firstRow, int count, PackedGroups into, int firstGroup = 0)
    {
        if (a.IsTransposed)
        {
            for (int done = 0; done < count; done += GroupsAtOnce)
            {
                int some = Math.Min(GroupsAtOnce, count - done);
                PackTransposed(a, firstRow + (ProductTile.Rows * done), some, into, firstGroup + done);
            }
            return;
        }
        for (int group = 0; group < count; group++)
        {
            int first = firstRow + (ProductTile.Rows * group);
            int rows = Math.Min(ProductTile.Rows, a.Rows - first);
            into.Begin(firstGroup + group, out Span<float> values, out Span<int> places, out Span<int> counts);
            ref float value = ref MemoryMarshal.GetReference(values);
            ref int place = ref MemoryMarshal.GetReference(places);
            counts[0] = a.IsBytes
                ? Bytes(a.Bytes, first, rows, ref value, ref place)
                : Floats(a.Floats, first, rows, ref value, ref place);
        }
    }

    private static int Floats(Matrix x, int first, int rows, ref float values, ref int places)
    {
        ref float x0 = ref MemoryMarshal.GetReference(x.Row(first));
        ref float x1 = ref Unsafe.Add(ref x0, rows > 1 ? x.Columns : 0);
        ref float x2 = ref Unsafe.Add(ref x0, rows > 2 ? 2 * x.Columns : 0);
        ref float x3 = ref Unsafe.Add(ref x0, rows > 3 ? 3 * x.Columns : 0);
        Vector128<float> present = FirstOf(rows).AsSingle();
        int count = 0;
        for (int k = 0; k < x.Columns; k++)
        {
            Vector128<float> four = Vector128.Create(
                Unsafe.Add(ref x0, k), Unsafe.Add(ref x1, k), Unsafe.Add(ref x2, k), Unsafe.Add(ref x3, k));
            count = Keep(k, four & present, count, ref values, ref places);
        }
        return count;
    }

    // 64 ks at a time: most of them are blank in all four rows, and bits tell which are not.
    private static int Bytes(in ByteRows x, int first, int rows, ref float values, ref int places)
    {
        ref byte start = ref MemoryMarshal.GetReference(x.Values.Span);
        ref byte x0 = ref Unsafe.Add(ref start, x.StartOf(first));
        ref byte x1 = ref Unsafe.Add(ref start, x.StartOf(first + (rows > 1 ? 1 : 0)));
        ref byte x2 = ref Unsafe.Add(ref start, x.StartOf(first + (rows > 2 ? 2 : 0)));
        ref byte x3 = ref Unsafe.Add(ref start, x.StartOf(first + (rows > 3 ? 3 : 0)));
        Vector128<int> present = FirstOf(rows);
        Vector128<float> factor = Vector128.Create(1 / x.Scale);
        int count = 0;
        for (int k = 0; k < x.Columns; k += KsOfMask)
        {
            // What is left of the columns and fills no vector counts as inked: Keep looks again.
            ulong inked = ulong.MaxValue >> Math.Max(0, k + KsOfMask - x.Columns);
            int vectors = Math.Min(KsOfMask, x.Columns - k) / Vector128<byte>.Count;
            for (int v = 0; v < vectors; v++)
            {
                nuint at = (nuint)(k + (v * Vector128<byte>.Count));
                Vector128<byte> any = Vector128.LoadUnsafe(ref x0, at) | Vector128.LoadUnsafe(ref x1, at)
                    | Vector128.LoadUnsafe(ref x2, at) | Vector128.LoadUnsafe(ref x3, at);
                ulong blank = Vector128.Equals(any, Vector128<byte>.Zero).ExtractMostSignificantBits();
                inked &= ~(blank << (v * Vector128<byte>.Count));
            }
            for (; inked != 0; inked &= inked - 1)
            {
                int place = k + BitOperations.TrailingZeroCount(inked);
                Vector128<int> four = Vector128.Create(Unsafe.Add(ref x0, place), Unsafe.Add(ref x1, place),
                    Unsafe.Add(ref x2, place), Unsafe.Add(ref x3, place));
                count = Keep(place, Vector128.ConvertToSingle(four & present) * factor, count, ref values, ref places);
            }
        }
        return count;
    }

    // The rows of A are columns of X. X is read as it lies, sample after sample, and each four neighbouring values that are
    // not blank go to the end of their group's list.
    private static void PackTransposed(in LeftOperand a, int firstRow, int count, PackedGroups into, int firstGroup)
    {
        int last = Math.Min(a.Rows, firstRow + (ProductTile.Rows * count));
        into.Begin(firstGroup, out Span<float> values, out Span<int> places, out Span<int> counts);
        ref float value = ref MemoryMarshal.GetReference(values);
        ref int place = ref MemoryMarshal.GetReference(places);
        // Counted here and not there, where the next worker's counts lie in the same cache line.
        Span<int> own = stackalloc int[GroupsAtOnce];
        own.Clear();
        int whole = (last - firstRow) / ProductTile.Rows;
        int rest = (last - firstRow) % ProductTile.Rows;
        for (int k = 0; k < a.Depth; k++)
        {
            if (a.IsBytes)
                SpreadBytes(k, a.Bytes, firstRow, whole, rest, a.Depth, ref own[0], ref value, ref place);
            else
                SpreadFloats(k, a.Floats.Row(k)[firstRow..], whole, rest, a.Depth, ref own[0], ref value, ref place);
        }
        own[..count].CopyTo(counts);
    }

    private static void SpreadFloats(int k, ReadOnlySpan<float> x, int whole, int rest, int depth,
        ref int counts, ref float values, ref int places)
    {
        ref float from = ref MemoryMarshal.GetReference(x);
        for (int group = 0; group < whole; group++)
        {
            Vector128<float> four = Vector128.LoadUnsafe(ref from, (nuint)(ProductTile.Rows * group));
            Append(k, four, group, depth, ref counts, ref values, ref places);
        }
        if (rest > 0)
            Append(k, Some(x.Slice(ProductTile.Rows * whole, rest)), whole, depth, ref counts, ref values, ref places);
    }

    // Sixteen groups are 64 bytes: bits tell which of them have ink.
    private static void SpreadBytes(int k, in ByteRows x, int first, int whole, int rest, int depth,
        ref int counts, ref float values, ref int places)
    {
        ReadOnlySpan<byte> sample = x.Values.Span.Slice(x.StartOf(k) + first, (ProductTile.Rows * whole) + rest);
        ReadOnlySpan<uint> fours = MemoryMarshal.Cast<byte, uint>(sample);
        Vector128<float> factor = Vector128.Create(1 / x.Scale);
        for (int start = 0; start < fours.Length; start += GroupsOfMask)
        {
            ReadOnlySpan<uint> some = fours[start..Math.Min(fours.Length, start + GroupsOfMask)];
            for (uint inked = InkedOf(some); inked != 0; inked &= inked - 1)
            {
                int group = start + BitOperations.TrailingZeroCount(inked);
                Append(k, ToFloats(fours[group]) * factor, group, depth, ref counts, ref values, ref places);
            }
        }
        if (rest > 0)
            Append(k, ToFloats(Some(sample[^rest..])) * factor, whole, depth, ref counts, ref values, ref places);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint InkedOf(ReadOnlySpan<uint> fours)
    {
        uint inked = 0;
        int i = 0;
        for (; i <= fours.Length - Vector128<uint>.Count; i += Vector128<uint>.Count)
        {
            Vector128<uint> vector = Vector128.Create(fours.Slice(i, Vector128<uint>.Count));
            inked |= (0xF & ~Vector128.Equals(vector, Vector128<uint>.Zero).ExtractMostSignificantBits()) << i;
        }
        for (; i < fours.Length; i++)
            inked |= fours[i] == 0 ? 0 : 1u << i;
        return inked;
    }

    private static Vector128<float> ToFloats(uint fourBytes) => Vector128.ConvertToSingle(
        Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalar(fourBytes).AsByte())).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Append(int k, Vector128<float> four, int group, int depth,
        ref int counts, ref float values, ref int places)
    {
        ref int count = ref Unsafe.Add(ref counts, group);
        ref float toValues = ref Unsafe.Add(ref values, ProductTile.Rows * group * depth);
        count = Keep(k, four, count, ref toValues, ref Unsafe.Add(ref places, group * depth));
    }

    // Writes to the next free place, and moves that on unless all four are zero. Without a branch: the processor would guess
    // every fourth one wrong, and each wrong guess costs as much as packing five ks.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Keep(int k, Vector128<float> four, int count, ref float values, ref int places)
    {
        four.StoreUnsafe(ref values, (nuint)(ProductTile.Rows * count));
        Unsafe.Add(ref places, count) = k;
        uint blank = Vector128.Equals(four, Vector128<float>.Zero).ExtractMostSignificantBits();
        return count + 1 - (int)((blank + 1) >> ProductTile.Rows);
    }

    // All bits in the first lanes, none in those of rows that are lacking.
    private static Vector128<int> FirstOf(int rows) =>
        Vector128.LessThan(Vector128<int>.Indices, Vector128.Create(rows));

    private static Vector128<float> Some(ReadOnlySpan<float> few)
    {
        Span<float> four = stackalloc float[Vector128<float>.Count];
        four.Clear();
        few.CopyTo(four);
        return Vector128.Create<float>(four);
    }

    private static uint Some(ReadOnlySpan<byte> few)
    {
        Span<byte> four = stackalloc byte[sizeof(uint)];
        four.Clear();
        few.CopyTo(four);
        return MemoryMarshal.Read<uint>(four);
    }
}
