using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Inkling.Imaging.Decoding.Png;

/// <summary>
/// Undoes the five row filters (ISO/IEC 15948, 9.2). x is the byte itself, a the one a pixel to its left,
/// b the one above, c the one above a; beyond the picture they are 0. All sums are modulo 256.
/// </summary>
internal static class PngFilter
{
    private const int Lanes = 8;

    /// <summary>What a filter guesses of a byte, from its three neighbours.</summary>
    private interface IPrediction
    {
        /// <summary>The definition, for one byte.</summary>
        static abstract int Of(int a, int b, int c);

        /// <summary>The same in every lane; lanes hold 0..255.</summary>
        static abstract Vector128<short> Of(Vector128<short> a, Vector128<short> b, Vector128<short> c);
    }

    /// <summary>Turns a filtered row into its bytes, in place.</summary>
    /// <param name="type">0 none, 1 sub, 2 up, 3 average, 4 Paeth.</param>
    /// <param name="row">The row, overwritten.</param>
    /// <param name="above">The row above, already undone; zeros for the first. As long as the row.</param>
    /// <param name="step">Bytes of a pixel: 1, 2, 3, 4, 6 or 8.</param>
    /// <returns>False if there is no such filter.</returns>
    public static bool Undo(int type, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        above = above[..row.Length];
        switch (type)
        {
            case 0:
                return true;
            case 1:
                UndoAlong<Sub>(row, above, step);
                return true;
            case 2:
                UndoUp(row, above);
                return true;
            case 3:
                UndoAlong<Average>(row, above, step);
                return true;
            case 4:
                UndoAlong<Paeth>(row, above, step);
                return true;
            default:
                return false;
        }
    }

    // No byte depends on another of its row.
    private static void UndoUp(Span<byte> row, ReadOnlySpan<byte> above)
    {
        int i = 0;
        for (; i <= row.Length - Vector<byte>.Count; i += Vector<byte>.Count)
            (new Vector<byte>(row[i..]) + new Vector<byte>(above[i..])).CopyTo(row[i..]);
        for (; i < row.Length; i++)
            row[i] += above[i];
    }

    // Each pixel needs the one before it, so the lanes are the bytes of one pixel, and a and c stay in
    // registers. Lanes beyond the pixel compute what nobody reads.
    private static void UndoAlong<TPrediction>(Span<byte> row, ReadOnlySpan<byte> above, int step)
        where TPrediction : struct, IPrediction
    {
        int i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            Vector128<short> a = Vector128<short>.Zero;
            Vector128<short> c = Vector128<short>.Zero;
            for (; i <= row.Length - Lanes; i += step)
            {
                Vector128<short> b = Widen(above[i..]);
                a = (Widen(row[i..]) + TPrediction.Of(a, b, c)) & Vector128.Create((short)0xFF);
                c = b;
                ulong pixel = Vector128.Narrow(a, a).AsUInt64().ToScalar();
                Store(pixel, row[i..], step);
            }
        }
        for (; i < row.Length; i++)
        {
            int a = i < step ? 0 : row[i - step];
            int c = i < step ? 0 : above[i - step];
            row[i] += (byte)TPrediction.Of(a, above[i], c);
        }
    }

    private static Vector128<short> Widen(ReadOnlySpan<byte> bytes) => Vector128
        .WidenLower(Vector128.CreateScalar(BinaryPrimitives.ReadUInt64LittleEndian(bytes)).AsByte())
        .AsInt16();

    // No more than the pixel: the next load would wait for a store that reaches into it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ulong pixel, Span<byte> row, int step)
    {
        switch (step)
        {
            case 1:
                row[0] = (byte)pixel;
                break;
            case 2:
                BinaryPrimitives.WriteUInt16LittleEndian(row, (ushort)pixel);
                break;
            case 3:
                BinaryPrimitives.WriteUInt16LittleEndian(row, (ushort)pixel);
                row[2] = (byte)(pixel >> 16);
                break;
            case 4:
                BinaryPrimitives.WriteUInt32LittleEndian(row, (uint)pixel);
                break;
            case 6:
                BinaryPrimitives.WriteUInt32LittleEndian(row, (uint)pixel);
                BinaryPrimitives.WriteUInt16LittleEndian(row[4..], (ushort)(pixel >> 32));
                break;
            default:
                BinaryPrimitives.WriteUInt64LittleEndian(row, pixel);
                break;
        }
    }

    private readonly struct Sub : IPrediction
    {
        public static int Of(int a, int b, int c) => a;

        public static Vector128<short> Of(Vector128<short> a, Vector128<short> b, Vector128<short> c) => a;
    }

    private readonly struct Average : IPrediction
    {
        public static int Of(int a, int b, int c) => (a + b) / 2;

        public static Vector128<short> Of(Vector128<short> a, Vector128<short> b, Vector128<short> c) =>
            (a + b) >> 1;
    }

    /// <summary>Of a, b and c the nearest to p = a + b − c; ties go in this order (9.4).</summary>
    private readonly struct Paeth : IPrediction
    {
        public static int Of(int a, int b, int c)
        {
            int toA = Math.Abs(b - c);
            int toB = Math.Abs(a - c);
            int toC = Math.Abs(a + b - (2 * c));
            return toA <= toB && toA <= toC ? a : toB <= toC ? b : c;
        }
        // The same choice from the order of a, b and t = 3c − a − b, which is p mirrored at c (as Giesen
        // found for stb_image): t at or above both, then p lies low and the smaller is nearest; t at or below
        // both, then the greater; in between c. Pixels wait for each other here, and this is the shortest
        // chain.
        public static Vector128<short> Of(Vector128<short> a, Vector128<short> b, Vector128<short> c)
        {
            Vector128<short> smaller = Vector128.Min(a, b);
            Vector128<short> greater = Vector128.Max(a, b);
            Vector128<short> mirrored = (c + c + (c - b)) - a;
            Vector128<short> unlessHigh = Vector128.ConditionalSelect(
                Vector128.GreaterThan(greater, mirrored), c, smaller);
            return Vector128.ConditionalSelect(Vector128.GreaterThan(mirrored, smaller), unlessHigh, greater);
        }
    }
}
