using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>
/// A scan header, SOS (ITU T.81, B.2.3), with the codes that its components had when it came: a later DHT
/// segment may put others in their place.
/// </summary>
internal sealed class JpegScanHeader
{
    private JpegScanHeader(Part[] parts, int restartInterval, int start)
    {
        Parts = parts;
        RestartInterval = restartInterval;
        Start = start;
    }

    /// <summary>The components, in the order in which their blocks are interleaved.</summary>
    public Part[] Parts { get; }

    /// <summary>MCUs from one restart marker to the next, or 0 for none.</summary>
    public int RestartInterval { get; }

    /// <summary>The offset of the scan's data.</summary>
    public int Start { get; }

    /// <summary>
    /// True if the scan has one component, and then walks over that one's own blocks (A.2.2).
    /// </summary>
    public bool IsAlone => Parts.Length == 1;

    /// <summary>
    /// Ss, the first zig-zag place that the scan codes; 0 is DC. Of progressive files only.
    /// </summary>
    public int First { get; private init; }

    /// <summary>Se, the last zig-zag place that the scan codes. Of progressive files only.</summary>
    public int Last { get; private init; }

    /// <summary>Ah, the lowest bit that earlier scans have coded, or 0 if this is the first.</summary>
    public int High { get; private init; }

    /// <summary>Al, the lowest bit that this scan codes.</summary>
    public int Low { get; private init; }

    /// <summary>Reads the header's content, behind its length.</summary>
    /// <param name="segment">The content.</param>
    /// <param name="start">The offset of the data that follow.</param>
    /// <param name="frame">The frame whose components it names.</param>
    /// <param name="tables">The tables defined so far.</param>
    public static JpegScanHeader Read(
        ReadOnlySpan<byte> segment, int start, JpegFrame frame, JpegTables tables)
    {
        const string What = "a JPEG scan header";
        var reader = new ByteReader(segment);
        int count = reader.Byte(What);
        if (count < 1 || count > frame.Components.Length)
            throw Damaged($"a JPEG scan has {count} of {frame.Components.Length} components");

        var parts = new Part[count];
        for (int i = 0; i < count; i++)
        {
            byte id = reader.Byte(What);
            int slots = reader.Byte(What);
            JpegComponent component = Array.Find(frame.Components, candidate => candidate.Id == id)
                ?? throw Damaged($"a JPEG scan asks for component {id}, which is not there");
            if (Array.Exists(parts, part => part?.Component == component))
                throw Damaged($"a JPEG scan asks for component {id} twice");
            parts[i] = new Part(component, tables.Dc(slots >> 4), tables.Ac(slots & 15), slots);
            component.Steps ??= tables.Steps(component.Quantisation);
        }
        ReadOnlySpan<byte> rest = reader.Take(3, What);
        return new JpegScanHeader(parts, tables.RestartInterval, start)
        {
            First = rest[0],
            Last = rest[1],
            High = rest[2] >> 4,
            Low = rest[2] & 15,
        };
    }

    /// <summary>
    /// Lets every component predict from 0 again, as at a scan's start and at restart markers.
    /// </summary>
    public void ForgetPredictions() => Array.ForEach(Parts, part => part.Predictor = 0);

    /// <summary>One component's part in a scan.</summary>
    internal sealed class Part(
        JpegComponent component, Lazy<HuffmanTable>? dc, Lazy<HuffmanTable>? ac, int slots)
    {
        private HuffmanTable? _dc;
        private HuffmanTable? _ac;

        /// <summary>Whose blocks these are.</summary>
        public JpegComponent Component { get; } = component;

        /// <summary>The code of DC differences.</summary>
        public HuffmanTable Dc =>
            _dc ??= dc?.Value ?? throw Damaged($"its JPEG DC Huffman table {slots >> 4} is missing");

        /// <summary>The code of AC values.</summary>
        public HuffmanTable Ac =>
            _ac ??= ac?.Value ?? throw Damaged($"its JPEG AC Huffman table {slots & 15} is missing");

        /// <summary>The last block's DC value, from which the next one differs.</summary>
        public int Predictor { get; set; }
    }
}
