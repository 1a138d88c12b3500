using Inkling.Imaging.Decoding;

namespace Inkling.Imaging.Tests.Decoding;

/// <summary>
/// Colour type × depth × interlace × filter × transparency × order of chunks, and each colour type and depth
/// × each kind of corruption. The tests print the kinds (dotnet test … --output Detailed shows them).
/// </summary>
public class PngMatrix
{
    private delegate void Corruption(List<(string Name, byte[] Content)> chunks, PngKind kind);

    // Where chunks of no account may stand, and how many pieces the data come in.
    private static readonly (
        string Name, string[] Before, string[] Between, string[] Behind, int Pieces)[] Orders =
    [
        ("header, colours, data", [], [], [], 1),
        ("others before colours", ["gAMA", "sRGB", "tEXt"], [], [], 2),
        ("others before data", [], ["bKGD", "hIST", "tEXt", "prIv"], [], 3),
        ("others behind data", [], [], ["tIME", "tEXt", "zTXt"], 7),
        ("others everywhere", ["cHRM", "iCCP"], ["pHYs", "eXIf"], ["iTXt"], 1_000),
    ];

    private static readonly Dictionary<string, (Corruption Corrupt, string Message)> Corruptions = new()
    {
        { "no header", ((chunks, _) => chunks.RemoveAt(0), "stands where it may not") },
        { "two headers",
            ((chunks, _) => chunks.Insert(1, chunks[0]), "chunk IHDR at byte 33 stands where it may not") },
        { "a header cut short",
            ((chunks, _) => chunks[0] = ("IHDR", chunks[0].Content[..12]), "has 12 bytes instead of 13") },
        { "no width", ((chunks, _) => chunks[0].Content[3] = 0, "says 0 × 11 pixels") },
        { "no height", ((chunks, _) => chunks[0].Content[7] = 0, "says 13 × 0 pixels") },
        { "a depth that is none", ((chunks, _) => chunks[0].Content[8] = 5, "says depth 5, ") },
        { "a colour that is none", ((chunks, _) => chunks[0].Content[9] = 1, ", colour 1, ") },
        { "a compression that is none", ((chunks, _) => chunks[0].Content[10] = 1, ", compression 1, ") },
        { "filters that are none", ((chunks, _) => chunks[0].Content[11] = 1, ", filter 1, ") },
        { "an interlace that is none", ((chunks, _) => chunks[0].Content[12] = 2, ", interlace 2; ") },
        { "no data", ((chunks, _) => chunks.RemoveAt(chunks.Count - 2), "do not fit into 0 bytes") },
        {
            "data in two places",
            ((chunks, _) => chunks.InsertRange(chunks.Count - 1, [("tEXt", []), ("IDAT", [])]),
                "stands where it may not")
        },
        { "no end",
            ((chunks, _) => chunks.RemoveAt(chunks.Count - 1), "is cut short: a PNG chunk at byte ") },
        { "a critical stranger", ((chunks, _) => chunks.Insert(1, ("ABCD", [])), "it needs PNG chunk ABCD") },
        { "a name that is none",
            ((chunks, _) => chunks.Insert(1, ("a1cd", [])), "a PNG chunk has the name 0x61316364") },
        { "a row of filter 5",
            ((chunks, kind) => Replace(chunks, [5, .. kind.Rows()[1..]]), "PNG row 0 has filter 5") },
        { "rows too few",
            ((chunks, kind) => Replace(chunks, kind.Rows()[..^3]),
                "is cut short: its PNG data end in row ") },
        { "data that are not zlib's",
            ((chunks, _) => Data(chunks)[0] ^= 0xFF, "cannot be inflated near row 0") },
        { "a block that DEFLATE has not",
            ((chunks, _) => Data(chunks)[2] |= 6, "cannot be inflated near row 0") },
    };

    public static TheoryData<int, int> Types => [.. PngKind.Types];

    public static TheoryData<string> CorruptKinds => [.. Corruptions.Keys];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_combination_is_read_as_it_was_drawn(int colour, int depth)
    {
        var random = new Random((100 * colour) + depth);
        foreach (PngKind kind in KindsOf(colour, depth))
        {
            foreach ((string order, string[] before, string[] between, string[] behind, int pieces) in Orders)
            {
                kind.Draw(random);
                byte[] file =
                [
                    .. PngBytes.Signature, .. kind.Header(), .. Others(before), .. Bytes(kind.ColourChunks()),
                    .. Others(between), .. PngBytes.Data(kind.Rows(), pieces), .. Others(behind),
                    .. PngBytes.Chunk("IEND", []),
                ];
                RasterImage image = Fixture.Decode(file);
                Assert.Equal((PngKind.Width, PngKind.Height), (image.Width, image.Height));
                Assert.True(kind.Expected().AsSpan().SequenceEqual(image.Samples), $"{kind}; {order}");
                TestContext.Current.TestOutputHelper!.WriteLine($"{kind}; {order}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(CorruptKinds))]
    public void Every_type_refuses_each_corruption_and_names_it(string corruption)
    {
        foreach ((int colour, int depth) in PngKind.Types)
        {
            foreach (bool isInterlaced in (bool[])[false, true])
            {
                var kind = new PngKind(colour, depth, isInterlaced, Filter: 5, HasClear: false);
                kind.Draw(new Random(depth));
                var chunks = Chunks(kind);
                Corruptions[corruption].Corrupt(chunks, kind);
                AssertRefused(
                    [.. PngBytes.Signature, .. Bytes(chunks)], Corruptions[corruption].Message, kind);
            }
        }
    }

    [Fact]
    public void Every_type_refuses_a_flipped_bit_in_each_chunk_by_its_checksum()
    {
        foreach ((int colour, int depth) in PngKind.Types)
        {
            var kind =
                new PngKind(colour, depth, IsInterlaced: false, Filter: 5, HasClear: colour is 0 or 2 or 3);
            kind.Draw(new Random(depth));
            var chunks = Chunks(kind);
            int at = PngBytes.Signature.Length;
            foreach ((string name, byte[] content) in chunks)
            {
                byte[] file = [.. PngBytes.Signature, .. Bytes(chunks)];
                file[at + 8 + (content.Length / 2)] ^= 0x10; // Of IEND, which is empty, the checksum itself.
                AssertRefused(file, $"PNG chunk {name} at byte {at:N0} fails its checksum", kind);
                at += content.Length + 12;
            }
        }
    }

    private static IEnumerable<PngKind> KindsOf(int colour, int depth) =>
        from isInterlaced in (bool[])[false, true]
        from filter in Enumerable.Range(0, 6)
        from hasClear in (bool[])[false, true]
        where !hasClear || colour is 0 or 2 or 3
        select new PngKind(colour, depth, isInterlaced, filter, hasClear);

    private static List<(string Name, byte[] Content)> Chunks(PngKind kind) =>
    [
        ("IHDR", kind.Header()[8..^4]),
        .. kind.ColourChunks(),
        ("IDAT", PngBytes.Data(kind.Rows())[8..^4]),
        ("IEND", []),
    ];

    private static byte[] Data(List<(string Name, byte[] Content)> chunks) => chunks[^2].Content;

    private static void Replace(List<(string Name, byte[] Content)> chunks, byte[] rows) =>
        chunks[^2] = ("IDAT", PngBytes.Data(rows)[8..^4]);

    private static byte[] Bytes(IEnumerable<(string Name, byte[] Content)> chunks) =>
        [.. chunks.SelectMany(chunk => PngBytes.Chunk(chunk.Name, chunk.Content))];

    // Their contents are nonsense, which is no business of a reader's that skips them.
    private static byte[] Others(string[] names) =>
        Bytes(names.Select(name => (name, new byte[] { 1, 2, 3 })));

    private static void AssertRefused(byte[] file, string message, PngKind kind)
    {
        string actual = Assert.Throws<ImageFormatException>(() => Fixture.Decode(file)).Message;
        Assert.True(actual.Contains(message, StringComparison.Ordinal), $"{kind}: {actual}");
        TestContext.Current.TestOutputHelper!.WriteLine($"{kind}: {actual}");
    }
}
