using Inkling.Imaging.Panels;
using Inkling.Imaging.Preparation;

namespace Inkling.Imaging.Tests.Preparation;

/// <summary>A digit on a sheet or panel within the picture is nearly the same digit alone.</summary>
public class PanelTests
{
    private static readonly GreyImage Sheet = Drawing.Draw(Drawing.Two, 300, 240, 90, 50, 120, 13);
    private static readonly GreyImage Canvas = Drawing.Draw(Drawing.Four, 240, 240, 70, 50, 130, 14, 245, 8);

    // The picture, and the sheet alone.
    private static readonly Dictionary<string, (GreyImage Picture, GreyImage Alone)> Scenes = new()
    {
        ["a sheet on a dark desk"] = (Sheet.Under(Ground.Dark, 480, 360, 0.7, 5).Noise(3), Sheet),
        ["a sheet on a light desk"] = (Sheet.Under(Ground.Light, 480, 360, 0.75, -4), Sheet),
        ["a sheet on wood, seen aslant"] = (Sheet.Under(Ground.Wood, 480, 360, 0.75, 3, 0.12), Sheet),
        ["a sheet on stripes"] = (Sheet.Under(Ground.Stripes, 360, 480, 0.9, -8), Sheet),
        ["a sheet on checks"] = (Sheet.Under(Ground.Checks, 480, 360, 0.8, 2), Sheet),
        ["a sheet on a carpet"] = (Sheet.Under(Ground.Carpet, 480, 360, 0.8, 9), Sheet),
        ["a sheet aside, near the edge"] =
            (Sheet.Under(Ground.Dark, 480, 360, 0.6, -6, 0, 0.35, 0.6).Noise(2), Sheet),
        ["a ruled sheet"] = (Sheet.Rules(0.12, 0.7).Under(Ground.Wood, 480, 360, 0.75, 4), Sheet),
        ["a squared sheet"] = (Sheet.Squares(0.12, 0.75).Under(Ground.Dark, 480, 360, 0.75, -3), Sheet),
        ["a shadow across desk and sheet"] =
            (Sheet.Under(Ground.Wood, 480, 360, 0.75, 5).Shadow(0.45).Noise(2), Sheet),
        ["a finger over a corner"] =
            (Sheet.Under(Ground.Dark, 480, 360, 0.8, 3).Finger(0.16, 0.84, 0.1, 150), Sheet),
        ["a large picture"] = (Sheet.Under(Ground.Wood, 1200, 900, 0.7, -7, 0.1).Noise(4), Sheet),
        ["a sheet that nearly fills the photo"] = (Sheet.Under(Ground.Dark, 480, 400, 0.93, 1), Sheet),
        ["a black canvas in a light window"] =
            (Canvas.Under((_, _) => 240, 640, 480, 0.45).Fill(0, 0, 640, 30, 200)
                .Fill(30, 60, 60, 24, 90).Fill(30, 100, 60, 24, 90), Canvas),
        ["a white canvas in a dark window"] =
            (Canvas.Inverted().Under((_, _) => 40, 500, 480, 0.6).Fill(0, 0, 500, 30, 70), Canvas),
        ["a figure with a title and numbers"] =
            (Canvas.Under((_, _) => 255, 400, 300, 0.55).Fill(150, 8, 90, 8, 0).Fill(70, 40, 8, 8, 0)
                .Fill(70, 140, 8, 8, 0).Fill(70, 220, 8, 8, 0).Fill(120, 286, 8, 8, 0), Canvas),
        ["a figure on white, with three fine axes"] =
            (Canvas.Inverted().Under((_, _) => 247, 400, 300, 0.55).Fill(95, 40, 1, 220, 60)
                .Fill(305, 40, 1, 220, 60).Fill(95, 260, 211, 1, 60).Fill(70, 140, 8, 8, 60), Canvas),
        ["a figure on white, with one fine axis"] =
            (Canvas.Inverted().Under((_, _) => 247, 400, 300, 0.55).Fill(60, 260, 300, 1, 60), Canvas),
        ["a sheet on wood of its light, half in shade"] =
            (Dim(Sheet, 100).Under(Ground.Wood, 480, 360, 0.72, 4).Shadow(0.45), Sheet),
        ["a sheet on lighter wood, half in shade"] =
            (Dim(Sheet, 160).Under(Ground.Wood, 480, 360, 0.72, 4).Shadow(0.45), Sheet),
        ["a dark sheet on a carpet, below a finger"] =
            (Dim(Sheet, 60).Under(Ground.Carpet, 480, 360, 0.72, 4).Finger(0.5, 0.84, 0.1, 120), Sheet),
        ["a squared sheet on a desk of its light, half in shade"] =
            (Dim(Sheet.Squares(0.12, 0.75), 100).Under((_, _) => 130, 480, 360, 0.72, 4).Shadow(0.45)
                .Noise(4), Sheet),
        ["a squared sheet on a carpet, half in shade"] =
            (Dim(Sheet.Squares(0.12, 0.75), 60).Under(Ground.Carpet, 480, 360, 0.72, 4).Shadow(0.45)
                .Noise(4), Sheet),
        ["a sheet darker than its desk, half in shade"] =
            (Dim(Sheet, 130).Under(Ground.Light, 480, 360, 0.72, 4).Shadow(0.45), Sheet),
        ["a photo in a white frame, on a desk"] =
            (Canvas.Under((_, _) => 235, 300, 360, 0.86, 0, 0, 0.5, 0.42)
                .Under(Ground.Wood, 480, 480, 0.7, 4), Canvas),
        ["a tablet on a table"] =
            (Sheet.Under((_, _) => 15, 400, 320, 0.9).Under(Ground.Light, 480, 400, 0.8, -5), Sheet),
    };

    // The sheet, its paper as light as this.
    private static GreyImage Dim(GreyImage sheet, double paper) =>
        Drawing.Change(sheet, (_, _, level) => level * paper / sheet[0, 0]);

    public static TheoryData<string> Names => [.. Scenes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_digit_on_a_panel_is_the_one_that_it_is_alone(string name)
    {
        (GreyImage picture, GreyImage alone) = Scenes[name];
        PreparedDigit digit = DigitPreparation.Prepare(picture);
        Assert.True(digit.Found, name);
        double common = SceneTests.Common(DigitPreparation.Prepare(alone), digit);
        Assert.True(common >= 0.65, $"{name}: {common:P0} of the ink is common, not 65 %.");
        bool isDark = alone == Sheet || name.Contains("white canvas", StringComparison.Ordinal)
            || name.Contains("on white", StringComparison.Ordinal);
        Assert.Equal(isDark, digit.InkIsDark);
    }

    [Theory]
    [InlineData(2, 34, 4, 160)]
    [InlineData(2, 44, 8, 220)]
    [InlineData(7, 34, 0, 160)]
    [InlineData(7, 44, 8, 220)]
    [InlineData(8, 26, 8, 160)]
    [InlineData(8, 34, 8, 220)]
    public void A_large_digit_that_is_cut_along_its_ink_is_no_outline(
        int value, double pen, double grain, double scale)
    {
        GreyImage whole =
            Drawing.Draw(Strokes.Digits[value], 340, 340, 60, 50, scale, pen, 215, 60).Noise(grain);
        PixelBox crop = DigitPreparation.Prepare(whole).Crop;
        int found = DigitPreparation.Prepare(whole.Crop(crop)).Crop.LongerSide;
        Assert.InRange(found, 0.95 * crop.LongerSide, crop.LongerSide);
    }

    [Fact]
    public void The_facts_are_in_the_pixels_of_the_whole_picture()
    {
        GreyImage picture = Sheet.Under(Ground.Dark, 1000, 800, 0.6, 0, 0, 0.4, 0.55);
        PreparedDigit digit = DigitPreparation.Prepare(picture);

        // The sheet is twice as large here, and begins at (100, 200); the 2 is where Sheet draws it.
        Assert.InRange(digit.Crop.Left, 300 - 28, 320);
        Assert.InRange(digit.Crop.Top, 200 + 100 - 26, 200 + 100 + 8);
        Assert.InRange(digit.Crop.Right, 300 + 180, 300 + 230);
        Assert.InRange(digit.Crop.Bottom, 200 + 340 - 12, 200 + 340 + 24);
        Assert.Equal(digit.Crop, Assert.Single(digit.Pieces));
        Assert.InRange(digit.Scale * digit.Crop.LongerSide, 19, 21);
        Assert.InRange(digit.Frame.Left + (digit.Frame.Width / 2), 370, 420);
        Assert.InRange(digit.Frame.Height, 1.2 * digit.Crop.Height, 1.6 * digit.Crop.Height);
    }

    [Theory]
    [InlineData("a sheet on wood, seen aslant")]
    [InlineData("a sheet on wood of its light, half in shade")]
    [InlineData("a figure on white, with three fine axes")]
    public void Each_step_is_seen_once_and_gives_the_same_digit(string name)
    {
        GreyImage picture = Scenes[name].Picture;
        List<PreparationStep> steps = [];
        byte[] watched = DigitPreparation.Prepare(picture, (step, _) => steps.Add(step)).Pixels;
        Assert.Equal(DigitPreparation.Prepare(picture).Pixels, watched);
        Assert.Equal(Enum.GetValues<PreparationStep>()[..5], steps);
    }

    public static TheoryData<string> PapersWithoutPanel => [.. Papers.Keys];

    private static readonly Dictionary<string, GreyImage> Papers = new()
    {
        ["paper"] = Sheet,
        ["grain"] = Sheet.Noise(20),
        ["light from one side"] = Sheet.Gradient(0.3),
        ["a lens's corners"] = Sheet.Vignette(0.3),
        ["a shadow's edge"] = Sheet.Shadow(0.5),
        ["a hard shadow across half of the paper"] =
            Drawing.Change(Sheet, (x, y, level) => x + (0.3 * y) > 200 ? 0.5 * level : level),
        ["rules"] = Sheet.Rules(0.17, 0.4),
        ["squares"] = Sheet.Squares(0.2, 0.4),
        ["a form's box"] = Sheet.Box(0.08, 0.012, 60),
        ["a large 0 and the paper within"] = Drawing.Draw(Zero, 240, 240, 30, 15, 200, 24),
        ["a bold 0 that fills the picture"] = Drawing.Draw(Zero, 240, 240, 35, 35, 170, 60),
        ["an empty sheet in its frame"] = Drawing.Draw([], 200, 200).Box(0.1, 0.02, 30),
    };

    private static (double X, double Y)[][] Zero =>
    [
        [(0.5, 0), (0.2, 0.1), (0, 0.5), (0.2, 0.9), (0.5, 1), (0.8, 0.9), (1, 0.5), (0.8, 0.1), (0.5, 0)],
    ];

    [Theory]
    [MemberData(nameof(PapersWithoutPanel))]
    public void Paper_as_a_whole_has_no_panel(string name)
    {
        Assert.Null(PanelSearch.Find(Papers[name]));
        Assert.Null(PanelSearch.Find(Papers[name].Inverted()));
    }
}
