using Inkling.Neural;

namespace Inkling.Recognition.Synthesis;

/// <summary>Strokes on endless paper, before they are scaled into a picture.</summary>
internal sealed class Writing
{
    /// <summary>The strokes, each the places along it.</summary>
    public List<List<(float X, float Y)>> Strokes { get; } = [];

    /// <summary>The box around all places.</summary>
    public WritingBox Box()
    {
        (float left, float top, float right, float bottom) =
            (float.MaxValue, float.MaxValue, float.MinValue, float.MinValue);
        foreach ((float x, float y) in Strokes.SelectMany(stroke => stroke))
        {
            (left, right) = (MathF.Min(left, x), MathF.Max(right, x));
            (top, bottom) = (MathF.Min(top, y), MathF.Max(bottom, y));
        }
        return new(left, top, right, bottom);
    }

    /// <summary>Writes a form so that its box's left edge is about at 0.</summary>
    public void Write(Glyph glyph, in Hand hand, ref RandomSequence random)
    {
        foreach (GlyphStroke stroke in glyph.Strokes)
        {
            if (stroke.IsOptional && random.NextSingle() < 0.5f)
                continue;
            var points = new (float X, float Y)[stroke.Points.Count];
            bool[] isCorner = new bool[points.Length];
            for (int i = 0; i < points.Length; i++)
            {
                GlyphPoint point = stroke.Points[i];
                float x = point.X.At(random.NextSingle()) + (hand.Unsteadiness * (float)random.NextNormal());
                float y = point.Y.At(random.NextSingle()) + (hand.Unsteadiness * (float)random.NextNormal());
                points[i] = ((hand.Aspect * x) - (hand.Slant * (y - 50)), y);
                isCorner[i] = point.IsCorner && random.NextSingle() < hand.Sharpness;
            }
            Add(points, isCorner);
        }
    }

    /// <summary>Adds all strokes of another writing, moved to the right.</summary>
    public void Add(Writing other, float shift)
    {
        foreach (List<(float X, float Y)> stroke in other.Strokes)
            Strokes.Add([.. stroke.Select(place => (place.X + shift, place.Y))]);
    }

    /// <summary>Adds a stroke through some points.</summary>
    public void Add(ReadOnlySpan<(float X, float Y)> points, ReadOnlySpan<bool> isCorner)
    {
        List<(float X, float Y)> line = [];
        Curve.Trace(points, isCorner, line);
        Strokes.Add(line);
    }
}

/// <summary>A box on endless paper, in hundredths of a sign's height.</summary>
internal readonly record struct WritingBox(float Left, float Top, float Right, float Bottom)
{
    public float Width => Right - Left;
    public float Height => Bottom - Top;
}

/// <summary>
/// The line through a stroke's points: between two corners a Catmull-Rom spline (Catmull &amp; Rom 1974),
/// which passes through every point in the direction from the one before to the one after.
/// </summary>
internal static class Curve
{
    private const int StepsEach = 8; // from a point to the next; a step is below a pixel

    /// <summary>Adds the places along the line through two or more points, first and last included.</summary>
    public static void Trace(
        ReadOnlySpan<(float X, float Y)> points, ReadOnlySpan<bool> isCorner, List<(float X, float Y)> line)
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
