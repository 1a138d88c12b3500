using Inkling.Imaging;
using Inkling.Recognition;
using Inkling.Recognition.Models;
using Inkling.Recognition.Tests;
using Inkling.Recognition.Tests.Data;

namespace Inkling.Pictures.Tests;

public sealed class DigitReaderPicturesTests
{
    [Fact]
    public void A_path_a_stream_bytes_and_pixels_of_one_picture_are_read_alike()
    {
        using TemporaryFolder folder = new();
        GreyImage picture = new(28, 28, Digits.Bars(8, seed: 4).Image(7).ToArray());
        byte[] png = PictureFiles.Png(picture);
        string path = folder.File("bar.png", png);
        DigitReading reading = DigitReader.Default.Read(path);
        Assert.Equal(reading, DigitReader.Default.Read(new MemoryStream(png)));
        Assert.Equal(reading, DigitReader.Default.Read(png.AsMemory()));
        Assert.Equal(reading, DigitReader.Default.Read(picture));
        Assert.Equal([reading], DigitReader.Default.ReadMany(
            [path], TestContext.Current.CancellationToken));
    }
}
