using CsCheck;
using Inkling.Imaging.Filters;
using Inkling.Imaging.Pieces;
using Inkling.Imaging.Preparation;

namespace Inkling.Imaging.Tests.Preparation;

/// <summary>The steps one by one, each against what defines it.</summary>
public class StepTests
{
    [Fact]
    public void Otsu_parts_two_levels_in_the_middle()
    {
        Assert.Equal(109, new Histogram([20, 20, 20, 20, 200, 200]).Otsu());
        Assert.Equal(20, new Histogram([20, 20, 20, 20, 200, 200]).Quantile(0.5));
        Assert.Equal(200, new Histogram([20, 20, 20, 20, 200, 200]).Mean(100, 255));
    }

    [Fact]
    public void Window_extremes_and_means_equal_their_definition() => (
        from width in Gen.Int[1, 24]
        from height in Gen.Int[1, 24]
        from pixels in Gen.Byte.Array[width * height]
        from radius in Gen.Int[1, 40]
        select (new GreyImage(width, height, pixels), radius)).Sample((image, radius) =>
    {
        GreyImage least = SlidingWindow.Erode(image, radius);
        GreyImage greatest = SlidingWindow.Dilate(image, radius);
        GreyImage mean = SlidingWindow.Average(image, radius);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            byte[] window = Window(image, i % image.Width, i / image.Width, radius);
            Assert.Equal(window.Min(), least.Pixels[i]);
            Assert.Equal(window.Max(), greatest.Pixels[i]);
            Assert.InRange(mean.Pixels[i] - window.Average(level => (double)level), -1.01, 1.01);
        }
    });

    [Fact]
    public void Resampling_to_the_same_size_changes_nothing()
    {
        var image = new GreyImage(3, 2, [1, 2, 3, 40, 50, 60]);
        Assert.Equal(image.Pixels, Resampling.Scale(image, new PixelBox(0, 0, 3, 2), 3, 2).Pixels);
        Assert.Equal([2, 3, 50, 60], Resampling.Scale(image, new PixelBox(1, 0, 2, 2), 2, 2).Pixels);
    }

    [Fact]
    public void Reducing_takes_the_mean_of_what_is_covered()
    {
        var image = new GreyImage(3, 1, [0, 90, 240]);
        Assert.Equal([30, 190], Resampling.Scale(image, new PixelBox(0, 0, 3, 1), 2, 1).Pixels);
    }

    [Fact]
    public void Pieces_that_touch_at_a_corner_are_one()
    {
        var image = new GreyImage(4, 3, [9, 0, 0, 9, 0, 9, 0, 0, 0, 0, 0, 9]);
        List<InkComponent> pieces = InkComponent.FindAll(image, 5, 5);
        Assert.Equal([2, 1, 1], pieces.Select(piece => piece.Area));
        Assert.Equal(new PixelBox(0, 0, 2, 2), pieces[0].Box);
    }

    [Fact]
    public void A_stroke_is_measured_as_wide_as_its_pen()
    {
        GreyImage stroke = Drawing.Draw([[(0.1, 0.2), (0.9, 0.8)]], pen: 6, ink: 255, paper: 0);
        List<InkComponent> pieces = InkComponent.FindAll(stroke, 127, 127);
        Assert.InRange(StrokeWeight.Width(pieces), 5.0, 7.0);
    }

    [Fact]
    public void A_bar_beside_the_digit_belongs_to_it_and_a_speck_does_not()
    {
        (double, double)[] stem = [(0, 0), (0, 1)];
        (double, double)[] bar = [(0.3, 0), (0.6, 0)];
        (double, double)[] speck = [(1.1, 1), (1.101, 1)];
        GreyImage picture = Drawing.Draw([stem, bar, speck], paper: 0, ink: 255, pen: 3);
        List<InkComponent> all = InkComponent.FindAll(picture, 127, 127);
        Assert.Equal(3, all.Count);
        Assert.Equal(2, DigitSelection.Choose(all, picture.Width, picture.Height).Count);
    }

    private static byte[] Window(GreyImage image, int x, int y, int radius) =>
    [
        .. from v in Enumerable.Range(0, image.Height)
           from u in Enumerable.Range(0, image.Width)
           where Math.Abs(u - x) <= radius && Math.Abs(v - y) <= radius
           select image[u, v],
    ];
}
