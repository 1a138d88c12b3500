using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>Walks from marker to marker (ITU T.81, B.1.1); it knows no segment's meaning.</summary>
internal static class JpegMarkers
{
    public const int StartOfImage = 0xD8;
    public const int EndOfImage = 0xD9;
    public const int StartOfScan = 0xDA;
    public const int QuantisationTables = 0xDB;
    public const int NumberOfLines = 0xDC;
    public const int RestartInterval = 0xDD;
    public const int HuffmanTables = 0xC4;

    /// <summary>True if no length follows: TEM, RSTn and SOI.</summary>
    public static bool StandsAlone(int marker) => marker is 0x01 or (>= 0xD0 and <= StartOfImage);

    /// <summary>The next marker's second byte, or −1 at the end; stray and fill bytes are skipped.</summary>
    public static int Next(ref ByteReader reader)
    {
        int previous = 0;
        while (reader.Remaining > 0)
        {
            int current = reader.Byte("a JPEG marker");
            if (previous == 0xFF && current is not (0 or 0xFF))
                return current;
            previous = current;
        }
        return -1;
    }

    public static ReadOnlySpan<byte> Segment(ref ByteReader reader, int marker)
    {
        int length = reader.UInt16("a JPEG segment");
        return length >= 2
            ? reader.Take(length - 2, $"JPEG segment 0x{marker:X2}")
            : throw Damaged($"JPEG segment 0x{marker:X2} at byte {reader.Position:N0} has length {length}");
    }

    /// <summary>The offset of the marker behind a scan's data, or of the file's end.</summary>
    public static int EndOfData(ReadOnlySpan<byte> file, int start)
    {
        int position = start;
        while (true)
        {
            int found = file[position..].IndexOf((byte)0xFF);
            position += found;
            if (found < 0 || position + 1 >= file.Length)
                return file.Length;
            if (file[position + 1] is not (0 or 0xFF or (>= 0xD0 and <= 0xD7)))
                return position;
            position += file[position + 1] == 0xFF ? 1 : 2;
        }
    }

    /// <summary>The height in a DNL segment behind the first scan (B.2.5); 0 if there is none.</summary>
    public static int HeightBehind(ReadOnlySpan<byte> file, int start)
    {
        int end = EndOfData(file, start);
        var reader = new ByteReader(file) { Position = end };
        return Next(ref reader) == NumberOfLines
            && Segment(ref reader, NumberOfLines) is { Length: >= 2 } lines
            ? (lines[0] << 8) | lines[1]
            : 0;
    }
}
