namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>
/// Planes to a picture: crops the whole MCUs to the picture's size and turns YCbCr into RGB (ITU-T T.871, 7)
/// in 16-bit fixed point with libjpeg's roundings.
/// </summary>
internal static class ColourConversion
{
    private const int Half = 1 << 15;

    /// <summary>Builds the picture from the decoded planes.</summary>
    public static RasterImage ToRaster(JpegFrame frame, bool isRgb)
    {
        int width = frame.Width;
        if (frame.Components.Length == 1)
        {
            byte[] grey = new byte[width * frame.Height];
            for (int y = 0; y < frame.Height; y++)
                frame.Components[0].Row(y).CopyTo(grey.AsSpan(y * width));
            return new RasterImage(width, frame.Height, 1, grey);
        }

        byte[] samples = new byte[width * frame.Height * 3];
        byte[] scratch = new byte[3 * (width + 8)];
        for (int y = 0; y < frame.Height; y++)
        {
            ReadOnlySpan<byte> first = Plane(0);
            ReadOnlySpan<byte> second = Plane(1);
            ReadOnlySpan<byte> third = Plane(2);
            Span<byte> row = samples.AsSpan(y * width * 3, width * 3);
            if (isRgb)
                Interleave(first, second, third, row);
            else
                ToRgb(first, second, third, row);

            ReadOnlySpan<byte> Plane(int i)
            {
                Span<byte> room = scratch.AsSpan(i * (width + 8), width + 8);
                return ChromaUpsampling.Row(frame, frame.Components[i], y, room);
            }
        }

        return new RasterImage(width, frame.Height, 3, samples);
    }

    private static void Interleave(
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
    private static void ToRgb(
        ReadOnlySpan<byte> luma, ReadOnlySpan<byte> blue, ReadOnlySpan<byte> red, Span<byte> row)
    {
        for (int x = 0; x < row.Length / 3; x++)
        {
            int y = luma[x];
            int cb = blue[x] - 128;
            int cr = red[x] - 128;
            row[3 * x] = Clamp(y + (((91881 * cr) + Half) >> 16));
            row[(3 * x) + 1] = Clamp(y + (((-22554 * cb) - (46802 * cr) + Half) >> 16));
            row[(3 * x) + 2] = Clamp(y + (((116130 * cb) + Half) >> 16));
        }
    }

    private static byte Clamp(int value) => (byte)Math.Clamp(value, 0, 255);
}
