using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>
/// Reads baseline JPEG (ITU T.81; SOF0, and SOF1 of eight bits): walks from marker to marker and hands each
/// segment on, then sets the picture upright. Progressive, arithmetic, lossless and CMYK files are named and
/// refused.
/// </summary>
internal static class JpegDecoder
{
    /// <summary>SOI, the two bytes at the start of every JPEG file.</summary>
    public static ReadOnlySpan<byte> Signature => [0xFF, 0xD8];

    /// <summary>Decodes a whole file that starts with the signature.</summary>
    /// <exception cref="ImageFormatException">
    /// The file is damaged, cut short, too large or of another process.
    /// </exception>
    public static RasterImage Decode(ReadOnlySpan<byte> file, DecodeLimits limits)
    {
        var reader = new ByteReader(file) { Position = Signature.Length };
        var seen = new Seen();
        while (true)
        {
            int marker = NextMarker(ref reader, seen.Frame);
            if (marker == 0xD9)
                return ExifOrientation.SetUpright(Finish(seen), seen.Orientation);
            if (marker is 0x01 or (>= 0xD0 and <= 0xD8))
                continue; // TEM, RSTn and SOI stand alone.

            ReadOnlySpan<byte> segment = Segment(ref reader, marker);
            if (marker is 0xC0 or 0xC1 && seen.Frame is null)
                seen.Frame = JpegFrame.Read(segment, limits, file.Length);
            else if (marker == 0xDA && seen.Frame is not null)
                reader.Position = JpegScan.Decode(file, reader.Position, segment, seen.Frame, seen.Tables);
            else
                Note(marker, segment, seen);
        }
    }

    /// <summary>The clause for a kind of JPEG that is not read.</summary>
    internal static ImageFormatException Unread(string name) =>
        new($"is {name}, which Inkling can't read: save it as baseline JPEG or PNG");

    /// <summary>
    /// The next marker's second byte. Stray bytes before it are skipped, as every reader does; a file that
    /// ends after its last scan without EOI is complete.
    /// </summary>
    private static int NextMarker(ref ByteReader reader, JpegFrame? frame)
    {
        int previous = 0;
        while (reader.Remaining > 0)
        {
            int current = reader.Byte("a JPEG marker");
            if (previous == 0xFF && current is not (0 or 0xFF))
                return current;
            previous = current;
        }

        return frame is not null && Array.TrueForAll(frame.Components, component => component.Coded)
            ? 0xD9
            : throw CutShort($"a JPEG marker is missing at byte {reader.Position:N0}");
    }

    private static ReadOnlySpan<byte> Segment(ref ByteReader reader, int marker)
    {
        int length = reader.UInt16("a JPEG segment");
        return length >= 2
            ? reader.Take(length - 2, $"JPEG segment 0x{marker:X2}")
            : throw Damaged($"JPEG segment 0x{marker:X2} at byte {reader.Position:N0} has length {length}");
    }

    /// <summary>Takes in what is neither frame nor scan.</summary>
    private static void Note(int marker, ReadOnlySpan<byte> segment, Seen seen)
    {
        switch (marker)
        {
            case 0xC4:
                seen.Tables.ReadCodes(segment);
                break;
            case 0xDB:
                seen.Tables.ReadSteps(segment);
                break;
            case 0xDD:
                seen.Tables.ReadRestartInterval(segment);
                break;
            case 0xE0:
                seen.HasJfif |= segment.StartsWith("JFIF\0"u8);
                break;
            case 0xE1 when seen.Orientation == ExifOrientation.Upright:
                seen.Orientation = ExifOrientation.Read(segment);
                break;
            case 0xEE when segment.Length >= 12 && segment.StartsWith("Adobe"u8):
                seen.AdobeTransform = segment[11];
                break;
            case >= 0xC0 and <= 0xCF or 0xDA or 0xDE:
                throw Refuse(marker, hasFrame: seen.Frame is not null);
            default:
                break; // Comments, thumbnails, colour profiles: not ours to read.
        }
    }

    private static RasterImage Finish(Seen seen)
    {
        JpegFrame frame = seen.Frame ?? throw Damaged("it is a JPEG without a frame");
        JpegComponent? missing = Array.Find(frame.Components, component => !component.Coded);
        if (missing is not null)
            throw CutShort($"JPEG component {missing.Id} is missing");

        // JFIF means YCbCr, Adobe says which, and else the names "RGB" do: libjpeg's rule.
        bool isRgb = !seen.HasJfif
            && (seen.AdobeTransform is int transform ? transform == 0 : IsNamedRgb(frame.Components));
        return ColourConversion.ToRaster(frame, isRgb);
    }

    private static bool IsNamedRgb(JpegComponent[] components) =>
        components.Select(component => component.Id).SequenceEqual("RGB"u8.ToArray());

    private static ImageFormatException Refuse(int marker, bool hasFrame) => marker switch
    {
        0xC0 or 0xC1 => Damaged("it is a JPEG of two frames"),
        0xC2 => new("is a progressive JPEG, which Inkling can't read yet: save it as baseline JPEG or PNG"),
        0xC3 => Unread("a lossless JPEG"),
        0xDA => Damaged("its JPEG scan comes before its frame"),
        0xDE or (>= 0xC5 and <= 0xC7) => Unread("a hierarchical JPEG"),
        0xC8 => Unread("a JPEG of a reserved kind"),
        _ => hasFrame
            ? Damaged($"a JPEG marker 0x{marker:X2} follows its frame")
            : Unread("an arithmetic-coded JPEG"),
    };

    /// <summary>What a walk over the markers has brought so far.</summary>
    private sealed class Seen
    {
        public JpegTables Tables { get; } = new();

        public JpegFrame? Frame { get; set; }

        public bool HasJfif { get; set; }

        public int? AdobeTransform { get; set; }

        public int Orientation { get; set; } = ExifOrientation.Upright;
    }
}
