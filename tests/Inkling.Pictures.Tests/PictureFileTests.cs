using System.Text;
using Inkling.Imaging;

namespace Inkling.Pictures.Tests;

public class PictureFileTests
{
    private const string SaveIt = "which Inkling can't read: save it as JPEG or PNG";

    public static TheoryData<string, string> Unread => new()
    {
        { string.Empty, "is empty: there is nothing to read" },
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
        { "BMs are measured in kg", "is a text, not a picture: use a JPEG or PNG picture" },
        {
            "\u0001\u0002\u0003\u0004",
            "is in no format that Inkling knows: save it as JPEG or PNG"
        },
    };

    [Theory]
    [MemberData(nameof(Unread))]
    public void Formats_that_are_not_read_are_named(string content, string message)
    {
        var refusal = Assert.Throws<ImageFormatException>(
            () => PictureFile.Decode(Encoding.Latin1.GetBytes(content)));
        Assert.Equal(message, refusal.Message);
        Assert.Equal(ImageFault.UnsupportedFormat, refusal.Fault);
    }

    [Theory]
    [InlineData("grey.jpg")]
    [InlineData("progressive.jpg")]
    [InlineData("rgba.png")]
    [InlineData("clear-interlaced.gif")]
    [InlineData("rgb-32.bmp")]
    [InlineData("lossless-alpha.webp")]
    public void A_picture_that_ends_early_says_so(string name)
    {
        byte[] bytes = Fixture.Bytes(name);
        Assert.Matches("^is (cut short|damaged): .*[;:] ", MessageOf(bytes[..(bytes.Length * 9 / 10)]));
    }

    [Fact]
    public void A_png_with_a_flipped_bit_is_damaged()
    {
        byte[] bytes = Fixture.Bytes("palette-8.png");
        bytes[^30] ^= 1;
        Assert.StartsWith("is damaged: ", MessageOf(bytes));
    }

    private static string MessageOf(byte[] bytes) =>
        Assert.Throws<ImageFormatException>(() => PictureFile.Decode(bytes)).Message;
}
