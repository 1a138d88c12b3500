using Inkling.Neural;

namespace Inkling.Recognition.Synthesis;

/// <summary>Strokes on endless paper, before they are scaled into a picture: what a hand made of a form.</summary>
internal sealed class Writing
{
    /// <summary>The strokes, each the places along it.</summary>
    public List<List<(float X, float Y)>> Strokes { get; } = [];

    /// <summary>The box around all places.</summary>
    public WritingBox Box()
    {
        (float left, float top, float right, float bottom) =
            (float.MaxValue, float.MaxValue, float.MinValue, float.MinValue);
        foreach (List<(float X, float Y)> stroke in Strokes)
        {
            foreach ((float x, float y) in stroke)
            {
                left = MathF.Min(left, x);
                top = MathF.Min(top, y);
                right = MathF.Max(right, x);
                bottom = MathF.Max(bottom, y);
            }
        }
        return new(left, top, right, bottom);
    }

    /// <summary>Writes a form so that its box's left edge is about at x.</summary>
    public void Write(Glyph glyph, in Hand hand, float x, ref RandomSequence random)
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
                float atX = point.X.At(random.NextSingle()) + (hand.Unsteadiness * (float)random.NextNormal());
                float atY = point.Y.At(random.NextSingle()) + (hand.Unsteadiness * (float)random.NextNormal());
                points[i] = (x + (hand.Aspect * atX) - (hand.Slant * (atY - 50)), atY);
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
