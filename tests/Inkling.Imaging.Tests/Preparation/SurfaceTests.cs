using Inkling.Imaging.Preparation;

namespace Inkling.Imaging.Tests.Preparation;

/// <summary>A piece of a surface is no digit; a digit among others is one.</summary>
public class SurfaceTests
{
    [Theory]
    [InlineData(6)]
    [InlineData(9)]
    [InlineData(20)]
    public void Stripes_are_no_digit(int stripes)
    {
        GreyImage picture = Striped(240, 240, stripes);
        Assert.False(DigitPreparation.Prepare(picture).Found);
        Assert.False(DigitPreparation.Prepare(picture.Inverted()).Found);
    }

    [Theory]
    [InlineData(18, 0.9)]
    [InlineData(25, 0.6)]
    [InlineData(25, 2.4)]
    [InlineData(29, 0.3)]
    public void Stripes_aslant_are_no_digit_though_those_towards_a_corner_are_short(
        double period, double angle)
    {
        (double sin, double cos) = Math.SinCos(angle);
        GreyImage picture = Drawing.Change(Drawing.Draw([], 120, 120), (x, y, _) =>
            128 + (120 * Math.Sin(2 * Math.PI * ((x * cos) + (y * sin)) / period)));
        Assert.False(DigitPreparation.Prepare(picture).Found);
        Assert.False(DigitPreparation.Prepare(picture.Inverted()).Found);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.4)]
    public void Light_that_falls_steeply_leaves_no_digit(double slope)
    {
        byte[] pixels = new byte[120 * 120];
        var random = new Random(3);
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)Math.Clamp(110 + (slope * (i % 120)) + random.Next(-4, 5), 0, 255);
        Assert.False(DigitPreparation.Prepare(new GreyImage(120, 120, pixels)).Found);
    }

    [Fact]
    public void A_digit_between_two_neighbours_is_found()
    {
        GreyImage picture = Drawing.Draw(Drawing.Two, 150, 100, 50, 20, 60, 7);
        GreyImage left = Drawing.Draw(Drawing.Four, 150, 100, -25, 20, 60, 7),
            right = Drawing.Draw(Drawing.Four, 150, 100, 115, 20, 60, 7);
        GreyImage all = Drawing.Change(picture, (_, _, level) => level);
        for (int i = 0; i < all.Pixels.Length; i++)
            all.Pixels[i] = Math.Min(all.Pixels[i], Math.Min(left.Pixels[i], right.Pixels[i]));
        PreparedDigit digit = DigitPreparation.Prepare(all);
        Assert.True(digit.Found);
        Assert.InRange(SceneTests.Common(DigitPreparation.Prepare(picture), digit), 0.9, 1);
    }

    [Fact]
    public void A_1_that_is_cut_out_closely_is_found() =>
        Assert.True(
            DigitPreparation.Prepare(Drawing.Draw([[(0.5, 0), (0.5, 1)]], 18, 60, -21, 0, 60, 7)).Found);

    private static GreyImage Striped(int width, int height, int stripes) =>
        Drawing.Change(Drawing.Draw([], width, height, paper: 220), (x, _, level) =>
            x * stripes / (double)width % 1 is > 0.35 and < 0.65 ? 40 : level);
}
