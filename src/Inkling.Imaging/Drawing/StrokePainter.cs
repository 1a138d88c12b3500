namespace Inkling.Imaging.Drawing;

/// <summary>
/// Paints strokes as a page's canvas does: straight from point to point, with round ends and joins, the width
/// going evenly from one point's to the next's. It smooths nothing: whoever held the pen has done that.
/// </summary>
internal static class StrokePainter
{
    // A second or less of work, and far more than a hand draws: some 100,000 on 280 pixels a side.
    private const long MostVisits = 1L << 27;

    /// <summary>Paints light ink on black.</summary>
    /// <param name="strokes">Each a path of at least one point; one point is a dot.</param>
    /// <param name="width">Pixels across.</param>
    /// <param name="height">Pixels down.</param>
    /// <param name="cancellation">Ends the painting within a line.</param>
    /// <exception cref="ArgumentException">A point is no number, or there is too much to paint.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static GreyImage Paint(
        IReadOnlyList<PenPoint[]> strokes, int width, int height, CancellationToken cancellation = default)
    {
        GreyImage canvas = new(width, height);
        long visits = 0;
        for (int stroke = 0; stroke < strokes.Count; stroke++)
        {
            PenPoint[] points = strokes[stroke];
            for (int i = 0; i < points.Length; i++)
            {
                Check(stroke, i, points[i]);
                cancellation.ThrowIfCancellationRequested();
                visits += Line(canvas, points[Math.Max(0, i - 1)], points[i]);
                if (visits > MostVisits)
                {
                    throw new ArgumentException(
                        $"the strokes cover more than {MostVisits:N0} pixels, counted as often as covered");
                }
            }
        }
        return canvas;
    }

    /// <summary>Paints a stroke over a picture; where both have ink, the lighter stays.</summary>
    public static void PaintOver(GreyImage canvas, ReadOnlySpan<PenPoint> stroke)
    {
        for (int i = 0; i < stroke.Length; i++)
            Line(canvas, stroke[Math.Max(0, i - 1)], stroke[i]);
    }

    private static void Check(int stroke, int index, PenPoint point)
    {
        if (!float.IsFinite(point.X) || !float.IsFinite(point.Y) || point.Width is not (> 0 and < 1e6f))
        {
            throw new ArgumentException(
                $"point {index + 1:N0} of stroke {stroke + 1:N0} is at ({point.X}, {point.Y}) with a pen "
                + $"{point.Width} wide: a place is two numbers, and a width is above 0");
        }
    }

    // A pixel's level is how much of it the line covers, by its centre's distance from the line's edge.
    private static long Line(GreyImage canvas, PenPoint from, PenPoint to)
    {
        float reach = (Math.Max(from.Width, to.Width) / 2) + 1;
        int left = Within(Math.Min(from.X, to.X) - reach, canvas.Width);
        int right = Within(Math.Max(from.X, to.X) + reach, canvas.Width);
        int top = Within(Math.Min(from.Y, to.Y) - reach, canvas.Height);
        int bottom = Within(Math.Max(from.Y, to.Y) + reach, canvas.Height);
        (float dx, float dy) = (to.X - from.X, to.Y - from.Y);
        float square = (dx * dx) + (dy * dy);
        for (int y = top; y < bottom; y++)
        {
            Span<byte> row = canvas.Pixels.AsSpan(y * canvas.Width, canvas.Width);
            for (int x = left; x < right; x++)
            {
                (float px, float py) = (x + 0.5f - from.X, y + 0.5f - from.Y);
                float along = square > 0 ? Math.Clamp(((px * dx) + (py * dy)) / square, 0, 1) : 0;
                (float ex, float ey) = (px - (along * dx), py - (along * dy));
                float radius = (from.Width + (along * (to.Width - from.Width))) / 2;
                float covered =
                    Math.Clamp(radius + 0.5f - MathF.Sqrt((ex * ex) + (ey * ey)), 0, Math.Min(1, 2 * radius));
                row[x] = Math.Max(row[x], (byte)MathF.Round(255 * covered));
            }
        }
        return (long)(right - left) * (bottom - top);
    }

    private static int Within(float edge, int limit) => (int)Math.Clamp(MathF.Ceiling(edge), 0, limit);
}

/// <summary>Where a pen was, and how wide it drew there. Pixel (0, 0) reaches from 0 to 1.</summary>
/// <param name="X">Across, from the left edge.</param>
/// <param name="Y">Down, from the upper edge.</param>
/// <param name="Width">The stroke's width there, above 0.</param>
internal readonly record struct PenPoint(float X, float Y, float Width);
