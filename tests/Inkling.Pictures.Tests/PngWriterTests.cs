using CsCheck;
using Inkling.Imaging;

namespace Inkling.Pictures.Tests;

public class PngWriterTests
{
    [Fact]
    public void What_is_written_is_read_back() => (
        from width in Gen.Int[1, 65]
        from height in Gen.Int[1, 33]
        from channels in Gen.Int[1, 4]
        from samples in Gen.Byte.Array[width * height * channels]
        select new RasterImage(width, height, channels, samples)).Sample(written =>
        {
            RasterImage read = Through(written);
            Assert.Equal((written.Width, written.Height), (read.Width, read.Height));
            if (written.Channels == 2) // written as RGBA
                Assert.Equal(written.ToGrey().Pixels, read.ToGrey().Pixels);
            else
                Assert.Equal(written.Samples, read.Samples);
        });

    [Fact]
    public void A_grey_image_is_written_as_one_channel()
    {
        using var stream = new MemoryStream();
        PngWriter.Write(stream, new GreyImage(2, 1, [10, 200]));
        RasterImage read = PictureFile.Decode(stream.ToArray());
        Assert.Equal(1, read.Channels);
        Assert.Equal([10, 200], read.Samples);
    }

    private static RasterImage Through(RasterImage image)
    {
        using var stream = new MemoryStream();
        PngWriter.Write(stream, image);
        return PictureFile.Decode(stream.ToArray());
    }
}
