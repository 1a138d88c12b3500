using Inkling.Imaging.Drawing;

namespace Inkling.Imaging.Tests.Drawings;

public class StrokePainterTests
{
    [Fact]
    public void A_dot_covers_the_area_of_its_circle()
    {
        GreyImage dot = Paint([[new(20.3f, 19.8f, 17)]], 40, 40);
        double area = dot.Pixels.Sum(level => level / 255.0);
        Assert.Equal(Math.PI * 8.5 * 8.5, area, tolerance: 2);
        Assert.Equal(255, dot[20, 19]);
        Assert.Equal(0, dot[8, 8]);
    }

    [Theory]
    [InlineData(10, 20, 50, 20)]
    [InlineData(20, 10, 20, 50)]
    [InlineData(12, 12, 45, 40)]
    public void A_line_covers_its_length_times_its_width_and_two_half_circles(
        float x0, float y0, float x1, float y1)
    {
        const float Width = 6;
        GreyImage line = Paint([[new(x0, y0, Width), new(x1, y1, Width)]], 64, 64);
        double length = Math.Sqrt(Math.Pow(x1 - x0, 2) + Math.Pow(y1 - y0, 2));
        Assert.Equal((length * Width) + (Math.PI * 9), line.Pixels.Sum(level => level / 255.0), tolerance: 4);
    }

    [Fact]
    public void A_point_in_the_middle_of_a_line_changes_no_pixel_by_more_than_a_rounding() => Assert.All(
        Paint([[new(10, 10, 5), new(50, 40, 5)]], 64, 64).Pixels
            .Zip(Paint([[new(10, 10, 5), new(30, 25, 5), new(50, 40, 5)]], 64, 64).Pixels),
        pair => Assert.InRange(pair.First - pair.Second, -1, 1));

    [Fact]
    public void The_width_goes_evenly_from_one_point_to_the_next()
    {
        GreyImage wedge = Paint([[new(10, 32, 2), new(54, 32, 20)]], 64, 64);
        double Across(int x) => Enumerable.Range(0, 64).Sum(y => wedge[x, y] / 255.0);
        Assert.InRange(Across(20), 3.5, 7);
        Assert.InRange(Across(32), 9, 13);
        Assert.InRange(Across(48), 15, 19);
    }

    [Fact]
    public void A_pen_thinner_than_a_pixel_is_grey() =>
        Assert.InRange(Paint([[new(5, 8.5f, 0.4f), new(15, 8.5f, 0.4f)]], 20, 20)[10, 8], 90, 115);

    [Fact]
    public void What_lies_outside_is_cut_off_and_harms_nothing()
    {
        GreyImage picture = Paint([[new(-1e9f, -50, 10), new(1e9f, 60, 10)], [new(900, 900, 50)]], 30, 30);
        Assert.Equal(900, picture.Pixels.Length);
        Assert.Equal(new byte[900], Paint([[new(900, 900, 50)], []], 30, 30).Pixels);
    }

    [Theory]
    [InlineData(float.NaN, 1, 1)]
    [InlineData(1, float.PositiveInfinity, 1)]
    [InlineData(1, 1, 0)]
    [InlineData(1, 1, float.NaN)]
    [InlineData(1, 1, -3)]
    public void A_point_that_is_none_is_named(float x, float y, float width) => Assert.Contains(
        "point 2 of stroke 1",
        Assert.Throws<ArgumentException>(() => Paint([[new(3, 3, 3), new(x, y, width)]], 9, 9)).Message);

    [Fact]
    public void Strokes_that_would_take_long_are_refused_soon()
    {
        PenPoint[] scribble =
            [.. Enumerable.Range(0, 40_000).Select(i => new PenPoint(i % 2 * 1000, 500, 900))];
        Assert.Contains(
            "pixels", Assert.Throws<ArgumentException>(() => Paint([scribble], 1000, 1000)).Message);
    }

    [Fact]
    public void A_cancelled_painting_ends() => Assert.Throws<OperationCanceledException>(
        () => StrokePainter.Paint([[new(3, 3, 3)]], 9, 9, new CancellationToken(canceled: true)));

    private static GreyImage Paint(PenPoint[][] strokes, int width, int height) =>
        StrokePainter.Paint(strokes, width, height, TestContext.Current.CancellationToken);
}
