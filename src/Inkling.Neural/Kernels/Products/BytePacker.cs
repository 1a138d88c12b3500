using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Inkling.Neural.Kernels.Products;

/// <summary>
/// Packs four rows of bytes for a tile, without the ks at which all four are zero. Four fifths of MNIST's
/// pixels are zero: four images are blank together at three fifths of theirs, four neighbouring pixels in
/// seven images of ten. Bytes become floats here, not before.
/// <code>
///   A    k: 0  1  2  3  4  5          kept k: 1           3           4
///   m0      0  7  0  0  0  0          values: 7 0 2 0     0 0 1 9     0 5 0 0
///   m1      0  0  0  0  5  0          places: 1, 3, 4
///   m2      0  2  0  1  0  0
///   m3      0  0  0  9  0  0
/// </code>
/// Each worker has one. It allocates only where it packs more than before.
/// </summary>
internal sealed class BytePacker
{
    /// <summary>Values that may be written after the last k that is kept.</summary>
    public const int Slack = 16;

    private const int Rows = PackedTile.Rows;

    // Where A lies transposed, so many groups at once are 16 neighbouring bytes: a vector.
    private const int GroupsAtOnce = 4;

    private const int BytesOfLine = 64;

    private int[] _starts = [];
    private int _samples;
    private uint[] _quads = [];
    private uint[] _kept = [];

    /// <summary>The rows packed last; the first group has the first row.</summary>
    public PackedGroups Groups { get; } = new();

    /// <summary>Packs <paramref name="count"/> rows of A = X from row <paramref name="first"/> on.</summary>
    public void PackRows(in SampleBatch x, int first, int count)
    {
        int groups = PackedGroups.CountOf(count);
        Groups.Prepare(groups, x.Columns);
        Prepare(x, first, count, x.Columns);
        ReadOnlySpan<byte> values = x.Bytes.Span;
        Span<uint> quads = _quads.AsSpan(0, x.Columns);
        for (int group = 0; group < groups; group++)
        {
            ReadOnlySpan<int> starts = StartsOf(group);
            Prefetch(values, StartsOf(group + 1), x.Columns);
            // A missing row is read as the first one, and masked.
            Interleave(
                values.Slice(starts[0], x.Columns),
                values.Slice(starts[starts.Length > 1 ? 1 : 0], x.Columns),
                values.Slice(starts[starts.Length > 2 ? 2 : 0], x.Columns),
                values.Slice(starts[starts.Length > 3 ? 3 : 0], x.Columns),
                present: uint.MaxValue >> (8 * (Rows - starts.Length)),
                quads);
            Keep(group, quads, x.Scale);
        }
    }

    /// <summary>
    /// Packs groups of rows of A = Xᵀ from row <paramref name="firstRow"/> on: four neighbouring bytes of a
    /// sample are a quad as they lie. Rows beyond the last are zeros.
    /// </summary>
    public void PackColumns(in SampleBatch x, int firstRow, int groups)
    {
        Groups.Prepare(groups, x.Count);
        Prepare(x, first: 0, x.Count, x.Count);
        ReadOnlySpan<byte> values = x.Bytes.Span;
        ReadOnlySpan<int> starts = _starts.AsSpan(0, _samples);
        for (int group = 0; group < groups; group += GroupsAtOnce)
        {
            int first = firstRow + (Rows * group), columns = Math.Min(GroupsAtOnce * Rows, x.Columns - first);
            int some = Math.Min(GroupsAtOnce, groups - group);
            if (some == GroupsAtOnce && columns == GroupsAtOnce * Rows)
                Transpose(ref Unsafe.Add(ref MemoryMarshal.GetReference(values), first), starts, _quads);
            else
                TransposeLast(values, first, columns, starts, _quads);
            for (int i = 0; i < some; i++)
                Keep(group + i, _quads.AsSpan(i * _samples, _samples), x.Scale);
        }
    }

    // Samples lie anywhere: their bytes are fetched while the group before is packed, which takes as long.
    private static unsafe void Prefetch(ReadOnlySpan<byte> values, ReadOnlySpan<int> starts, int columns)
    {
        if (!Sse.IsSupported)
            return;
        foreach (int start in starts)
        {
            ref byte sample = ref MemoryMarshal.GetReference(values.Slice(start, columns));
            for (int j = 0; j < columns; j += BytesOfLine)
                Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref sample, j)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Interleave(ReadOnlySpan<byte> x0, ReadOnlySpan<byte> x1,
        ReadOnlySpan<byte> x2, ReadOnlySpan<byte> x3, uint present, Span<uint> quads)
    {
        ref byte from0 = ref MemoryMarshal.GetReference(x0), from1 = ref MemoryMarshal.GetReference(x1);
        ref byte from2 = ref MemoryMarshal.GetReference(x2), from3 = ref MemoryMarshal.GetReference(x3);
        ref uint to = ref MemoryMarshal.GetReference(quads);
        Vector128<uint> mask = Vector128.Create(present);
        int k = 0;
        for (; k + Vector128<byte>.Count <= quads.Length; k += Vector128<byte>.Count)
        {
            nuint at = (nuint)k;
            Vector128<byte> a = Vector128.LoadUnsafe(ref from0, at), b = Vector128.LoadUnsafe(ref from1, at);
            Vector128<byte> c = Vector128.LoadUnsafe(ref from2, at), d = Vector128.LoadUnsafe(ref from3, at);
            Interleaving.FourRows(ref a, ref b, ref c, ref d);
            (a.AsUInt32() & mask).StoreUnsafe(ref to, at);
            (b.AsUInt32() & mask).StoreUnsafe(ref to, at + 4);
            (c.AsUInt32() & mask).StoreUnsafe(ref to, at + 8);
            (d.AsUInt32() & mask).StoreUnsafe(ref to, at + 12);
        }
        for (; k < quads.Length; k++)
            quads[k] = present & (x0[k] | ((uint)x1[k] << 8) | ((uint)x2[k] << 16) | ((uint)x3[k] << 24));
    }

    // quads[i, k] = the quad of group i of the sample that begins at starts[k].
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose(ref byte from, ReadOnlySpan<int> starts, Span<uint> quads)
    {
        int depth = starts.Length, k = 0;
        ref uint to0 = ref quads[0], to1 = ref quads[depth];
        ref uint to2 = ref quads[2 * depth], to3 = ref quads[3 * depth];
        for (; k + Vector128<uint>.Count <= depth; k += Vector128<uint>.Count)
        {
            Vector128<uint> a = Vector128.LoadUnsafe(ref from, (nuint)starts[k]).AsUInt32();
            Vector128<uint> b = Vector128.LoadUnsafe(ref from, (nuint)starts[k + 1]).AsUInt32();
            Vector128<uint> c = Vector128.LoadUnsafe(ref from, (nuint)starts[k + 2]).AsUInt32();
            Vector128<uint> d = Vector128.LoadUnsafe(ref from, (nuint)starts[k + 3]).AsUInt32();
            Interleaving.FourRows(ref a, ref b, ref c, ref d);
            a.StoreUnsafe(ref to0, (nuint)k);
            b.StoreUnsafe(ref to1, (nuint)k);
            c.StoreUnsafe(ref to2, (nuint)k);
            d.StoreUnsafe(ref to3, (nuint)k);
        }
        for (; k < depth; k++)
        {
            Vector128<uint> four = Vector128.LoadUnsafe(ref from, (nuint)starts[k]).AsUInt32();
            (quads[k], quads[depth + k]) = (four[0], four[1]);
            (quads[(2 * depth) + k], quads[(3 * depth) + k]) = (four[2], four[3]);
        }
    }

    // The same where there are fewer groups, or the last is not whole.
    private static void TransposeLast(
        ReadOnlySpan<byte> values, int first, int columns, ReadOnlySpan<int> starts, Span<uint> quads)
    {
        for (int k = 0; k < starts.Length; k++)
        {
            ReadOnlySpan<byte> sample = values.Slice(starts[k] + first, columns);
            for (int i = 0; i < GroupsAtOnce; i++)
            {
                uint quad = 0;
                for (int j = Math.Min(Rows, columns - (Rows * i)) - 1; j >= 0; j--)
                    quad = (quad << 8) | sample[(Rows * i) + j];
                quads[(i * starts.Length) + k] = quad;
            }
        }
    }

    private void Keep(int group, ReadOnlySpan<uint> quads, float scale)
    {
        int count = PackedBytes.Compact(quads, _kept, Groups.IndicesOf(group));
        PackedBytes.Widen(_kept.AsSpan(0, count), 1 / scale, Groups.ValuesOf(group));
        Groups.Keep(group, count);
    }

    // Those of a group's samples that there are.
    private ReadOnlySpan<int> StartsOf(int group)
    {
        int first = Math.Min(Rows * group, _samples);
        return _starts.AsSpan(first, Math.Min(Rows, _samples - first));
    }

    // Where so many samples begin: those that are rows of A, or those that are its ks.
    private void Prepare(in SampleBatch x, int first, int count, int depth)
    {
        if (_starts.Length < count)
            _starts = new int[count];
        x.StartsOf(first, _starts.AsSpan(0, count));
        _samples = count;
        if (_kept.Length >= depth + Slack)
            return;
        _quads = new uint[GroupsAtOnce * depth];
        _kept = new uint[depth + Slack];
    }
}
