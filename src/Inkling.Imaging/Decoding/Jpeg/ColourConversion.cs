namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>
/// Rows of planes to rows of RGB: YCbCr (ITU-T T.871, 7) in 16-bit fixed point with libjpeg's roundings, and
/// inks as Adobe's programs save them, complemented. All planes are at least as long as the row has pixels.
/// </summary>
internal static class ColourConversion
{
    private const int Half = 1 << 15;

    /// <summary>Three planes, pixel by pixel.</summary>
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

    /// <summary>
    /// R = Y + 1.402·Cr, G = Y − 0.34414·Cb − 0.71414·Cr, B = Y + 1.772·Cb, Cb and Cr less 128.
    /// </summary>
    public static void FromYCbCr(
        ReadOnlySpan<byte> luma, ReadOnlySpan<byte> blue, ReadOnlySpan<byte> red, Span<byte> row)
    {
        int width = row.Length / 3;
        luma = luma[..width];
        blue = blue[..width];
        red = red[..width];
        for (int x = 0; x < width; x++)
        {
            int y = luma[x];
            int cb = blue[x] - 128;
            int cr = red[x] - 128;
            row[3 * x] = Clamp(y + (((91881 * cr) + Half) >> 16));
            row[(3 * x) + 1] = Clamp(y + (((-22554 * cb) - (46802 * cr) + Half) >> 16));
            row[(3 * x) + 2] = Clamp(y + (((116130 * cb) + Half) >> 16));
        }
    }

    /// <summary>Each sample v becomes 255 − v.</summary>
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
