using Inkling.Imaging.Preparation;

namespace Inkling.Imaging.Tests.Preparation;

public class DigitSheetTests
{
    private static readonly DigitTile Tile = new([.. Enumerable.Repeat((byte)255, 784)], "2, read 7");

    [Fact]
    public void A_digit_is_drawn_three_times_its_size()
    {
        RasterImage sheet = DigitSheet.Draw([Tile]);
        Assert.Equal(1, sheet.Channels);
        Assert.Equal(84 * 84, sheet.Samples.Count(level => level == 0));
        Assert.Contains(sheet.Samples, level => level == 70);
    }

    [Fact]
    public void Any_caption_and_any_number_of_tiles_has_room()
    {
        string everything = new([.. Enumerable.Range(32, 95).Select(code => (char)code), 'é']);
        for (int n = 1; n < 30; n++)
            Assert.NotNull(
                DigitSheet.Draw([.. Enumerable.Repeat(Tile with { Caption = everything[..n] }, n)]));
    }

    [Fact]
    public void A_sheet_is_nearly_square()
    {
        RasterImage sheet = DigitSheet.Draw([.. Enumerable.Repeat(Tile, 100)]);
        Assert.InRange((double)sheet.Width / sheet.Height, 0.7, 1.4);
    }

    [Fact]
    public void Tiles_of_another_size_are_refused()
    {
        Assert.Throws<ArgumentException>(() => DigitSheet.Draw([]));
        Assert.Equal(
            "Tile \"x\" has 3 pixels, not 28 × 28.",
            Assert.Throws<ArgumentException>(
                () => DigitSheet.Draw([new DigitTile(new byte[3], "x")])).Message);
    }
}
