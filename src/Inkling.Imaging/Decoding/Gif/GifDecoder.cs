using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Gif;

/// <summary>Reads the first frame of a GIF (GIF89a Specification of 1990); the rest is clear.</summary>
internal static class GifDecoder
{
    private const byte Extension = 0x21;
    private const byte ImageDescriptor = 0x2C;
    private const byte Trailer = 0x3B;
    private const byte GraphicControl = 0xF9;
    private const string Header = "a GIF header";

    public static bool Recognises(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8);

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
                    ReadOnlySpan<byte> control =
                        reader.Take(reader.Byte("a GIF extension"), "a GIF extension");
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

        ColourTable table = TableOf(colours);
        if (clear >= 0)
            table.SetAlpha(clear, 0);
        int channels = clear >= 0 || !frame.CoversScreen ? 4 : 3;
        var picture = new PictureRows(
            frame.ScreenWidth, frame.ScreenHeight, channels, request.GreyOnly && frame.CoversScreen);
        for (int i = 0; i < frame.Height; i++)
        {
            request.Cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> row = places.AsSpan(i * frame.Width, frame.Width);
            int beyond = table.FirstBeyond(row);
            if (beyond >= 0)
                throw Damaged($"a GIF pixel has colour {beyond} of a table of {table.Count}");
            int y = frame.Top + frame.RowOf(i);
            table.LookUp(row, picture.Row(y).Slice(frame.Left * channels, frame.Width * channels));
            picture.Done(y);
        }
        return picture.ToRaster();
    }

    // A file without any table of colours shows levels, as Pillow has it.
    private static ColourTable TableOf(ReadOnlySpan<byte> colours)
    {
        var table = new ColourTable();
        for (int level = 0; colours.IsEmpty && level < 256; level++)
            table.Add((byte)level, (byte)level, (byte)level);
        for (; !colours.IsEmpty; colours = colours[3..])
            table.Add(colours[0], colours[1], colours[2]);
        return table;
    }
}
