using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Inkling.Neural.Kernels;

/// <summary>Packs floats as <see cref="RowPacker"/> says: four rows of X, or four of its columns, without what is blank in all.</summary>
internal static class FloatPacking
{
    private const int Four = ProductTile.Rows;

    /// <summary>Packs groups of four rows of X, from row <paramref name="firstRow"/> on.</summary>
    public static void Rows(Matrix x, int firstRow, int groups, PackedGroups into)
    {
        for (int group = 0; group < groups; group++)
        {
            int first = firstRow + (Four * group);
            int rows = Math.Min(Four, x.Rows - first);
            int count = WeaveFloats(ref x.Row(first)[0], x.Columns, rows,
                ref into.ValuesOf(group)[0], ref into.PlacesOf(group)[0]);
            into.Keep(group, count);
        }
    }

    // Four ks at a time are a transposition of four by four.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int WeaveFloats(ref float x0, int depth, int rows, ref float values, ref int places)
    {
        // A row that is lacking is read as the first one, and masked.
        ref float x1 = ref Unsafe.Add(ref x0, rows > 1 ? depth : 0);
        ref float x2 = ref Unsafe.Add(ref x0, rows > 2 ? 2 * depth : 0);
        ref float x3 = ref Unsafe.Add(ref x0, rows > 3 ? 3 * depth : 0);
        Vector128<uint> present = Vector128.LessThan(Vector128<int>.Indices, Vector128.Create(rows)).AsUInt32();
        int count = 0, k = 0;
        for (; k + Vector128<float>.Count <= depth; k += Vector128<float>.Count)
        {
            nuint at = (nuint)k;
            Vector128<uint> a = Vector128.LoadUnsafe(ref x0, at).AsUInt32(), b = Vector128.LoadUnsafe(ref x1, at).AsUInt32();
            Vector128<uint> c = Vector128.LoadUnsafe(ref x2, at).AsUInt32(), d = Vector128.LoadUnsafe(ref x3, at).AsUInt32();
            Interleaving.FourRows(ref a, ref b, ref c, ref d);
            count = Keep(k, (a & present).AsSingle(), count, ref values, ref places);
            count = Keep(k + 1, (b & present).AsSingle(), count, ref values, ref places);
            count = Keep(k + 2, (c & present).AsSingle(), count, ref values, ref places);
            count = Keep(k + 3, (d & present).AsSingle(), count, ref values, ref places);
        }
        for (; k < depth; k++)
        {
            Vector128<float> four = Vector128.Create(
                Unsafe.Add(ref x0, k), Unsafe.Add(ref x1, k), Unsafe.Add(ref x2, k), Unsafe.Add(ref x3, k));
            count = Keep(k, (four.AsUInt32() & present).AsSingle(), count, ref values, ref places);
        }
        return count;
    }

    /// <summary>Packs groups of four columns of X, from column <paramref name="firstColumn"/> on.</summary>
    public static void Columns(Matrix x, int firstColumn, int groups, PackedGroups into)
    {
        for (int group = 0; group < groups; group++)
        {
            int first = firstColumn + (Four * group), columns = Math.Min(Four, x.Columns - first);
            ref float values = ref into.ValuesOf(group)[0];
            ref int places = ref into.PlacesOf(group)[0];
            ref float from = ref x.Span[first];
            into.Keep(group, columns == Four
                ? Gather(ref from, x.Columns, x.Rows, ref values, ref places)
                : GatherLast(x, first, columns, ref values, ref places));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Gather(ref float from, int stride, int depth, ref float values, ref int places)
    {
        int count = 0;
        for (int k = 0; k < depth; k++)
            count = Keep(k, Vector128.LoadUnsafe(ref from, (nuint)(k * stride)), count, ref values, ref places);
        return count;
    }

    private static int GatherLast(
        Matrix x, int first, int columns, ref float values, ref int places)
    {
        Span<float> four = stackalloc float[Four];
        four.Clear();
        int count = 0;
        for (int k = 0; k < x.Rows; k++)
        {
            x.Row(k).Slice(first, columns).CopyTo(four);
            count = Keep(k, Vector128.Create<float>(four), count, ref values, ref places);
        }
        return count;
    }

    // Writes to the next free place, and moves that on unless all four are zero; without a branch.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Keep(int k, Vector128<float> four, int count, ref float values, ref int places)
    {
        four.StoreUnsafe(ref values, (nuint)(Four * count));
        Unsafe.Add(ref places, count) = k;
        uint blank = Vector128.Equals(four, Vector128<float>.Zero).ExtractMostSignificantBits();
        return count + 1 - (int)((blank + 1) >> Four);
    }
}
