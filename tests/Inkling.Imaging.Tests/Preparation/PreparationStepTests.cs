using Inkling.Imaging.Preparation;

namespace Inkling.Imaging.Tests.Preparation;

public class PreparationStepTests
{
    [Fact]
    public void Every_step_is_shown_in_order_and_the_last_is_the_digit()
    {
        List<(PreparationStep Step, GreyImage Picture)> seen = [];
        PreparedDigit digit =
            DigitPreparation.Prepare(Drawing.Draw(Drawing.Four), (step, left) => seen.Add((step, left)));
        PreparationStep[] all =
        [
            PreparationStep.Polarity, PreparationStep.Ink, PreparationStep.Crop, PreparationStep.Scale,
            PreparationStep.Centre,
        ];
        Assert.Equal(all, seen.Select(one => one.Step));
        Assert.Equal(digit.Pixels, seen[^1].Picture.Pixels);
        Assert.Equal((digit.Crop.Width, digit.Crop.Height), (seen[2].Picture.Width, seen[2].Picture.Height));
        Assert.Equal(20, Math.Max(seen[3].Picture.Width, seen[3].Picture.Height));
        Assert.True(seen[0].Picture[0, 0] < 60, "dark ink on light paper is reversed");
    }

    [Fact]
    public void Watching_changes_no_pixel() => Assert.Equal(
        DigitPreparation.Prepare(Drawing.Draw(Drawing.Two)).Pixels,
        DigitPreparation.Prepare(Drawing.Draw(Drawing.Two), (_, _) => { }).Pixels);

    [Theory]
    [InlineData(100, 100, 25, 20, 60)]
    [InlineData(700, 900, 300, 500, 150)]
    public void The_frame_says_where_the_digits_pixels_lie_in_the_picture(
        int width, int height, double left, double top, double scale)
    {
        PreparedDigit digit =
            DigitPreparation.Prepare(Drawing.Draw(Drawing.Four, width, height, left, top, scale, scale / 9));
        PictureFrame frame = digit.Frame;
        // The centre of ink, as the digit has it, lies on the drawing's own centre of ink.
        double x = frame.Left + ((digit.CentreOfMassX + 0.5) * frame.Width / 28);
        double y = frame.Top + ((digit.CentreOfMassY + 0.5) * frame.Height / 28);
        (double inkX, double inkY) =
            InkCentre(Drawing.Draw(Drawing.Four, width, height, left, top, scale, scale / 9));
        Assert.Equal(inkX, x, tolerance: scale / 30);
        Assert.Equal(inkY, y, tolerance: scale / 30);
        Assert.Equal(frame.Width, frame.Height, tolerance: frame.Width / 10);
    }

    [Fact]
    public void Resized_the_whole_picture_is_there_and_nothing_is_turned()
    {
        List<PreparationStep> steps = [];
        PreparedDigit digit =
            DigitPreparation.Resize(Drawing.Draw(Drawing.Four, 280, 140), (step, _) => steps.Add(step));
        Assert.Equal([PreparationStep.Resize], steps);
        Assert.True(digit.Found);
        Assert.Equal(235, digit.Pixels[0]);
        Assert.Equal(new PictureFrame(0, 0, 280, 140), digit.Frame);
        Assert.False(DigitPreparation.Resize(new GreyImage(50, 30, new byte[1500])).Found);
    }

    [Fact]
    public void A_reduced_picture_is_prepared_to_the_same_digit()
    {
        GreyImage large = Drawing.Draw(Drawing.Two, 1300, 900, 500, 200, 500, 60);
        GreyImage reduced = DigitPreparation.Reduce(large);
        Assert.Equal((320, 222), (reduced.Width, reduced.Height));
        Assert.Equal(DigitPreparation.Prepare(large).Pixels, DigitPreparation.Prepare(reduced).Pixels);
        Assert.Same(reduced, DigitPreparation.Reduce(reduced));
    }

    private static (double X, double Y) InkCentre(GreyImage picture)
    {
        double mass = 0, x = 0, y = 0;
        for (int i = 0; i < picture.Pixels.Length; i++)
        {
            double ink = 235 - picture.Pixels[i];
            mass += ink;
            x += ink * ((i % picture.Width) + 0.5);
            y += ink * ((i / picture.Width) + 0.5);
        }

        return (x / mass, y / mass);
    }
}
