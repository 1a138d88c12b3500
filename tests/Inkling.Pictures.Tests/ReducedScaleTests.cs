using Inkling.Imaging;
using SkiaSharp;

namespace Inkling.Pictures.Tests;

public class ReducedScaleTests
{
    [Theory]
    [InlineData(900, 700, 320, 338, 263)] // 3/8
    [InlineData(700, 900, 320, 263, 338)]
    [InlineData(640, 480, 320, 320, 240)]
    [InlineData(300, 200, 320, 300, 200)]
    public void A_large_jpeg_comes_at_the_least_scale_that_is_enough(
        int width, int height, int enough, int expectedWidth, int expectedHeight)
    {
        byte[] jpeg = Slope(width, height);
        GreyImage whole = PictureFile.DecodeGrey(jpeg);
        GreyImage reduced = PictureFile.DecodeGrey(jpeg, enoughSide: enough);
        Assert.Equal((width, height), (whole.Width, whole.Height));
        Assert.Equal((expectedWidth, expectedHeight), (reduced.Width, reduced.Height));
        for (int i = 0; i < reduced.Pixels.Length; i++)
        {
            int x = ((2 * (i % reduced.Width)) + 1) * width / (2 * reduced.Width);
            int y = ((2 * (i / reduced.Width)) + 1) * height / (2 * reduced.Height);
            Assert.InRange(reduced.Pixels[i] - whole.Pixels[(y * width) + x], -3, 3); // a JPEG's own loss
        }
    }

    [Fact]
    public void A_turned_jpeg_comes_upright_at_a_reduced_scale()
    {
        byte[] bytes = Fixture.Bytes("orientation-6.jpg"); // 29 × 19, turned
        GreyImage reduced = PictureFile.DecodeGrey(bytes, enoughSide: 10);
        Assert.Equal((8, 11), (reduced.Width, reduced.Height)); // 3/8
    }

    // A grey JPEG that grows lighter to the right and to the bottom.
    private static byte[] Slope(int width, int height)
    {
        using SKBitmap bitmap = new(width, height, SKColorType.Gray8, SKAlphaType.Opaque);
        Span<byte> pixels = bitmap.GetPixelSpan();
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)((i % width * 128 / width) + (i / width * 127 / height));
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Jpeg, quality: 95)!;
        return data.ToArray();
    }
}
