using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Pnm;

/// <summary>Reads the first PBM, PGM or PPM picture of a file (P1 to P6 of Netpbm), no PAM (P7).</summary>
internal static class PnmDecoder
{
    private const int GreatestMaximum = 65_535;

    /// <summary>True for "P1" to "P6" and a blank or comment.</summary>
    public static bool Recognises(ReadOnlySpan<byte> bytes) =>
        bytes.Length > 2 && bytes[0] == 'P' && bytes[1] is >= (byte)'1' and <= (byte)'6'
        && (PnmText.IsBlank(bytes[2]) || bytes[2] == '#');

    public static RasterImage Decode(DecodeRequest request)
    {
        ReadOnlySpan<byte> file = request.File.Span;
        int kind = file[1] - '0';
        bool isText = kind <= 3;
        bool isBits = kind is 1 or 4;
        int channels = kind is 3 or 6 ? 3 : 1;
        var text = new PnmText(file, 2);
        int width = text.Number("width");
        int height = text.Number("height");
        request.Limits.CheckPixels(width, height);
        int maximum = isBits ? 1 : text.Number("greatest value");
        if (maximum is < 1 or > GreatestMaximum)
            throw Damaged($"its PNM header says a greatest value of {maximum:N0}");

        int rowSamples = checked(width * channels);
        int bytesPerSample = maximum > 255 ? 2 : 1;
        long rowBytes = isText
            ? rowSamples
            : isBits ? (rowSamples + 7L) / 8 : (long)rowSamples * bytesPerSample;
        int left = file.Length - Math.Min(file.Length, text.Position + 1);
        if (rowBytes * height > left)
            throw CutShort($"a PNM of {width:N0} × {height:N0} pixels does not fit into {left:N0} bytes");

        var picture = new PictureRows(width, height, channels, request.GreyOnly);
        int position = text.Position + 1; // One blank stands between a header and binary samples.
        for (int y = 0; y < height; y++)
        {
            request.Cancellation.ThrowIfCancellationRequested();
            Span<byte> row = picture.Row(y);
            if (isText)
            {
                ReadText(ref text, row, isBits, maximum);
            }
            else
            {
                ReadOnlySpan<byte> bytes = file.Slice(position, (int)rowBytes);
                position += (int)rowBytes;
                if (isBits)
                    ReadBits(bytes, row);
                else
                    ReadLevels(bytes, row, bytesPerSample, maximum);
            }
            picture.Done(y);
        }
        return picture.ToRaster();
    }

    private static void ReadText(ref PnmText text, Span<byte> row, bool isBits, int maximum)
    {
        for (int i = 0; i < row.Length; i++)
            row[i] = isBits ? (byte)(text.Bit() ? 0 : 255) : Scale(text.Number("sample"), maximum);
    }

    // A bit of 1 is black.
    private static void ReadBits(ReadOnlySpan<byte> bytes, Span<byte> row)
    {
        for (int i = 0; i < row.Length; i++)
            row[i] = (byte)((bytes[i / 8] >> (7 - (i % 8)) & 1) == 0 ? 255 : 0);
    }

    private static void ReadLevels(ReadOnlySpan<byte> bytes, Span<byte> row, int bytesPerSample, int maximum)
    {
        if (maximum == 255)
        {
            bytes.CopyTo(row);
            return;
        }
        for (int i = 0; i < row.Length; i++)
        {
            int value = bytesPerSample == 1 ? bytes[i] : (bytes[2 * i] << 8) | bytes[(2 * i) + 1];
            row[i] = Scale(value, maximum);
        }
    }

    // 255 · value / maximum to the nearest whole number, halves to the even one, as Pillow has it.
    private static byte Scale(int value, int maximum)
    {
        if (value > maximum)
            throw Damaged($"a PNM sample is {value:N0}, and the greatest is {maximum:N0}");
        (int whole, int rest) = Math.DivRem(255 * value, maximum);
        bool up = 2 * rest > maximum || (2 * rest == maximum && whole % 2 == 1);
        return (byte)(whole + (up ? 1 : 0));
    }
}
