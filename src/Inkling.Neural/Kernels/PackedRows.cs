using System.Runtime.CompilerServices;
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
/// One worker's store of packed rows: a block of up to <see cref="Tiles"/> times four rows of A, packed once and then
/// used for every tile across C.
/// </summary>
internal sealed class PackedBlock
{
    /// <summary>Groups of four rows in a block: 32 rows of 784, a third of them kept, are 140 KB.</summary>
    public const int Tiles = 8;

    private readonly int[] _counts = new int[Tiles];
    private float[] _values = [];
    private int[] _places = [];
    private int _depth;

    /// <summary>Makes room for sums over <paramref name="depth"/> ks. Allocates where there were fewer before.</summary>
    public void EnsureDepth(int depth)
    {
        _depth = depth;
        if (_places.Length >= Tiles * depth)
            return;
        _places = new int[Tiles * depth];
        _values = new float[ProductTile.Rows * Tiles * depth];
    }

    /// <summary>
    /// Packs up to four rows of <paramref name="a"/>, from <paramref name="first"/> on, as group <paramref name="tile"/>;
    /// rows that are lacking are zero.
    /// </summary>
    public void Pack(int tile, in LeftOperand a, int first, int rows)
    {
        Span<float> values = _values.AsSpan(ProductTile.Rows * tile * _depth, ProductTile.Rows * _depth);
        _counts[tile] = RowPacking.Pack(a, first, rows, values, _places.AsSpan(tile * _depth, _depth));
    }

    /// <summary>Group <paramref name="tile"/> as it was packed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PackedRows Get(int tile) =>
        new(_values.AsSpan(ProductTile.Rows * tile * _depth), _places.AsSpan(tile * _depth), _counts[tile]);
}
