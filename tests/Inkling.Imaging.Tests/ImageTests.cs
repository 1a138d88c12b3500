namespace Inkling.Imaging.Tests;

public class ImageTests
{
    [Fact]
    public void Colours_become_grey_by_Pillows_weights()
    {
        var image = new RasterImage(4, 1, 3, [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]);
        Assert.Equal([76, 150, 29, 255], image.ToGrey().Pixels);
    }

    [Fact]
    public void What_is_clear_shows_white_paper()
    {
        var image = new RasterImage(3, 1, 4, [0, 0, 0, 0, 0, 0, 0, 255, 0, 0, 0, 128]);
        Assert.Equal([255, 0, 127], image.ToGrey().Pixels);
        Assert.Equal([255, 0, 127], new RasterImage(3, 1, 2, [0, 0, 0, 255, 0, 128]).ToGrey().Pixels);
    }

    [Fact]
    public void Wrong_lengths_are_refused_with_the_numbers()
    {
        Assert.Equal(
            "5 pixels are not an image of 2 × 3. (Parameter 'pixels')",
            Assert.Throws<ArgumentException>(() => new GreyImage(2, 3, new byte[5])).Message);
        Assert.Equal(
            "5 samples are not an image of 2 × 3 × 4. (Parameter 'samples')",
            Assert.Throws<ArgumentException>(() => new RasterImage(2, 3, 4, new byte[5])).Message);
        Assert.Throws<ArgumentOutOfRangeException>("channels", () => new RasterImage(1, 1, 5, new byte[5]));
        Assert.Throws<ArgumentOutOfRangeException>("width", () => new GreyImage(0, 1, []));
        Assert.Throws<ArgumentOutOfRangeException>("height", () => new RasterImage(1, 0, 1, []));
    }

    [Fact]
    public void Inverting_twice_changes_nothing()
    {
        var image = new GreyImage(2, 2, [0, 7, 200, 255]);
        Assert.Equal([255, 248, 55, 0], image.Inverted().Pixels);
        Assert.Equal(image.Pixels, image.Inverted().Inverted().Pixels);
    }
}
