using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>Reads JPEG (ITU T.81): Huffman-coded, eight bits, sequential and progressive.</summary>
internal sealed class JpegDecoder
{
    private readonly DecodeRequest _request;
    private readonly JpegTables _tables = new();
    private readonly JpegHeader _header = new();
    private readonly ProgressiveOrder _order = new();
    private JpegFrame? _frame;
    private RasterImage? _picture;

    private JpegDecoder(DecodeRequest request) => _request = request;

    /// <summary>SOI, the two bytes at the start of every JPEG file.</summary>
    public static ReadOnlySpan<byte> Signature => [0xFF, 0xD8];

    public static RasterImage Decode(DecodeRequest request) => new JpegDecoder(request).Walk();

    internal static ImageFormatException Unread(string name) =>
        new($"is {name}, which Inkling can't read: save it as baseline JPEG or PNG");

    private RasterImage Walk()
    {
        var reader = new ByteReader(_request.File.Span) { Position = Signature.Length };
        while (true)
        {
            _request.Cancellation.ThrowIfCancellationRequested();
            int marker = JpegMarkers.Next(ref reader);
            if (marker is JpegMarkers.EndOfImage or < 0)
                return Finish(isCut: marker < 0, reader.Position);
            if (JpegMarkers.StandsAlone(marker))
                continue;

            ReadOnlySpan<byte> segment = JpegMarkers.Segment(ref reader, marker);
            switch (marker)
            {
                case 0xC0 or 0xC1 or 0xC2 when _frame is null:
                    _frame = JpegFrame.Read(segment, isProgressive: marker == 0xC2);
                    break;
                case JpegMarkers.StartOfScan when _frame is not null:
                    reader.Position = TakeScan(_frame, segment, reader.Position);
                    if (_picture is not null)
                        return _picture;
                    break;
                case JpegMarkers.HuffmanTables:
                    _tables.ReadCodes(segment);
                    break;
                case JpegMarkers.QuantisationTables:
                    _tables.ReadSteps(segment);
                    break;
                case JpegMarkers.RestartInterval:
                    _tables.ReadRestartInterval(segment);
                    break;
                case (>= 0xC0 and <= 0xCF) or JpegMarkers.StartOfScan or 0xDE:
                    throw Refuse(marker, hasFrame: _frame is not null);
                default:
                    _header.Note(marker, segment); // Or a comment, a thumbnail, a profile: not ours to read.
                    break;
            }
        }
    }

    private int TakeScan(JpegFrame frame, ReadOnlySpan<byte> segment, int position)
    {
        ReadOnlySpan<byte> file = _request.File.Span;
        if (!frame.IsSettled)
            Settle(frame, position);
        JpegScanHeader scan = JpegScanHeader.Read(segment, position, frame, _tables);
        if (frame.IsProgressive)
        {
            _order.Add(scan);
            return JpegMarkers.EndOfData(file, position);
        }
        if (Array.Find(scan.Parts, part => part.Component.RowsReady > 0) is { } twice)
            throw Damaged($"JPEG component {twice.Component.Id} is coded twice");
        if (!Array.Exists(scan.Parts, part => part.Component.IsWanted))
            return JpegMarkers.EndOfData(file, position);

        // The usual file has one scan, and then no plane need be held as a whole: rows leave as they come.
        bool hasAll = Array.TrueForAll(
            frame.Components,
            component =>
                !component.IsWanted || Array.Exists(scan.Parts, part => part.Component == component));
        foreach (JpegScanHeader.Part part in scan.Parts)
        {
            if (part.Component.IsWanted)
                part.Component.Allocate(frame, whole: !hasAll);
        }
        JpegRows? rows = hasAll ? NewRows(frame) : null;
        int end = SequentialScan.Decode(_request, frame, scan, rows);
        if (IsDecoded(frame))
            _picture = rows?.ToRaster() ?? AllRows(frame);
        return end;
    }

    private void Settle(JpegFrame frame, int position)
    {
        int height = frame.Height > 0 ? frame.Height : JpegMarkers.HeightBehind(_request.File.Span, position);
        frame.Settle(height, _request);
        if (_request.GreyOnly && _header.ColoursOf(frame) is JpegColours.YCbCr)
        {
            foreach (JpegComponent component in frame.Components.AsSpan(1))
                component.IsWanted = false;
        }
    }

    /// <summary>At the end of the file or picture: only progressive frames are decoded this late.</summary>
    private RasterImage Finish(bool isCut, int position)
    {
        if (_frame is null)
            throw isCut
                ? CutShort($"a JPEG marker is missing at byte {position:N0}")
                : Damaged("it has no JPEG frame");
        JpegComponent? missing = _frame.IsProgressive
            ? _order.Missing(_frame)
            : Array.Find(_frame.Components, component => component.IsWanted && component.RowsReady == 0);
        if (missing is not null)
            throw CutShort($"JPEG component {missing.Id} is missing");
        if (isCut && !_order.IsComplete(_frame))
            throw CutShort($"a JPEG scan is missing at byte {position:N0}");
        JpegRows rows = NewRows(_frame);
        ProgressiveFrame.Decode(_request, _frame, _order.Scans, rows);
        return rows.ToRaster();
    }

    private JpegRows NewRows(JpegFrame frame) =>
        new(frame, _header.ColoursOf(frame), _request.GreyOnly, _header.Orientation);

    private RasterImage AllRows(JpegFrame frame)
    {
        JpegRows rows = NewRows(frame);
        rows.Advance();
        return rows.ToRaster();
    }

    private static bool IsDecoded(JpegFrame frame) => Array.TrueForAll(
        frame.Components, component => !component.IsWanted || component.RowsReady >= component.Height);

    private static ImageFormatException Refuse(int marker, bool hasFrame) => marker switch
    {
        >= 0xC0 and <= 0xC2 => Damaged("it is a JPEG of two frames"),
        0xC3 => Unread("a lossless JPEG"),
        JpegMarkers.StartOfScan => Damaged("its JPEG scan comes before its frame"),
        0xDE or (>= 0xC5 and <= 0xC7) => Unread("a hierarchical JPEG"),
        0xC8 => Unread("a JPEG of a reserved kind"),
        _ => hasFrame
            ? Damaged($"a JPEG marker 0x{marker:X2} follows its frame")
            : Unread("an arithmetic-coded JPEG"),
    };
}
