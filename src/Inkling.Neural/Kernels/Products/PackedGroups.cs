using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Inkling.Neural.Kernels.Products;

/// <summary>
/// Four rows of A, packed: for each k that is kept, in order, the four values a[k, 0 … 3], and k itself. A k
/// is kept where one of the four is not zero.
/// </summary>
internal readonly ref struct PackedRows(ref float values, ref int indices, int count)
{
    public readonly ref float FirstValue = ref values;
    public readonly ref int FirstIndex = ref indices;

    public int Count { get; } = count;
}

/// <summary>Rows of A, packed in groups of four once, then used for every tile across C.</summary>
internal sealed class PackedGroups
{
    private int[] _counts = [];
    private float[] _values = [];
    private int[] _indices = [];
    private int _stride;

    /// <summary>Computes the number of groups for so many rows; the last may not be full.</summary>
    public static int CountOf(int rows) => (rows + PackedTile.Rows - 1) / PackedTile.Rows;

    /// <summary>Makes room for groups of <paramref name="depth"/> ks; allocates only to grow.</summary>
    public void Prepare(int groups, int depth)
    {
        _stride = depth + BytePacker.Slack;
        if (_counts.Length < groups)
            _counts = new int[groups];
        if (_indices.Length >= groups * _stride)
            return;
        _indices = new int[groups * _stride];
        _values = new float[PackedTile.Rows * groups * _stride];
    }

    /// <summary>The place of a group's values, four for each k.</summary>
    public Span<float> ValuesOf(int group) =>
        _values.AsSpan(PackedTile.Rows * group * _stride, PackedTile.Rows * _stride);

    /// <summary>The place of a group's ks.</summary>
    public Span<int> IndicesOf(int group) => _indices.AsSpan(group * _stride, _stride);

    /// <summary>Sets how many ks of a group were kept.</summary>
    public void Keep(int group, int count) => _counts[group] = count;

    /// <summary>A group as it was packed. The innermost loops use it: it checks nothing.</summary>
    public PackedRows this[int group]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(
            ref Unsafe.Add(
                ref MemoryMarshal.GetArrayDataReference(_values), PackedTile.Rows * group * _stride),
            ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_indices), group * _stride),
            Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_counts), group));
    }
}
