namespace Inkling.EndToEnd.Tests;

/// <summary>
/// Ten digits as a hand draws them, as strokes on a canvas of 0 to 1. A curve through few places is walked
/// in small steps (Catmull and Rom's spline), as a pen is.
/// </summary>
internal static class Pen
{
    private const int StepsPerPlace = 3;

    // Each stroke a row of places x y, in a box of 0 to 100.
    private static readonly string[][] Strokes =
    [
        ["50 0, 22 18, 12 50, 22 84, 50 100, 78 84, 88 50, 78 18, 50 0"],
        ["52 0, 51 35, 50 70, 49 100"],
        ["15 25, 25 7, 50 0, 75 8, 82 28, 70 52, 42 78, 12 99, 12 99, 50 97, 92 99"],
        ["18 10, 45 0, 75 8, 80 26, 65 43, 42 47, 42 47, 70 53, 84 73, 72 93, 45 100, 15 92"],
        ["26 0, 22 25, 16 52, 16 52, 50 53, 88 50", "76 8, 73 50, 70 100"],
        ["80 2, 55 3, 28 3, 28 3, 24 22, 21 43, 21 43, 48 37, 74 47, 82 68, 70 90, 45 100, 16 92"],
        ["70 0, 45 15, 26 42, 18 70, 28 92, 50 100, 72 91, 78 72, 66 56, 45 53, 25 66"],
        ["12 4, 50 5, 88 3, 88 3, 68 35, 54 68, 44 100"],
        ["72 14, 50 1, 28 10, 26 27, 48 45, 72 62, 78 82, 60 98, 38 97, 24 82, 32 62, 55 44, 72 28, 72 14"],
        ["76 24, 60 4, 36 3, 21 20, 26 42, 48 50, 68 40, 76 22, 76 22, 75 60, 70 100"],
    ];

    /// <summary>
    /// A digit's strokes, its box laid with its corner at (left, top) and its height given.
    /// </summary>
    public static IEnumerable<Point[]> Digit(
        int digit, double left = 0.25, double top = 0.16, double size = 0.66)
    {
        foreach (string stroke in Strokes[digit])
        {
            Point[] places = [.. stroke.Split(", ").Select(place => place.Split(' '))
                .Select(place => new Point(double.Parse(place[0]) / 100, double.Parse(place[1]) / 100))];
            // A box three quarters as wide as it is high.
            yield return [.. Walk(places).Select(
                at => new Point(left + (0.75 * size * at.X), top + (size * at.Y)))];
        }
    }

    // A place that is named twice is a corner: the spline stops there.
    private static IEnumerable<Point> Walk(Point[] places)
    {
        yield return places[0];
        for (int i = 0; i < places.Length - 1; i++)
        {
            (Point from, Point to) = (places[i], places[i + 1]);
            if (from == to)
                continue;
            Point before = places[Math.Max(0, i - 1)], after = places[Math.Min(places.Length - 1, i + 2)];
            for (int step = 1; step <= StepsPerPlace; step++)
            {
                double t = (double)step / StepsPerPlace;
                yield return new(
                    Spline(before.X, from.X, to.X, after.X, t), Spline(before.Y, from.Y, to.Y, after.Y, t));
            }
        }
    }

    private static double Spline(double a, double b, double c, double d, double t) =>
        0.5 * ((2 * b) + ((c - a) * t)
        + (((2 * a) - (5 * b) + (4 * c) - d) * t * t) + (((3 * b) - a - (3 * c) + d) * t * t * t));

    public readonly record struct Point(double X, double Y);
}
