using System.Text;
using Inkling.Imaging;

namespace Inkling.Pictures.Tests;

/// <summary>The one format that Inkling decodes itself.</summary>
public class PnmTests
{
    // 255 · value / greatest to the nearest whole number, halves to the even one, as Pillow has it.
    [Theory]
    [InlineData("P1 3 2\n10 1#two rows\n0 0 1", 1, "0 255 0 255 255 0")]
    [InlineData("P2\n# drawn\n3 1 15\n0 7 15", 1, "0 119 255")]
    [InlineData("P2 3 1 100\n1 50 100", 1, "3 128 255")]
    [InlineData("P3 1 2 255\n1 2 3 254 255 0", 3, "1 2 3 254 255 0")]
    [InlineData("P4 9 2\n\u00AA\u0080\u0001\u0000", 1,
        "0 255 0 255 0 255 0 255 0 255 255 255 255 255 255 255 0 255")]
    [InlineData("P5 3 1 255\n\u0000\n\u00FF", 1, "0 10 255")]
    [InlineData("P5 3 1 65535\n\u0000\u0000\u0001\u0001\u00FF\u00FF", 1, "0 1 255")]
    [InlineData("P6\n1\n1 100\n\u0001\u0032\u0064", 3, "3 128 255")]
    public void Samples_of_each_kind_become_eight_bits(string content, int channels, string expected)
    {
        RasterImage picture = PictureFile.Decode(Encoding.Latin1.GetBytes(content));
        Assert.Equal(channels, picture.Channels);
        Assert.Equal(expected.Split(' ').Select(byte.Parse), picture.Samples);
    }

    [Theory]
    [InlineData("P2 2 1 7\n3 8 ", "is damaged: a PNM sample is 8, and the greatest is 7; ")]
    [InlineData("P2 2 1 70000\n3 8 ", "is damaged: its PNM header says a greatest value of 70,000; ")]
    [InlineData("P2 0 1 7\n3 8 ", "is damaged: its header says 0 × 1 pixels; ")]
    [InlineData("P2 2 1 7\n3   ", "is cut short: a PNM sample is missing at byte 13; ")]
    [InlineData("P2 2 1 7\n3 x ", "is damaged: a PNM sample is missing: 0x78 stands at byte 11; ")]
    [InlineData("P1 2 1\n12", "is damaged: a PNM bit is missing: 0x32 stands at byte 8; ")]
    [InlineData("P5 20 20 255\nab", "is cut short: a PNM of 20 × 20 pixels does not fit into 2 bytes; ")]
    [InlineData("P5 1234567890 1 255\nab", "is damaged: a PNM width at byte 3 has more than 9 digits; ")]
    public void A_damaged_picture_says_what_is_wrong(string content, string message) => Assert.StartsWith(
        message,
        Assert.Throws<ImageFormatException>(
            () => PictureFile.Decode(Encoding.ASCII.GetBytes(content))).Message);
}
