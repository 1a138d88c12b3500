using Inkling.Imaging;

namespace Inkling.Pictures.Tests;

/// <summary>Every picture of Fixtures/make_pictures.py against what Pillow reads from it.</summary>
public class PixelTests
{
    public static TheoryData<string> Names => [.. Fixture.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Pixels_equal_Pillows(string name)
    {
        RasterImage expected = Fixture.Expected(name);
        RasterImage actual = PictureFile.Decode(Fixture.Bytes(name));
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        Assert.Equal(expected.Samples, Rgba(actual));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Grey_is_the_grey_of_the_colours(string name)
    {
        GreyImage expected = Fixture.Expected(name).ToGrey();
        GreyImage actual = PictureFile.DecodeGrey(Fixture.Bytes(name));
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        Assert.Equal(expected.Pixels, actual.Pixels);
    }

    [Theory]
    [InlineData("grey.jpg", 1)]
    [InlineData("grey-1.png", 1)]
    [InlineData("colour-420.jpg", 3)]
    [InlineData("rgba.png", 4)]
    public void A_picture_has_no_more_channels_than_it_needs(string name, int channels) =>
        Assert.Equal(channels, PictureFile.Decode(Fixture.Bytes(name)).Channels);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_that_ends_early_is_refused_or_read_whole(string name)
    {
        byte[] bytes = Fixture.Bytes(name);
        byte[] whole = PictureFile.Decode(bytes).Samples;
        for (int length = 0; length < bytes.Length; length++)
        {
            RasterImage? picture = null;
            ImageFormatException? refusal = null;
            try
            {
                picture = PictureFile.Decode(bytes.AsMemory(0, length));
            }
            catch (ImageFormatException exception)
            {
                refusal = exception;
            }
            if (refusal is null && !picture!.Samples.AsSpan().SequenceEqual(whole))
                Assert.Fail($"{length:N0} of {bytes.Length:N0} bytes are read as another picture.");
        }
    }

    private static byte[] Rgba(RasterImage picture)
    {
        byte[] rgba = new byte[picture.Width * picture.Height * 4];
        int channels = picture.Channels;
        int colours = channels < 3 ? 1 : 3;
        for (int i = 0; i < picture.Width * picture.Height; i++)
        {
            ReadOnlySpan<byte> pixel = picture.Samples.AsSpan(i * channels, channels);
            byte alpha = channels > colours ? pixel[colours] : byte.MaxValue;
            if (alpha == 0)
                continue;
            for (int c = 0; c < 3; c++)
                rgba[(4 * i) + c] = pixel[colours == 1 ? 0 : c];
            rgba[(4 * i) + 3] = alpha;
        }
        return rgba;
    }
}
