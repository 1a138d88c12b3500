using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>Planes to rows of RGB: YCbCr (ITU-T T.871, 7) with libjpeg's roundings, and inks.</summary>
internal static class ColourConversion
{
    // The factors of T.871, times 2¹⁶, and ½.
    private const int RedOfCr = 91881;
    private const int GreenOfCb = -22554;
    private const int GreenOfCr = -46802;
    private const int BlueOfCb = 116130;
    private const int Half = 1 << 15;

    private const int Eight = 8;
    private const int RoomOfEight = 10;

    public static void Interleave(
        ReadOnlySpan<byte> red, ReadOnlySpan<byte> green, ReadOnlySpan<byte> blue, Span<byte> row)
    {
        for (int x = 0; x < row.Length / 3; x++)
        {
            row[3 * x] = red[x];
            row[(3 * x) + 1] = green[x];
            row[(3 * x) + 2] = blue[x];
        }
    }

    /// <summary>R = Y + 1.402·Cr, G = Y − 0.34414·Cb − 0.71414·Cr, B = Y + 1.772·Cb; Cb, Cr − 128.</summary>
    public static void FromYCbCr(
        ReadOnlySpan<byte> luma, ReadOnlySpan<byte> blue, ReadOnlySpan<byte> red, Span<byte> row)
    {
        int width = row.Length / 3;
        luma = luma[..width];
        blue = blue[..width];
        red = red[..width];
        int x = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; x <= width - RoomOfEight; x += Eight)
            {
                Vector256<int> y = Widen(luma[x..]);
                Vector256<int> cb = Widen(blue[x..]) - Vector256.Create(128);
                Vector256<int> cr = Widen(red[x..]) - Vector256.Create(128);
                Vector256<int> half = Vector256.Create(Half);
                Store(
                    Clamp(y + (((cr * RedOfCr) + half) >> 16)),
                    Clamp(y + (((cb * GreenOfCb) + (cr * GreenOfCr) + half) >> 16)),
                    Clamp(y + (((cb * BlueOfCb) + half) >> 16)),
                    row[(3 * x)..]);
            }
        }
        for (; x < width; x++)
        {
            int y = luma[x];
            int cb = blue[x] - 128;
            int cr = red[x] - 128;
            row[3 * x] = Clamp(y + (((cr * RedOfCr) + Half) >> 16));
            row[(3 * x) + 1] = Clamp(y + (((cb * GreenOfCb) + (cr * GreenOfCr) + Half) >> 16));
            row[(3 * x) + 2] = Clamp(y + (((cb * BlueOfCb) + Half) >> 16));
        }
    }

    // Eight bytes to eight lanes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Widen(ReadOnlySpan<byte> samples)
    {
        ulong eight = BinaryPrimitives.ReadUInt64LittleEndian(samples);
        Vector128<ushort> wide = Vector128.WidenLower(Vector128.CreateScalar(eight).AsByte());
        return Vector256.Create(Vector128.WidenLower(wide), Vector128.WidenUpper(wide)).AsInt32();
    }

    private static Vector256<int> Clamp(Vector256<int> values) =>
        Vector256.Min(Vector256.Max(values, Vector256<int>.Zero), Vector256.Create(255));

    // Each lane becomes three bytes. Two halves of twelve bytes are written as sixteen, of which the next
    // overwrites four; so eight pixels need the room of ten.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<int> red, Vector256<int> green, Vector256<int> blue, Span<byte> row)
    {
        Vector256<byte> pixels = (red | (green << 8) | (blue << 16)).AsByte();
        Vector128<byte> order =
            Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 15, 15, 15, 15);
        Vector128.Shuffle(pixels.GetLower(), order).CopyTo(row);
        Vector128.Shuffle(pixels.GetUpper(), order).CopyTo(row[12..]);
    }

    public static void Complement(Span<byte> row)
    {
        for (int i = 0; i < row.Length; i++)
            row[i] = (byte)(255 - row[i]);
    }

    /// <summary>
    /// Inks to light: a channel's ink and black's both take light away, R = k·c / 255 with c and k the shares
    /// that they let through, rounded as Pillow rounds.
    /// </summary>
    /// <param name="row">[3 × width] cyan, magenta, yellow, 255 for none; becomes RGB.</param>
    /// <param name="black">[width] black, 255 for none.</param>
    public static void LayBlack(Span<byte> row, ReadOnlySpan<byte> black)
    {
        for (int x = 0; x < row.Length / 3; x++)
        {
            int through = black[x];
            foreach (ref byte ink in row.Slice(3 * x, 3))
            {
                int taken = ((255 - ink) * through) + 128;
                ink = Clamp(through - ((taken + (taken >> 8)) >> 8));
            }
        }
    }

    private static byte Clamp(int value) => (byte)Math.Clamp(value, 0, 255);
}
