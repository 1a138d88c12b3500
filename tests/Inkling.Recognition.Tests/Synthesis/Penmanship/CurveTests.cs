using Inkling.Recognition.Synthesis;

namespace Inkling.Recognition.Tests.Synthesis;

public sealed class CurveTests
{
    private static readonly (float X, float Y)[] Points = [(0, 0), (10, 20), (30, 25), (40, 0)];

    [Fact]
    public void A_line_passes_through_all_its_points()
    {
        List<(float X, float Y)> line = Trace(Points, [false, false, false, false]);
        Assert.Equal(Points, line.Where((_, i) => i % 8 == 0));
    }

    [Fact]
    public void Between_two_corners_it_is_straight()
    {
        List<(float X, float Y)> line = Trace(Points, [false, true, true, false]);
        // From (10, 20) to (30, 25): x grows four times as fast as y.
        Assert.All(line[8..17], place => Assert.Equal(place.X - 10, 4 * (place.Y - 20), 1e-4f));
    }

    [Fact]
    public void At_a_point_that_is_no_corner_it_turns_without_a_bend()
    {
        List<(float X, float Y)> line = Trace(Points, [false, false, false, false]);
        // Catmull and Rom's direction there is from the point before to the point after.
        Assert.Equal(0, Angle(line[7], line[8], line[9]), 0.2);
        Assert.True(Angle(Trace(Points, [false, true, false, false]), 8) > 0.5);
    }

    private static double Angle(List<(float X, float Y)> line, int at) =>
        Angle(line[at - 1], line[at], line[at + 1]);

    private static double Angle((float X, float Y) before, (float X, float Y) at, (float X, float Y) after)
    {
        double turn =
            Math.Atan2(after.Y - at.Y, after.X - at.X) - Math.Atan2(at.Y - before.Y, at.X - before.X);
        return Math.Abs(Math.IEEERemainder(turn, Math.Tau));
    }

    private static List<(float X, float Y)> Trace((float X, float Y)[] points, bool[] isCorner)
    {
        List<(float X, float Y)> line = [];
        Curve.Trace(points, isCorner, line);
        return line;
    }
}
