using Inkling.Imaging.Decoding;

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

    [Fact]
    public void No_fixture_is_missing() => Assert.Equal(165, Fixture.Names.Length);

    private static void AssertEqual(string name)
    {
        RasterImage expected = Fixture.Expected(name);
        RasterImage actual = ImageFile.Decode(Fixture.Bytes(name));
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        Assert.Equal(expected.Channels, actual.Channels);
        Assert.Equal(expected.Samples, actual.Samples);
    }

    private static bool IsJpeg(string name) => name.EndsWith(".jpg", StringComparison.Ordinal);

    private static bool IsGrey(string name) => name.Contains("grey", StringComparison.Ordinal);
}
