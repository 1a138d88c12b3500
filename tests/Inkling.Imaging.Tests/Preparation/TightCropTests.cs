using Inkling.Imaging.Pieces;
using Inkling.Imaging.Preparation;

namespace Inkling.Imaging.Tests.Preparation;

/// <summary>Pictures that were cut along their digit, as data sets and readers of forms cut them.</summary>
public class TightCropTests
{
    private static readonly (double X, double Y)[][] Zero =
    [
        [(0.5, 0), (0.2, 0.1), (0, 0.5), (0.2, 0.9), (0.5, 1), (0.8, 0.9), (1, 0.5), (0.8, 0.1), (0.5, 0)],
    ];

    private static readonly (double X, double Y)[][] Seven = [[(0, 0), (0.75, 0), (0.25, 1)]];

    private static readonly (double X, double Y)[][] One = [[(0.3, 0), (0.25, 1)]];

    // The digit, the box that it fills, and the pen, the last two as parts of the picture's height.
    public static TheoryData<string, double, double> Digits => new()
    {
        { "0", 1, 0.12 }, { "0", 0.8, 0.25 }, { "1", 0.6, 0.12 }, { "2", 0.9, 0.12 }, { "4", 1, 0.12 },
        { "7", 0.8, 0.15 },
    };

    [Theory]
    [MemberData(nameof(Digits))]
    public void A_digit_that_fills_its_picture_is_the_one_that_it_is_with_paper_around(
        string digit, double width, double pen)
    {
        PreparedDigit wide = DigitPreparation.Prepare(Draw(digit, width, pen, 64, margin: 0.4));
        Assert.True(wide.Found);
        foreach (int height in new[] { 16, 20, 28, 32, 44, 64, 100, 300 })
        {
            GreyImage close = Draw(digit, width, pen, height, margin: 0);
            double least = height < 24 ? 0.65 : 0.7;
            Assert.InRange(SceneTests.Common(wide, DigitPreparation.Prepare(close)), least, 1);
            Assert.InRange(SceneTests.Common(wide, DigitPreparation.Prepare(close.Inverted())), least, 1);
        }
    }

    [Theory]
    [MemberData(nameof(Digits))]
    public void The_facts_are_in_the_pixels_of_the_picture_without_its_paper(
        string digit, double width, double pen)
    {
        GreyImage close = Draw(digit, width, pen, 40, margin: 0);
        PreparedDigit prepared = DigitPreparation.Prepare(close);
        Assert.True(prepared.InkIsDark);
        Assert.InRange(prepared.Crop.Left, 0, 2 + close.Width / 2);
        Assert.InRange(prepared.Crop.Top, 0, 2);
        Assert.InRange(prepared.Crop.Right, close.Width / 2 - 2, close.Width);
        Assert.InRange(prepared.Crop.Bottom, close.Height - 2, close.Height);
        Assert.InRange(prepared.Frame.Left + (prepared.Frame.Width / 2), 0, close.Width);
        Assert.InRange(prepared.Frame.Height, 1.2 * close.Height, 1.6 * close.Height);
    }

    [Fact]
    public void What_is_not_one_piece_from_edge_to_edge_gets_no_paper()
    {
        GreyImage apart = Draw("4", 1, 0.12, 28, margin: 0.2);
        Assert.Equal(new TightCrop(apart, 0), TightCrop.Of(apart));
        GreyImage wide = Drawing.Draw(One, 100, 100, 20, 0, 100, 12);
        Assert.Equal(new TightCrop(wide, 0), TightCrop.Of(wide));
        GreyImage squared = Drawing.Draw([], 100, 100).Squares(0.15, 0.3);
        Assert.Equal(new TightCrop(squared, 0), TightCrop.Of(squared));
        GreyImage shadowed = Drawing.Change(Drawing.Draw([], 100, 100), (x, y, level) =>
            x + (0.3 * y) > 60 ? 0.4 * level : level);
        Assert.Equal(new TightCrop(shadowed, 0), TightCrop.Of(shadowed));
        GreyImage pale = Draw("4", 1, 0.12, 40, margin: 0).Contrast(0.1, 180);
        Assert.Equal(new TightCrop(pale, 0), TightCrop.Of(pale));
        GreyImage framed = Drawing.Draw([], 28, 28).Box(0, 0.08, 20);
        Assert.Equal(new TightCrop(framed, 0), TightCrop.Of(framed));
    }

    // A fixed threshold breaks thin strokes: here a row is lost, or a column.
    [Theory]
    [InlineData("0", 8, false)]
    [InlineData("0", 8, true)]
    [InlineData("2", 5, false)]
    [InlineData("2", 8, true)]
    [InlineData("4", 4, false)]
    [InlineData("4", 12, true)]
    [InlineData("7", 9, false)]
    public void Of_a_digit_of_16_pixels_all_pieces_are_kept(string digit, int lost, bool isColumn)
    {
        GreyImage whole = Draw(digit, 1, 0.08, 16, margin: 0);
        byte paper = whole.Pixels.Max();
        GreyImage broken = Drawing.Change(
            whole, (x, y, level) => (isColumn ? x : y) == lost || level > 150 ? paper : 0);
        foreach (GreyImage picture in new[] { broken, broken.Inverted() })
        {
            PixelBox crop = DigitPreparation.Prepare(picture).Crop;
            Assert.InRange(crop.Width, 14, 16);
            Assert.InRange(crop.Height, 14, 16);
        }
    }

    [Fact]
    public void A_picture_of_few_pixels_is_enlarged_and_any_size_is_prepared()
    {
        Assert.InRange(TightCrop.Of(Draw("2", 1, 0.2, 8, margin: 0.2)).Picture.Height, 36, 60);
        for (int width = 1; width < 12; width++)
        {
            for (int height = 1; height < 12; height++)
            {
                GreyImage black = new(width, height, new byte[width * height]);
                DigitPreparation.Prepare(Drawing.Change(black, (x, y, _) => 37 * (x + (3 * y)) % 256));
            }
        }
    }

    // A box of the given proportions around the pen's strokes, and paper around it: a part of its height.
    private static GreyImage Draw(string digit, double width, double pen, int height, double margin)
    {
        (double X, double Y)[][] strokes =
            digit switch { "0" => Zero, "1" => One, "2" => Drawing.Two, "4" => Drawing.Four, _ => Seven };
        double across = strokes.Max(stroke => stroke.Max(point => point.X)),
            left = strokes.Min(stroke => stroke.Min(point => point.X));
        // The pen's width goes beyond the strokes on all sides.
        double high = 1 - pen, wide = Math.Max(0.02, width - pen);
        (double X, double Y)[][] placed =
        [
            .. strokes.Select(stroke => stroke.Select(point => (
                margin + (pen / 2) + (wide * (point.X - left) / Math.Max(0.1, across - left)),
                margin + (pen / 2) + (high * point.Y))).ToArray()),
        ];
        int pictureWidth = (int)Math.Round((width + (2 * margin)) * height);
        int pictureHeight = (int)Math.Round((1 + (2 * margin)) * height);
        return Drawing.Draw(
            placed, pictureWidth, pictureHeight, left: 0, top: 0, scale: height, pen: pen * height);
    }
}
