using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Bmp;

/// <summary>Reads Windows and OS/2 bitmaps ("Bitmap Storage"); refuses a wrapped JPEG or PNG.</summary>
internal static class BmpDecoder
{
    /// <summary>Whether it starts with "BM" and a header of a known length: "BM" alone may be text.</summary>
    public static bool Recognises(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("BM"u8) && bytes.Length > 18 && BmpHeader.IsLength(bytes[14..]);

    public static RasterImage Decode(DecodeRequest request)
    {
        ReadOnlySpan<byte> file = request.File.Span;
        BmpHeader header = BmpHeader.Read(file, request.Limits);
        ReadOnlySpan<byte> pixels = file[Math.Min(file.Length, header.PixelOffset)..];
        if (header.Encoding is BmpEncoding.RunLength8 or BmpEncoding.RunLength4)
            return FromRuns(request, header, pixels);

        long rowBytes = (((long)header.Width * header.Depth) + 31) / 32 * 4; // Rows start at whole words.
        long needed = rowBytes * (header.Height - 1) + ((((long)header.Width * header.Depth) + 7) / 8);
        if (needed > pixels.Length)
        {
            throw CutShort(
                $"its {header.Width:N0} × {header.Height:N0} BMP pixels need {needed:N0} bytes, and "
                    + $"{pixels.Length:N0} are left");
        }
        bool hasAlpha = header.Masks.HasAlpha;
        bool toGrey = request.GreyOnly && !hasAlpha;
        var picture = new PictureRows(header.Width, header.Height, hasAlpha ? 4 : 3, toGrey);
        byte[] places = new byte[header.Depth < 8 ? header.Width : 0];
        for (int i = 0; i < header.Height; i++)
        {
            request.Cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> bytes = pixels[(int)(i * rowBytes)..];
            int y = header.IsTopDown ? i : header.Height - 1 - i;
            Span<byte> row = picture.Row(y);
            if (header.Depth > 8)
                header.Masks.Convert(bytes, header.Depth / 8, row);
            else
                header.LookUp(
                    header.Depth == 8 ? bytes[..header.Width] : Unpack(bytes, header.Depth, places), row);
            picture.Done(y);
        }
        RasterImage image = picture.ToRaster();
        if (hasAlpha)
            MakeSolidIfAllClear(image.Samples);
        return image;
    }

    private static byte[] Unpack(ReadOnlySpan<byte> bytes, int depth, byte[] places)
    {
        int perByte = 8 / depth;
        int mask = (1 << depth) - 1;
        for (int x = 0; x < places.Length; x++)
            places[x] = (byte)((bytes[x / perByte] >> (8 - (depth * ((x % perByte) + 1)))) & mask);
        return places;
    }

    // One byte a pixel first: runs may jump over pixels, which then have colour 0.
    private static RasterImage FromRuns(DecodeRequest request, BmpHeader header, ReadOnlySpan<byte> runs)
    {
        byte[] places = new byte[header.Width * header.Height];
        BmpRuns.Decode(
            runs, header.Encoding == BmpEncoding.RunLength4, header.Width, header.Height, places,
            request.Cancellation);
        var picture = new PictureRows(header.Width, header.Height, 3, request.GreyOnly);
        for (int i = 0; i < header.Height; i++)
        {
            request.Cancellation.ThrowIfCancellationRequested();
            int y = header.IsTopDown ? i : header.Height - 1 - i;
            header.LookUp(places.AsSpan(i * header.Width, header.Width), picture.Row(y));
            picture.Done(y);
        }
        return picture.ToRaster();
    }

    // Programs that know no alpha leave its byte at 0; a picture that is clear everywhere is none.
    private static void MakeSolidIfAllClear(byte[] samples)
    {
        for (int i = 3; i < samples.Length; i += 4)
        {
            if (samples[i] != 0)
                return;
        }
        for (int i = 3; i < samples.Length; i += 4)
            samples[i] = 255;
    }
}
