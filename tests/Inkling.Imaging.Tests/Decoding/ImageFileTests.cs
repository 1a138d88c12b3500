using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Inkling.Imaging.Decoding;
using Inkling.Imaging.Decoding.Png;
using Inkling.Imaging.Files;

namespace Inkling.Imaging.Tests.Decoding;

public class ImageFileTests
{
    private const string SaveIt = "which Inkling can't read: save it as JPEG or PNG";

    private const string SaveAsBaseline = ", which Inkling can't read: save it as baseline JPEG or PNG";

    public static TheoryData<string, string> Unread => new()
    {
        { string.Empty, "is empty: there is nothing to read" },
        { "II*\0\u0008\0\0\0", $"is a TIFF picture, {SaveIt}" },
        { "MM\0*\0\0\0\u0008", $"is a TIFF picture, {SaveIt}" },
        { "RIFF\u0010\0\0\0WEBPVP8 ", $"is a WebP picture, {SaveIt}" },
        { "\0\0\0\u0018ftypheic\0\0\0\0", $"is a HEIC picture, {SaveIt}" },
        { "\0\0\0\u0018ftypmif1\0\0\0\0", $"is a HEIC picture, {SaveIt}" },
        { "\0\0\0\u0018ftypavif\0\0\0\0", $"is an AVIF picture, {SaveIt}" },
        { "P7\nWIDTH 2\n", $"is a PAM picture, {SaveIt}" },
        { "%PDF-1.7\n", $"is a PDF document, {SaveIt}" },
        {
            "PK\u0003\u0004\u0014\0",
            "is a ZIP archive, which Inkling can't read: unpack it and use the pictures inside"
        },
        { "  <svg xmlns='x'/>", $"is an SVG, XML or HTML text, {SaveIt}" },
        { "file,label\na,1\n", "is a text, not a picture: use a JPEG or PNG picture" },
        {
            "\u0001\u0002\u0003\u0004",
            "is in no format that Inkling knows: save it as JPEG or PNG"
        },
    };

    [Theory]
    [MemberData(nameof(Unread))]
    public void Formats_that_are_not_read_are_named(string content, string message)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(content);
        Assert.Equal(message, Assert.Throws<ImageFormatException>(() => Fixture.Decode(bytes)).Message);
    }

    [Theory]
    [InlineData(0xC3, "is a lossless JPEG")]
    [InlineData(0xC5, "is a hierarchical JPEG")]
    [InlineData(0xC9, "is an arithmetic-coded JPEG")]
    public void Other_jpeg_processes_are_named(byte marker, string message)
    {
        byte[] bytes = Fixture.Bytes("grey-8x8-q75.jpg");
        bytes[FrameOf(bytes) + 1] = marker;
        Assert.Equal(message + SaveAsBaseline, MessageOf(bytes));
    }

    [Theory]
    [InlineData(4, 12, "is a JPEG of 12 bits a sample")]
    [InlineData(9, 2, "is a JPEG of 2 components")]
    public void Other_jpeg_frames_are_named(int offset, byte value, string message)
    {
        byte[] bytes = Fixture.Bytes("grey-8x8-q75.jpg");
        bytes[FrameOf(bytes) + offset] = value;
        Assert.Equal(message + SaveAsBaseline, MessageOf(bytes));
    }

    [Fact]
    public void A_jpeg_that_is_cut_short_says_where()
    {
        byte[] bytes = Fixture.Bytes("grey-65x33-q100.jpg");
        Assert.Equal(
            "is cut short: its JPEG data end at byte 1,500, in unit 20 of 45; copy or download it again",
            MessageOf(bytes[..1500]));
    }

    [Fact]
    public void A_jpeg_without_its_end_marker_is_complete()
    {
        byte[] bytes = Fixture.Bytes("grey-28x28-q95.jpg");
        Assert.Equal(Fixture.Decode(bytes).Samples, Fixture.Decode(bytes.AsMemory(..^2)).Samples);
    }

    [Fact]
    public void A_png_with_a_flipped_bit_fails_its_checksum()
    {
        byte[] bytes = Fixture.Bytes("rgb-8-21x13.png");
        bytes[^20] ^= 1;
        Assert.Matches("^is damaged: PNG chunk IDAT at byte [0-9,]+ fails its checksum; ", MessageOf(bytes));
    }

    [Fact]
    public void A_png_whose_data_want_a_dictionary_is_refused()
    {
        byte[] bytes = Fixture.Bytes("grey-8-21x13.png");
        int data = bytes.AsSpan().IndexOf("IDAT"u8);
        // FDICT is set, and the check bits fit (RFC 1950, 2.2).
        (bytes[data + 4], bytes[data + 5]) = (0x78, 0x20);
        int length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(data - 4));
        uint sum = Crc32.HashToUInt32(bytes.AsSpan(data, length + 4));
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(data + 4 + length), sum);
        Assert.StartsWith("is damaged: its PNG data cannot be inflated near row 0; ", MessageOf(bytes));
    }

    [Fact]
    public void A_png_that_is_cut_short_says_so() =>
        Assert.Matches("^is cut short: ", MessageOf(Fixture.Bytes("rgb-8-21x13.png")[..^30]));

    [Fact]
    public void A_short_file_cannot_claim_much_memory()
    {
        byte[] bytes = Fixture.Bytes("grey-8x8-q75.jpg");
        bytes.AsSpan(FrameOf(bytes) + 5, 4).Fill(0x20); // 8,224 × 8,224
        Assert.Equal(
            $"is cut short: a JPEG of 8,224 × 8,224 pixels does not fit into {bytes.Length:N0} bytes;"
            + " copy or download it again",
            MessageOf(bytes));
    }

    private static int FrameOf(byte[] bytes) => bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);

    private static string MessageOf(byte[] bytes) =>
        Assert.Throws<ImageFormatException>(() => Fixture.Decode(bytes)).Message;
}
