using Inkling.Neural;

namespace Inkling.Recognition.Synthesis;

/// <summary>Soft lines over the digit, from its left to its right.</summary>
internal static class LineCorruptions
{
    private const double HalfWidth = 2.3; // rows from the line's middle to where it would end
    private const int Last = Levels.Side - 1;
    private const int DotLength = 2;

    // The zigzag begins and ends in these columns; it is Amplitude off every 2 · Amplitude columns.
    private const double ZigzagFrom = 2, ZigzagTo = 25, Amplitude = 2;
    private const int MostRise = 5;

    /// <summary>From some row of the first column to some row of the last, two columns in four.</summary>
    public static void Dotted(ReadOnlySpan<byte> digit, Span<byte> to, ref RandomSequence random)
    {
        Span<float> levels = stackalloc float[Levels.Count];
        Levels.Load(digit, levels);
        (int from, int end) = (random.NextInt(Last), random.NextInt(Last));
        Draw(levels, new(0, from), new(Last, end), column => column / DotLength % 2 == 1);
        Levels.Save(levels, to);
    }

    /// <summary>To and fro across a nearly level line.</summary>
    public static void Zigzag(ReadOnlySpan<byte> digit, Span<byte> to, ref RandomSequence random)
    {
        Span<float> levels = stackalloc float[Levels.Count];
        Levels.Load(digit, levels);
        int row = random.NextInt(Last), rise = random.NextInt(2 * MostRise) - MostRise;
        List<Point> corners = Corners(row, rise);
        for (int i = 1; i < corners.Count; i++)
            Draw(levels, corners[i - 1], corners[i], _ => true);
        Levels.Save(levels, to);
    }

    // As if the line were level, in columns from its begin; then turned to where it goes.
    private static List<Point> Corners(int row, int rise)
    {
        const double Period = 2 * Amplitude;
        double length = double.Hypot(ZigzagTo - ZigzagFrom, rise);
        List<Point> corners = [new(0, 0)];
        double side = Amplitude;
        for (double x = Amplitude; x <= length; x += Period, side = -side)
            corners.Add(new(x, side));
        // Near the line again at its end: as far off as the paper's formula says.
        double rest = length % Period;
        if (rest > 0)
            corners.Add(new(length, -side / (2 * rest)));
        double cos = (ZigzagTo - ZigzagFrom) / length, sin = rise / length;
        return
        [
            .. corners.Select(p =>
                new Point(ZigzagFrom + (cos * p.X) - (sin * p.Y), row + (sin * p.X) + (cos * p.Y))),
        ];
    }

    // levels + 1 + ln(1 − d / 2.3) at d rows from the line, within 0 and 1, between its ends.
    private static void Draw(Span<float> levels, Point from, Point to, Func<int, bool> isDrawn)
    {
        double slope = (to.Y - from.Y) / (to.X - from.X);
        int end = Math.Min(Levels.Side, (int)Math.Ceiling(to.X));
        for (int x = Math.Max(0, (int)Math.Floor(from.X)); x < end; x++)
        {
            if (!isDrawn(x))
                continue;
            for (int y = 0; y < Levels.Side; y++)
            {
                double distance = Math.Abs(y - (from.Y + (slope * (x - from.X))));
                if (distance >= HalfWidth)
                    continue;
                double ink = Math.Clamp(1 + Math.Log(1 - (distance / HalfWidth)), 0, 1);
                ref float level = ref levels[(y * Levels.Side) + x];
                level = Math.Min(1, level + (float)ink);
            }
        }
    }

    /// <summary>A place, in pixels from the upper left one's middle.</summary>
    private readonly record struct Point(double X, double Y);
}
