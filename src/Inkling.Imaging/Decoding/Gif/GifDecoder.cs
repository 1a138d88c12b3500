using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Gif;

/// <summary>
/// Reads the first frame of a GIF (87a and 89a; sections are those of CompuServe's GIF89a Specification of 1990)
/// where it lies on its screen. What no frame covers is clear. It knows no animation and no text extensions.
/// </summary>
internal static class GifDecoder
{
    private const byte Extension = 0x21;
    private const byte ImageDescriptor = 0x2C;
    private const byte Trailer = 0x3B;
    private const byte GraphicControl = 0xF9;
    private const string Header = "a GIF header";

    /// <summary>True for "GIF87a" and "GIF89a".</summary>
    public static bool Recognises(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8);

    /// <summary>Decodes a whole file that starts with the signature.</summary>
    /// <exception cref="ImageFormatException">The file is damaged, cut short or too large.</exception>
    public static RasterImage Decode(DecodeRequest request)
    {
        var reader = new ByteReader(request.File.Span) { Position = 6 };
        int screenWidth = reader.UInt16Little(Header);
        int screenHeight = reader.UInt16Little(Header);
        int flags = reader.Byte(Header);
        reader.Take(2, Header); // The background's colour, which no program shows, and the aspect ratio.
        ReadOnlySpan<byte> colours = ReadColours(ref reader, flags);
        int clear = -1;
        while (true)
        {
            byte block = reader.Byte("a GIF block");
            switch (block)
            {
                case Extension when reader.Byte("a GIF extension") == GraphicControl:
                    ReadOnlySpan<byte> control = reader.Take(reader.Byte("a GIF extension"), "a GIF extension");
                    if (control.Length >= 4)
                        clear = (control[0] & 1) == 1 ? control[3] : -1;
                    GifData.Skip(ref reader);
                    break;
                case Extension:
                    GifData.Skip(ref reader);
                    break;
                case ImageDescriptor:
                    GifFrame frame = GifFrame.Read(ref reader, request.Limits, screenWidth, screenHeight);
                    ReadOnlySpan<byte> own = ReadColours(ref reader, frame.Flags);
                    return Draw(request, reader, frame, own.IsEmpty ? colours : own, clear);
                case Trailer:
                    throw CutShort("a GIF frame is missing");
                default:
                    throw Damaged($"a GIF block 0x{block:X2} stands at byte {reader.Position - 1:N0}");
            }
        }
    }

    // Section 19: the highest bit says whether a table follows, the lowest three how long it is.
    private static ReadOnlySpan<byte> ReadColours(ref ByteReader reader, int flags) =>
        (flags & 0x80) == 0 ? [] : reader.Take(3 << ((flags & 7) + 1), "a GIF colour table");

    private static RasterImage Draw(
        DecodeRequest request, ByteReader reader, GifFrame frame, ReadOnlySpan<byte> colours, int clear)
    {
        byte[] places = new byte[frame.Width * frame.Height];
        int codeSize = reader.Byte("GIF data");
        if (codeSize is < 2 or > 8)
            throw Damaged($"its GIF codes start at {codeSize} bits");
        new GifLzw(codeSize, places).Decode(reader, request.Cancellation);

        bool hasClear = clear >= 0 || !frame.CoversScreen;
        int channels = hasClear ? 4 : 3;
        var picture = new UprightRows(frame.ScreenWidth, frame.ScreenHeight, channels);
        for (int i = 0; i < frame.Height; i++)
        {
            request.Cancellation.ThrowIfCancellationRequested();
            Span<byte> row = picture.Row(frame.Top + frame.RowOf(i))[(frame.Left * channels)..];
            ReadOnlySpan<byte> source = places.AsSpan(i * frame.Width, frame.Width);
            for (int x = 0; x < source.Length; x++)
            {
                Span<byte> pixel = row.Slice(x * channels, channels);
                if (hasClear && source[x] != clear)
                    pixel[3] = 255;
                ColourOf(source[x], colours, pixel);
            }
        }

        return picture.ToRaster();
    }

    // A file without any table of colours shows levels, as Pillow has it.
    private static void ColourOf(byte place, ReadOnlySpan<byte> colours, Span<byte> pixel)
    {
        if (colours.IsEmpty)
            pixel[..3].Fill(place);
        else if (3 * place < colours.Length)
            colours.Slice(3 * place, 3).CopyTo(pixel);
        else
            throw Damaged($"a GIF pixel has colour {place} of a table of {colours.Length / 3}");
    }
}
