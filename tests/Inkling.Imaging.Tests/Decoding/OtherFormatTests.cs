using System.Text;
using Inkling.Imaging.Decoding;

namespace Inkling.Imaging.Tests.Decoding;

/// <summary>What no other program was asked about: odd cases of GIF, BMP and PNM, and their errors.</summary>
public class OtherFormatTests
{
    // A screen of 3 × 2 with black and white, and in it a frame of 1 × 1 at (1, 1) that is white.
    private static readonly byte[] SmallFrame =
    [
        .. "GIF89a"u8, 3, 0, 2, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255,
        0x2C, 1, 0, 1, 0, 1, 0, 1, 0, 0, 2, 2, 0x4C, 0x01, 0, 0x3B,
    ];

    [Fact]
    public void What_a_gif_frame_leaves_bare_is_clear()
    {
        RasterImage image = Fixture.Decode(SmallFrame);
        Assert.Equal((3, 2, 4), (image.Width, image.Height, image.Channels));
        Assert.Equal([255, 255, 255, 255], image.Samples[16..20]);
        Assert.All(image.Samples.Where((_, i) => i is < 16 or >= 20), sample => Assert.Equal(0, sample));
    }

    [Fact]
    public void A_gif_frame_beyond_the_screen_makes_the_screen_larger()
    {
        byte[] bytes = [.. SmallFrame];
        bytes[20] = 5;
        Assert.Equal((6, 2), (Fixture.Decode(bytes).Width, Fixture.Decode(bytes).Height));
    }

    [Theory]
    [InlineData(19, 0x3B, "is cut short: a GIF frame is missing; ")]
    [InlineData(19, 0x3C, "is damaged: a GIF block 0x3C stands at byte 19; ")]
    [InlineData(29, 9, "is damaged: its GIF codes start at 9 bits; ")]
    [InlineData(31, 0x2C, "is cut short: its GIF data end at pixel 1 of 1; ")]
    [InlineData(31, 0x3C, "is damaged: GIF code 7 comes before its string, at pixel 1; ")]
    [InlineData(31, 0x54, "is damaged: a GIF pixel has colour 2 of a table of 2; ")]
    public void A_damaged_gif_says_what_is_wrong(int at, byte value, string message)
    {
        byte[] bytes = [.. SmallFrame];
        bytes[at] = value;
        Assert.StartsWith(message, MessageOf(bytes));
    }

    [Fact]
    public void A_bitmap_whose_alpha_is_zero_everywhere_is_solid()
    {
        byte[] bytes = Fixture.Bytes("masks-bgra.bmp");
        for (int i = 138 + 3; i < bytes.Length; i += 4)
            bytes[i] = 0;
        RasterImage image = Fixture.Decode(bytes);
        Assert.Equal(4, image.Channels);
        Assert.All(image.Samples.Where((_, i) => i % 4 == 3), alpha => Assert.Equal(255, alpha));
    }

    [Theory]
    [InlineData(28, 3, "is damaged: its BMP header says 3 bits a pixel, stored in way 0; ")]
    [InlineData(30, 4, "is a BMP around a JPEG, which Inkling can't read: save it as JPEG or PNG")]
    [InlineData(30, 9, "is damaged: its BMP header says 8 bits a pixel, stored in way 9; ")]
    [InlineData(18, 0, "is damaged: its header says 0 × 13 pixels; ")]
    [InlineData(23, 1, "is cut short: its 21 × 269 BMP pixels need 6,453 bytes, and 312 are left; ")]
    public void A_damaged_bitmap_says_what_is_wrong(int at, byte value, string message)
    {
        byte[] bytes = Fixture.Bytes("palette-8.bmp");
        bytes[at] = value;
        Assert.StartsWith(message, MessageOf(bytes));
    }

    [Fact]
    public void A_bitmap_pixel_beyond_the_palette_is_named()
    {
        byte[] bytes = Fixture.Bytes("palette-8-ten-colours.bmp");
        bytes[^4] = 10;
        Assert.StartsWith("is damaged: a BMP pixel has colour 10 of a palette of 10; ", MessageOf(bytes));
    }

    [Theory]
    [InlineData("P2 2 1 7\n3 8 ", "is damaged: a PNM sample is 8, and the greatest is 7; ")]
    [InlineData("P2 2 1 70000\n3 8 ", "is damaged: its PNM header says a greatest value of 70,000; ")]
    [InlineData("P2 2 1 7\n3   ", "is cut short: a PNM sample is missing at byte 13; ")]
    [InlineData("P2 2 1 7\n3 x ", "is damaged: a PNM sample is missing: 0x78 stands at byte 11; ")]
    [InlineData("P1 2 1\n12", "is damaged: a PNM bit is missing: 0x32 stands at byte 8; ")]
    [InlineData("P5 20 20 255\nab", "is cut short: a PNM of 20 × 20 pixels does not fit into 2 bytes; ")]
    [InlineData("P5 1234567890 1 255\nab", "is damaged: a PNM width at byte 3 has more than 9 digits; ")]
    public void A_damaged_netpbm_picture_says_what_is_wrong(string content, string message) =>
        Assert.StartsWith(message, MessageOf(Encoding.ASCII.GetBytes(content)));

    [Fact]
    public void Netpbm_levels_of_sixteen_bits_become_eight() =>
        Assert.Equal(
            [0, 1, 255], Fixture.Decode((byte[])[.. "P5 3 1 65535\n"u8, 0, 0, 1, 1, 255, 255]).Samples);

    private static string MessageOf(byte[] bytes) =>
        Assert.Throws<ImageFormatException>(() => Fixture.Decode(bytes)).Message;
}
