using System.Buffers.Binary;
using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Bmp;

/// <summary>Reads the headers of any length, BITMAPCOREHEADER to BITMAPV5HEADER, and the palette.</summary>
internal sealed class BmpHeader
{
    private const int FileHeaderLength = 14;
    private const int CoreLength = 12;
    private const int InfoLength = 40;
    private const string What = "a BMP header";

    private readonly ColourTable _palette = new();

    public int Width { get; private set; }
    public int Height { get; private set; }
    public int Depth { get; private set; }
    public bool IsTopDown { get; private set; }
    public BmpEncoding Encoding { get; private set; }
    public int PixelOffset { get; private set; }
    public BmpMasks Masks { get; private set; } = BmpMasks.None;

    public static bool IsLength(ReadOnlySpan<byte> word) =>
        BinaryPrimitives.ReadUInt32LittleEndian(word)
            is CoreLength or 16 or InfoLength or 52 or 56 or 64 or 108 or 124;

    public static BmpHeader Read(ReadOnlySpan<byte> file, DecodeLimits limits)
    {
        var reader = new ByteReader(file) { Position = 10 };
        uint pixelOffset = reader.UInt32Little(What);
        int length = (int)reader.UInt32Little(What);
        var header = new BmpHeader();
        uint colours = length == CoreLength
            ? header.ReadCore(ref reader)
            : header.ReadInfo(ref reader, length);
        limits.CheckPixels(header.Width, header.Height);
        header.CheckKind();

        // The masks follow a short header, and are part of a long one.
        reader.Position = FileHeaderLength + Math.Min(length, InfoLength);
        if (header.Encoding is BmpEncoding.BitFields or BmpEncoding.AlphaBitFields)
            header.Masks =
                BmpMasks.Read(ref reader, length >= 56 || header.Encoding == BmpEncoding.AlphaBitFields);
        else if (header.Depth > 8)
            header.Masks = BmpMasks.Usual(header.Depth);
        reader.Position = Math.Max(reader.Position, FileHeaderLength + length);
        if (header.Depth <= 8)
            header.ReadPalette(ref reader, colours, length == CoreLength ? 3 : 4, pixelOffset);
        header.PixelOffset = pixelOffset >= reader.Position && pixelOffset <= file.Length
            ? (int)pixelOffset
            : reader.Position;
        return header;
    }

    /// <summary>Looks up a row of palette pixels: [width] places to [width × 3] RGB.</summary>
    public void LookUp(ReadOnlySpan<byte> places, Span<byte> pixels)
    {
        int beyond = _palette.FirstBeyond(places);
        if (beyond >= 0)
            throw Damaged($"a BMP pixel has colour {beyond} of a palette of {_palette.Count}");
        _palette.LookUp(places, pixels);
    }

    private uint ReadCore(ref ByteReader reader)
    {
        Width = reader.UInt16Little(What);
        Height = reader.UInt16Little(What);
        reader.UInt16Little(What);
        Depth = reader.UInt16Little(What);
        return 0;
    }

    private uint ReadInfo(ref ByteReader reader, int length)
    {
        Width = (int)Math.Min(reader.UInt32Little(What), int.MaxValue);
        long height = (int)reader.UInt32Little(What);
        IsTopDown = height < 0;
        Height = (int)Math.Min(Math.Abs(height), int.MaxValue);
        reader.UInt16Little(What);
        Depth = reader.UInt16Little(What);
        if (length < InfoLength)
            return 0;
        Encoding = (BmpEncoding)reader.UInt32Little(What);
        reader.Take(12, What); // Bytes of the pixels, and how large the picture is in metres.
        return reader.UInt32Little(What);
    }

    private void CheckKind()
    {
        bool fits = Encoding switch
        {
            BmpEncoding.Plain => Depth is 1 or 2 or 4 or 8 or 16 or 24 or 32,
            BmpEncoding.RunLength8 => Depth == 8,
            BmpEncoding.RunLength4 => Depth == 4,
            BmpEncoding.BitFields or BmpEncoding.AlphaBitFields => Depth is 16 or 24 or 32,
            BmpEncoding.Jpeg => throw new ImageFormatException(
                "is a BMP around a JPEG, which Inkling can't read: save it as JPEG or PNG"),
            BmpEncoding.Png => throw new ImageFormatException(
                "is a BMP around a PNG, which Inkling can't read: save it as JPEG or PNG"),
            _ => false,
        };
        if (!fits)
            throw Damaged($"its BMP header says {Depth} bits a pixel, stored in way {(int)Encoding}");
    }

    // Each colour is blue, green, red, and in all but the oldest files a byte that means nothing.
    private void ReadPalette(ref ByteReader reader, uint colours, int entryLength, uint pixelOffset)
    {
        uint count = colours is 0 or > 256 ? 1u << Depth : colours;
        if (pixelOffset > reader.Position)
            count = Math.Min(count, (pixelOffset - (uint)reader.Position) / (uint)entryLength);
        ReadOnlySpan<byte> entries = reader.Take((int)count * entryLength, "a BMP palette");
        for (; !entries.IsEmpty; entries = entries[entryLength..])
            _palette.Add(red: entries[2], green: entries[1], blue: entries[0]);
    }
}
