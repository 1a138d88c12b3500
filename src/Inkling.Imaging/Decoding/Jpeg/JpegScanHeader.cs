using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>A scan header, SOS (ITU T.81, B.2.3), with the codes as they were when it came.</summary>
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

    public int Start { get; }

    /// <summary>Whether it has one component, and so walks over that one's own blocks (A.2.2).</summary>
    public bool IsAlone => Parts.Length == 1;

    /// <summary>Ss, the first zig-zag place that a progressive scan codes; 0 is DC.</summary>
    public int First { get; private init; }

    /// <summary>Se, the last zig-zag place that a progressive scan codes.</summary>
    public int Last { get; private init; }

    /// <summary>Ah, the lowest bit that earlier scans have coded, or 0 if this is the first.</summary>
    public int High { get; private init; }

    /// <summary>Al, the lowest bit that this scan codes.</summary>
    public int Low { get; private init; }

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

    /// <summary>Predicts from 0 again, as at a scan's start and at restart markers.</summary>
    public void ForgetPredictions() => Array.ForEach(Parts, part => part.Predictor = 0);

    /// <summary>One component's part in a scan.</summary>
    internal sealed class Part(
        JpegComponent component, Lazy<HuffmanTable>? dc, Lazy<HuffmanTable>? ac, int slots)
    {
        private HuffmanTable? _dc;
        private HuffmanTable? _ac;

        public JpegComponent Component { get; } = component;

        public HuffmanTable Dc =>
            _dc ??= dc?.Value ?? throw Damaged($"its JPEG DC Huffman table {slots >> 4} is missing");

        public HuffmanTable Ac =>
            _ac ??= ac?.Value ?? throw Damaged($"its JPEG AC Huffman table {slots & 15} is missing");

        /// <summary>The last block's DC value, from which the next one differs.</summary>
        public int Predictor { get; set; }
    }
}
