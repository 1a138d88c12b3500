using System.Diagnostics;
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
    /// <summary>
    /// Writes values [4 · count] and the ks that they stand at, places [count]; gives count.
    /// </summary>
    public static int Pack(in LeftOperand a, int first, int rows, Span<float> values, Span<int> places)
    {
        Debug.Assert(values.Length >= ProductTile.Rows * a.Depth && places.Length >= a.Depth, "room for all ks");
        var packer = new Packer(values, places);
        switch (a.IsBytes, a.IsTransposed)
        {
            case (false, false):
                Floats(a.Floats, first, rows, ref packer);
                break;
            case (false, true):
                TransposedFloats(a.Floats, first, rows, ref packer);
                break;
            case (true, false):
                Bytes(a.Bytes, first, rows, ref packer);
                break;
            default:
                TransposedBytes(a.Bytes, first, rows, ref packer);
                break;
        }
        return packer.Count;
    }

    // A lacking row reads the first one's values, and a mask silences them.
    private static void Floats(Matrix x, int first, int rows, ref Packer packer)
    {
        ref float x0 = ref MemoryMarshal.GetReference(x.Row(first));
        ref float x1 = ref Unsafe.Add(ref x0, rows > 1 ? x.Columns : 0);
        ref float x2 = ref Unsafe.Add(ref x0, rows > 2 ? 2 * x.Columns : 0);
        ref float x3 = ref Unsafe.Add(ref x0, rows > 3 ? 3 * x.Columns : 0);
        Vector128<int> present = Vector128.LessThan(Vector128<int>.Indices, Vector128.Create(rows));
        for (int k = 0; k < x.Columns; k++)
        {
            Vector128<float> four = Vector128.Create(
                Unsafe.Add(ref x0, k), Unsafe.Add(ref x1, k), Unsafe.Add(ref x2, k), Unsafe.Add(ref x3, k));
            packer.Add(k, four & present.AsSingle());
        }
    }

    private static void TransposedFloats(Matrix x, int first, int rows, ref Packer packer)
    {
        ReadOnlySpan<float> values = x.Span;
        for (int k = 0; k < x.Rows; k++)
        {
            ReadOnlySpan<float> few = values.Slice((k * x.Columns) + first, rows);
            packer.Add(k, rows == ProductTile.Rows ? Vector128.Create(few) : Some(few));
        }
    }

    // Sixteen ks at a time: most of them are blank in all four rows, and are passed over together.
    private static void Bytes(in ByteRows x, int first, int rows, ref Packer packer)
    {
        ref byte start = ref MemoryMarshal.GetReference(x.Values.Span);
        ref byte x0 = ref Unsafe.Add(ref start, x.StartOf(first));
        ref byte x1 = ref Unsafe.Add(ref start, x.StartOf(first + (rows > 1 ? 1 : 0)));
        ref byte x2 = ref Unsafe.Add(ref start, x.StartOf(first + (rows > 2 ? 2 : 0)));
        ref byte x3 = ref Unsafe.Add(ref start, x.StartOf(first + (rows > 3 ? 3 : 0)));
        Vector128<int> present = Vector128.LessThan(Vector128<int>.Indices, Vector128.Create(rows));
        Vector128<float> scale = Vector128.Create(x.Scale);
        int k = 0;
        for (; k <= x.Columns - Vector128<byte>.Count; k += Vector128<byte>.Count)
        {
            Vector128<byte> any = Vector128.LoadUnsafe(ref x0, (nuint)k) | Vector128.LoadUnsafe(ref x1, (nuint)k)
                | Vector128.LoadUnsafe(ref x2, (nuint)k) | Vector128.LoadUnsafe(ref x3, (nuint)k);
            uint inked = 0xFFFF & ~Vector128.Equals(any, Vector128<byte>.Zero).ExtractMostSignificantBits();
            for (; inked != 0; inked &= inked - 1)
                Four(k + System.Numerics.BitOperations.TrailingZeroCount(inked), ref packer, ref x0, ref x1, ref x2, ref x3);
        }
        for (; k < x.Columns; k++)
            Four(k, ref packer, ref x0, ref x1, ref x2, ref x3);

        void Four(int place, ref Packer into, ref byte a, ref byte b, ref byte c, ref byte d)
        {
            Vector128<int> four = Vector128.Create(
                Unsafe.Add(ref a, place), Unsafe.Add(ref b, place), Unsafe.Add(ref c, place), Unsafe.Add(ref d, place));
            into.Add(place, Vector128.ConvertToSingle(four & present) / scale);
        }
    }

    // Four neighbouring bytes of one sample are one load, and most often none of them has ink.
    private static void TransposedBytes(in ByteRows x, int first, int rows, ref Packer packer)
    {
        ReadOnlySpan<byte> values = x.Values.Span;
        Vector128<float> scale = Vector128.Create(x.Scale);
        for (int k = 0; k < x.Count; k++)
        {
            ReadOnlySpan<byte> few = values.Slice(x.StartOf(k) + first, rows);
            uint four = rows == ProductTile.Rows ? MemoryMarshal.Read<uint>(few) : Some(few);
            if (four == 0)
                continue;
            Vector128<byte> bytes = Vector128.CreateScalar(four).AsByte();
            Vector128<uint> wide = Vector128.WidenLower(Vector128.WidenLower(bytes));
            packer.Add(k, Vector128.ConvertToSingle(wide.AsInt32()) / scale);
        }
    }

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

    // Writes every k at the next free place, and moves that place on only past a k that is not blank.
    private ref struct Packer(Span<float> values, Span<int> places)
    {
        private readonly ref float _values = ref MemoryMarshal.GetReference(values);
        private readonly ref int _places = ref MemoryMarshal.GetReference(places);

        public int Count { get; private set; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(int k, Vector128<float> four)
        {
            four.StoreUnsafe(ref _values, (nuint)(ProductTile.Rows * Count));
            Unsafe.Add(ref _places, Count) = k;
            Count += Vector128.EqualsAll(four, Vector128<float>.Zero) ? 0 : 1;
        }
    }
}
