namespace Inkling.Recognition.Synthesis;

/// <summary>
/// The line through a stroke's points: between two corners a Catmull-Rom spline (Catmull &amp; Rom 1974), which passes
/// through every point in the direction from the one before to the one after.
/// </summary>
internal static class Curve
{
    private const int StepsEach = 8; // from a point to the next; a step is below a pixel

    /// <summary>Adds the places along the line to a list, first and last point included.</summary>
    /// <param name="points">The points, at least two.</param>
    /// <param name="isCorner">Which of them are corners, [points.Length].</param>
    /// <param name="line">Is added to.</param>
    public static void Trace(ReadOnlySpan<(float X, float Y)> points, ReadOnlySpan<bool> isCorner, List<(float X, float Y)> line)
    {
        line.Add(points[0]);
        for (int i = 0; i + 1 < points.Length; i++)
        {
            (float X, float Y) from = points[i], to = points[i + 1];
            // Beyond an end or a corner the line goes on as it comes.
            (float X, float Y) before = i == 0 || isCorner[i] ? from : points[i - 1];
            (float X, float Y) after = i + 2 == points.Length || isCorner[i + 1] ? to : points[i + 2];
            for (int step = 1; step <= StepsEach; step++)
            {
                float t = (float)step / StepsEach;
                line.Add((At(before.X, from.X, to.X, after.X, t), At(before.Y, from.Y, to.Y, after.Y, t)));
            }
        }
    }

    private static float At(float before, float from, float to, float after, float t) =>
        from + (0.5f * t * ((to - before) + (t * (((2 * before) - (5 * from) + (4 * to) - after)
            + (t * ((3 * (from - to)) + after - before))))));
}
