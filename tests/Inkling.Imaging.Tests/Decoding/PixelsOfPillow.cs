using System.Text;
using Inkling.Imaging.Decoding;
using Inkling.Imaging.Decoding.Jpeg;

namespace Inkling.Imaging.Tests.Decoding;

public class PixelsOfPillow
{
    public static TheoryData<string> Grey => [.. Fixture.Names.Where(name => IsJpeg(name) && IsGrey(name))];

    public static TheoryData<string> Colour => [.. Fixture.Names.Where(name => IsJpeg(name) && !IsGrey(name))];

    public static TheoryData<string> Png => [.. Fixture.Names.Where(name => !IsJpeg(name))];

    [Theory]
    [MemberData(nameof(Grey))]
    public void Grey_pixels_equal_those_of_libjpeg_turbo(string name) => AssertEqual(name);

    [Theory]
    [MemberData(nameof(Colour))]
    public void Colour_pixels_equal_those_of_libjpeg_turbo(string name) => AssertEqual(name);

    [Theory]
    [MemberData(nameof(Png))]
    public void Png_pixels_equal_those_of_Pillow(string name) => AssertEqual(name);

    [Theory]
    [InlineData("Exif\0\0II*\0\u0008\0\0\0\u0001\0\u0012\u0001\u0003\0\u0001\0\0\0\u0006\0\0\0", 6)]
    [InlineData("Exif\0\0MM\0*\0\0\0\u0008\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0\u0008\0\0", 8)]
    [InlineData("Exif\0\0MM\0*\0\0\0\u0008\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0\u0009\0\0", 1)]
    [InlineData("Exif\0\0MM\0*\0\0\0\u0008\0\u0001\u0001\u0012", 1)]
    [InlineData("Exif\0\0MM\0*\0\u0001\0\u0008", 1)]
    [InlineData("Exif", 1)]
    public void Orientation_is_read_in_either_byte_order_and_a_broken_one_is_upright(string segment, int expected) =>
        Assert.Equal(expected, ExifOrientation.Read(Encoding.Latin1.GetBytes(segment)));

    [Fact]
    public void No_fixture_is_missing() => Assert.Equal(173, Fixture.Names.Length);

    private static void AssertEqual(string name)
    {
        RasterImage expected = Fixture.Expected(name);
        RasterImage actual = Fixture.Decode(Fixture.Bytes(name));
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        Assert.Equal(expected.Channels, actual.Channels);
        Assert.Equal(expected.Samples, actual.Samples);
    }

    private static bool IsJpeg(string name) => name.EndsWith(".jpg", StringComparison.Ordinal);

    private static bool IsGrey(string name) => name.Contains("grey", StringComparison.Ordinal);
}
