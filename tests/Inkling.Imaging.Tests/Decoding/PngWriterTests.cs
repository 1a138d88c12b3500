using Inkling.Imaging.Files;

namespace Inkling.Imaging.Tests.Decoding;

public class PngWriterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void What_is_written_is_read_back(int channels)
    {
        var random = new Random(channels);
        foreach ((int width, int height) in ((int, int)[])[(1, 1), (1, 9), (9, 1), (28, 28), (65, 33)])
        {
            byte[] samples = new byte[width * height * channels];
            random.NextBytes(samples);
            RasterImage read = Through(new RasterImage(width, height, channels, samples));
            Assert.Equal((width, height, channels), (read.Width, read.Height, read.Channels));
            Assert.Equal(samples, read.Samples);
        }
    }

    [Fact]
    public void A_grey_image_is_written_as_one_channel()
    {
        using var stream = new MemoryStream();
        PngWriter.Write(stream, new GreyImage(2, 1, [10, 200]));
        RasterImage read = Fixture.Decode(stream.ToArray());
        Assert.Equal(1, read.Channels);
        Assert.Equal([10, 200], read.Samples);
    }

    private static RasterImage Through(RasterImage image)
    {
        using var stream = new MemoryStream();
        PngWriter.Write(stream, image);
        return Fixture.Decode(stream.ToArray());
    }
}
