using System.Runtime.InteropServices;

namespace Inkling.Neural.Kernels;

/// <summary>
/// Four rows of A, packed: for each k that is kept, in order, the four values a[k, 0 … 3] together, and k itself. A k is
/// kept where one of the four is not zero.
/// </summary>
internal readonly ref struct PackedRows
{
    /// <summary>Lays the view over packed values [4 · count] and places [count].</summary>
    public PackedRows(ReadOnlySpan<float> values, ReadOnlySpan<int> places, int count)
    {
        FirstValue = ref MemoryMarshal.GetReference(values);
        FirstPlace = ref MemoryMarshal.GetReference(places);
        Count = count;
    }

    /// <summary>How many ks were kept.</summary>
    public int Count { get; }

    /// <summary>The value of the first row at the first k.</summary>
    public readonly ref float FirstValue;

    /// <summary>The first k.</summary>
    public readonly ref int FirstPlace;
}

/// <summary>
/// Rows of A, packed in groups of four once, and then used for every tile across C. Each worker has its own.
/// </summary>
internal sealed class PackedGroups
{
    // A group's k takes 20 bytes; 50,000 of them are a megabyte at most, and a third of that where two in three ks are blank.
    private const int MostKs = 50_000;

    private int[] _counts = [];
    private float[] _values = [];
    private int[] _places = [];
    private int _depth;

    /// <summary>How many groups there is room for.</summary>
    public int Capacity { get; private set; }

    /// <summary>
    /// Makes room for at most <paramref name="groups"/> groups of sums over <paramref name="depth"/> ks, or for as many as
    /// a cache holds. Allocates where there was less before.
    /// </summary>
    public void Prepare(int groups, int depth)
    {
        _depth = depth;
        Capacity = Math.Clamp(MostKs / depth, 1, Math.Max(1, groups));
        if (_counts.Length < Capacity)
            _counts = new int[Capacity];
        if (_places.Length >= Capacity * depth)
            return;
        _places = new int[Capacity * depth];
        _values = new float[ProductTile.Rows * Capacity * depth];
    }

    /// <summary>
    /// Where this group and those behind it are to be packed: values [4 · depth each], places [depth each] and counts.
    /// </summary>
    public void Begin(int group, out Span<float> values, out Span<int> places, out Span<int> counts)
    {
        values = _values.AsSpan(ProductTile.Rows * group * _depth);
        places = _places.AsSpan(group * _depth);
        counts = _counts.AsSpan(group);
    }

    /// <summary>A group as it was packed.</summary>
    public PackedRows this[int group] => new(
        _values.AsSpan(ProductTile.Rows * group * _depth), _places.AsSpan(group * _depth), _counts[group]);
}
