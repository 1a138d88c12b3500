using Inkling.Imaging.Preparation;

namespace Inkling.Imaging.Tests.Preparation;

public class DigitPreparationTests
{
    [Fact]
    public void The_negative_gives_the_same_digit()
    {
        GreyImage picture = Drawing.Draw(Drawing.Four);
        PreparedDigit dark = DigitPreparation.Prepare(picture);
        PreparedDigit light = DigitPreparation.Prepare(picture.Inverted());
        Assert.True(dark.InkIsDark);
        Assert.False(light.InkIsDark);
        AssertNear(dark.Pixels, light.Pixels, meanDifference: 0.5);
    }

    [Theory]
    [InlineData(4, 6)]
    [InlineData(38, 33)]
    [InlineData(11, 35)]
    public void Where_the_digit_stands_does_not_matter(int left, int top)
    {
        PreparedDigit middle = DigitPreparation.Prepare(Drawing.Draw(Drawing.Two));
        PreparedDigit moved = DigitPreparation.Prepare(Drawing.Draw(Drawing.Two, left: left, top: top));
        AssertNear(middle.Pixels, moved.Pixels, meanDifference: 1);
    }

    [Theory]
    [InlineData(90)]
    [InlineData(200)]
    [InlineData(1400)]
    public void How_large_the_picture_is_hardly_matters(int side)
    {
        PreparedDigit usual = DigitPreparation.Prepare(Drawing.Draw(Drawing.Two));
        PreparedDigit other = DigitPreparation.Prepare(
            Drawing.Draw(Drawing.Two, side, side, side * 0.25, side * 0.2, side * 0.6, side * 0.07));
        AssertNear(usual.Pixels, other.Pixels, meanDifference: 6);
    }

    // A centre of mass between two pixels may be rounded to either: the digit is then the same, a pixel
    // further. What is hardly larger than MNIST's digits is thickened by less than a pixel, which is a coarse
    // thing to do.
    [Theory]
    [InlineData(40, 0.75)]
    [InlineData(60, 0.75)]
    [InlineData(90, 0.85)]
    [InlineData(500, 0.85)]
    [InlineData(1400, 0.85)]
    public void But_for_a_pixels_shift_the_ink_of_any_size_is_common(int side, double least)
    {
        PreparedDigit usual = DigitPreparation.Prepare(Drawing.Draw(Drawing.Two));
        PreparedDigit other = DigitPreparation.Prepare(
            Drawing.Draw(Drawing.Two, side, side, side * 0.25, side * 0.2, side * 0.6, side * 0.07));
        Assert.InRange(SceneTests.Common(usual, other), least, 1);
    }

    [Theory]
    [InlineData(30, 30, 9, 3)]
    [InlineData(100, 100, 60, 7)]
    [InlineData(300, 120, 80, 4)]
    [InlineData(500, 800, 300, 6)]
    public void The_longest_side_becomes_20_and_the_mass_is_in_the_middle(
        int width, int height, double scale, double pen)
    {
        GreyImage picture = Drawing.Draw(Drawing.Four, width, height, width * 0.2, height * 0.15, scale, pen);
        PreparedDigit digit = DigitPreparation.Prepare(picture);
        Assert.True(digit.Found);
        Assert.Equal(20, LongestSide(digit.Pixels));
        (double x, double y) = MassCentre(digit.Pixels);
        Assert.InRange(x, 13.45, 14.55);
        Assert.InRange(y, 13.45, 14.55);
        Assert.Equal(x, digit.CentreOfMassX, 6);
        Assert.Equal(y, digit.CentreOfMassY, 6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(128)]
    [InlineData(255)]
    public void A_blank_picture_has_no_digit(byte level)
    {
        foreach ((int width, int height) in ((int, int)[])[(1, 1), (1, 40), (28, 28), (300, 200)])
            AssertBlank(Drawing.Draw([], width, height, paper: level));
    }

    [Fact]
    public void Faint_grain_is_no_digit()
    {
        var random = new Random(3);
        GreyImage paper = Drawing.Draw([], 120, 90, paper: 200);
        AssertBlank(Drawing.Change(paper, (_, _, level) => level + random.Next(-3, 4)));
    }

    [Fact]
    public void A_shade_over_the_paper_changes_little()
    {
        GreyImage even = Drawing.Draw(Drawing.Two, 200, 200, 60, 40, 110, 12);
        GreyImage shaded = Drawing.Change(even, (x, y, level) => level * (1 - (0.0025 * x) - (0.001 * y)));
        AssertNear(Prepare(even), Prepare(shaded), meanDifference: 5);
    }

    [Fact]
    public void Specks_do_not_move_the_digit()
    {
        GreyImage clean = Drawing.Draw(Drawing.Two);
        GreyImage dusty = Drawing.Change(
            clean, (x, y, level) => (x, y) is (3, 90) or (95, 5) or (90, 50) ? 0 : level);
        Assert.Equal(Prepare(clean), Prepare(dusty));
    }

    [Fact]
    public void A_shadow_along_the_edge_is_left_out()
    {
        GreyImage clean = Drawing.Draw(Drawing.Two);
        GreyImage shadowed = Drawing.Change(clean, (x, _, level) => x < 6 ? 30 : level);
        AssertNear(Prepare(clean), Prepare(shadowed), meanDifference: 2);
    }

    [Fact]
    public void A_digit_in_MNISTs_form_stays_as_it_is()
    {
        PreparedDigit once = DigitPreparation.Prepare(Drawing.Draw(Drawing.Four));
        PreparedDigit twice = DigitPreparation.Prepare(new GreyImage(28, 28, once.Pixels));
        Assert.False(twice.InkIsDark);
        AssertNear(once.Pixels, twice.Pixels, meanDifference: 1.5);
    }

    [Fact]
    public void A_hair_thin_line_of_a_large_drawing_does_not_fade()
    {
        PreparedDigit digit =
            DigitPreparation.Prepare(Drawing.Draw(Drawing.Four, 500, 500, 100, 80, 320, 1.5));
        int full = digit.Pixels.Count(level => level > 200);
        Assert.InRange(full, 40, 200);
    }

    [Fact]
    public void The_facts_are_in_the_pictures_pixels()
    {
        GreyImage picture = Drawing.Draw(Drawing.Two, 1024, 1024, 256, 205, 600, 80);
        PreparedDigit digit = DigitPreparation.Prepare(picture);
        Assert.InRange(digit.Crop.Left, 300, 310);
        Assert.InRange(digit.Crop.Top, 160, 168);
        Assert.InRange(digit.Crop.Height, 675, 695);
        Assert.InRange(digit.Scale * digit.Crop.LongerSide, 19.8, 20.2);
        Assert.InRange(digit.Contrast, 215, 235);
        Assert.InRange(digit.Threshold, 60, 150);
    }

    private static byte[] Prepare(GreyImage picture) => DigitPreparation.Prepare(picture).Pixels;

    private static void AssertBlank(GreyImage picture)
    {
        PreparedDigit digit = DigitPreparation.Prepare(picture);
        Assert.False(digit.Found);
        Assert.Equal(new byte[784], digit.Pixels);
    }

    private static void AssertNear(byte[] expected, byte[] actual, double meanDifference)
    {
        double sum = expected.Zip(actual, (a, b) => Math.Abs(a - b)).Sum();
        Assert.InRange(sum / expected.Length, 0, meanDifference);
    }

    private static int LongestSide(byte[] pixels)
    {
        int[] inked = [.. Enumerable.Range(0, pixels.Length).Where(i => pixels[i] > 20)];
        int across = inked.Max(i => i % 28) - inked.Min(i => i % 28) + 1;
        int down = inked.Max(i => i / 28) - inked.Min(i => i / 28) + 1;
        return Math.Max(across, down);
    }

    private static (double X, double Y) MassCentre(byte[] pixels)
    {
        double mass = pixels.Sum(level => (double)level);
        return (pixels.Select((v, i) => (double)v * (i % 28)).Sum() / mass,
            pixels.Select((v, i) => (double)v * (i / 28)).Sum() / mass);
    }
}
