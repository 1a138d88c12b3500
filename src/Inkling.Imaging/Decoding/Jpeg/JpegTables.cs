using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>The tables defined so far (ITU T.81, B.2.4); each may be defined anew before any scan.</summary>
internal sealed class JpegTables
{
    private readonly ushort[]?[] _steps = new ushort[]?[4];
    // Built when a scan first reads with them: a file may define thousands that none does.
    private readonly Lazy<HuffmanTable>?[] _dc = new Lazy<HuffmanTable>?[4];
    private readonly Lazy<HuffmanTable>?[] _ac = new Lazy<HuffmanTable>?[4];

    /// <summary>The place in the block, row by row, of zig-zag place k (ITU T.81, figure A.6).</summary>
    public static ReadOnlySpan<byte> NaturalOrder =>
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5,
        12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
        58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    /// <summary>The other way: this place of the block stands at that zig-zag place.</summary>
    public static ReadOnlySpan<byte> ZigZagPlaces =>
    [
        0, 1, 5, 6, 14, 15, 27, 28, 2, 4, 7, 13, 16, 26, 29, 42,
        3, 8, 12, 17, 25, 30, 41, 43, 9, 11, 18, 24, 31, 40, 44, 53,
        10, 19, 23, 32, 39, 45, 52, 54, 20, 22, 33, 38, 46, 51, 55, 60,
        21, 34, 37, 47, 50, 56, 59, 61, 35, 36, 48, 49, 57, 58, 62, 63,
    ];

    /// <summary>MCUs from one restart marker to the next, or 0 for none.</summary>
    public int RestartInterval { get; private set; }

    /// <summary>The [64] quantisation steps of a slot, in natural order.</summary>
    public ushort[] Steps(int slot) =>
        _steps[slot] ?? throw Damaged($"its JPEG quantisation table {slot} is missing");

    /// <summary>The DC code of a slot, or null if none was defined.</summary>
    public Lazy<HuffmanTable>? Dc(int slot) => slot < _dc.Length ? _dc[slot] : null;

    public Lazy<HuffmanTable>? Ac(int slot) => slot < _ac.Length ? _ac[slot] : null;

    public void ReadSteps(ReadOnlySpan<byte> segment)
    {
        const string What = "a JPEG quantisation table";
        var reader = new ByteReader(segment);
        while (reader.Remaining > 0)
        {
            int head = reader.Byte(What);
            if (head >> 4 > 1 || (head & 15) > 3)
                throw Damaged($"a JPEG quantisation table starts with 0x{head:X2}");
            ushort[] steps = new ushort[64];
            for (int k = 0; k < 64; k++)
                steps[NaturalOrder[k]] = (ushort)(head >> 4 == 0 ? reader.Byte(What) : reader.UInt16(What));
            _steps[head & 15] = steps;
        }
    }

    public void ReadCodes(ReadOnlySpan<byte> segment)
    {
        const string What = "a JPEG Huffman table";
        var reader = new ByteReader(segment);
        while (reader.Remaining > 0)
        {
            int head = reader.Byte(What);
            if (head >> 4 > 1 || (head & 15) > 3)
                throw Damaged($"a JPEG Huffman table starts with 0x{head:X2}");
            byte[] counts = reader.Take(16, What).ToArray();
            int sum = 0;
            foreach (byte count in counts)
                sum += count;
            byte[] symbols = reader.Take(sum, What).ToArray();
            bool isAc = head >> 4 == 1;
            (isAc ? _ac : _dc)[head & 15] =
                new Lazy<HuffmanTable>(() => new HuffmanTable(counts, symbols, isAc));
        }
    }

    public void ReadRestartInterval(ReadOnlySpan<byte> segment) =>
        RestartInterval = new ByteReader(segment).UInt16("a JPEG restart interval");
}
