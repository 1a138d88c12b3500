using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Inkling.Neural.Kernels.Products;

/// <summary>
/// Four rows of A, packed: for each k that is kept, in order, the four values a[k, 0 … 3] together, and k
/// itself. A k is kept where one of the four is not zero.
/// </summary>
internal readonly ref struct PackedRows
{
    /// <summary>Lays the view over packed values [4 · count] and indices [count].</summary>
    public PackedRows(ref float values, ref int indices, int count)
    {
        FirstValue = ref values;
        FirstIndex = ref indices;
        Count = count;
    }

    /// <summary>How many ks were kept.</summary>
    public int Count { get; }

    /// <summary>The value of the first row at the first k.</summary>
    public readonly ref float FirstValue;

    /// <summary>The first k.</summary>
    public readonly ref int FirstIndex;
}

/// <summary>
/// Rows of A, packed in groups of four once, and then used for every tile across C. Each worker has its own.
/// </summary>
internal sealed class PackedGroups
{
    private int[] _counts = [];
    private float[] _values = [];
    private int[] _indices = [];
    private int _stride;

    /// <summary>How many groups hold so many rows; the last may not be full.</summary>
    public static int CountOf(int rows) => (rows + PackedTile.Rows - 1) / PackedTile.Rows;

    /// <summary>
    /// Makes room for so many groups of sums over <paramref name="depth"/> ks. Allocates where there was less before.
    /// </summary>
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

    /// <summary>Where a group's values are to be packed, 4 for each k.</summary>
    public Span<float> ValuesOf(int group) => _values.AsSpan(PackedTile.Rows * group * _stride, PackedTile.Rows * _stride);

    /// <summary>Where its ks are.</summary>
    public Span<int> IndicesOf(int group) => _indices.AsSpan(group * _stride, _stride);

    /// <summary>Says how many of its ks were kept.</summary>
    public void Keep(int group, int count) => _counts[group] = count;

    /// <summary>
    /// A group as it was packed. It is asked for in the innermost loops, and checks nothing.
    /// </summary>
    public PackedRows this[int group]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(
            ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_values), PackedTile.Rows * group * _stride),
            ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_indices), group * _stride),
            Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_counts), group));
    }
}
