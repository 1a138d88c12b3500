using Inkling.Imaging.Decoding;

namespace Inkling.Imaging.Tests.Decoding;

/// <summary>
/// Every fixture against what libpng, libjpeg-turbo and Pillow read from it (Fixtures/make-fixtures.py).
/// </summary>
public class PixelsOfOracles
{
    public static TheoryData<string> Jpeg => [.. Fixture.Names.Where(IsJpeg)];

    public static TheoryData<string> Png =>
        [.. Fixture.Names.Where(name => Has(name, ".png") && !IsSuite(name))];

    public static TheoryData<string> Others =>
        [.. Fixture.Names.Where(name => !IsJpeg(name) && !Has(name, ".png"))];

    [Theory]
    [MemberData(nameof(Jpeg))]
    public void Jpeg_pixels_equal_those_of_libjpeg_turbo(string name) =>
        AssertEqual(Fixture.Expected(name), Fixture.Decode(Fixture.Bytes(name)));

    [Theory]
    [MemberData(nameof(Jpeg))]
    public void Jpeg_straight_to_grey_equals_libjpeg_turbos_grey(string name)
    {
        RasterImage expected = Fixture.Expected($"{name}@grey");
        GreyImage actual = Fixture.DecodeGrey(Fixture.Bytes(name));
        AssertEqual(expected, new RasterImage(actual.Width, actual.Height, 1, actual.Pixels));
    }

    [Theory]
    [MemberData(nameof(Png))]
    public void Png_pixels_equal_those_of_libpng(string name) =>
        AssertEqual(Fixture.Expected(name), Fixture.Decode(Fixture.Bytes(name)));

    [Theory]
    [MemberData(nameof(Others))]
    public void Bitmap_netpbm_and_gif_pixels_equal_those_of_Pillow(string name) =>
        AssertEqual(Fixture.Expected(name), Fixture.Decode(Fixture.Bytes(name)));

    [Theory]
    [MemberData(nameof(Png))]
    [MemberData(nameof(Others))]
    public void Rows_made_grey_as_they_come_are_the_grey_of_the_whole_picture(string name)
    {
        GreyImage expected = Fixture.Decode(Fixture.Bytes(name)).ToGrey();
        GreyImage actual = Fixture.DecodeGrey(Fixture.Bytes(name));
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        Assert.Equal(expected.Pixels, actual.Pixels);
    }

    [Fact]
    public void No_fixture_is_missing() => Assert.Equal(457, Fixture.Names.Length);

    private static void AssertEqual(RasterImage expected, RasterImage actual)
    {
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        Assert.Equal(expected.Channels, actual.Channels);
        Assert.Equal(expected.Samples, actual.Samples);
    }

    private static bool IsJpeg(string name) => Has(name, ".jpg");

    private static bool IsSuite(string name) => name.StartsWith("suite-", StringComparison.Ordinal);

    private static bool Has(string name, string ending) => name.EndsWith(ending, StringComparison.Ordinal);
}
