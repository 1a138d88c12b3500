namespace Inkling.Imaging.Pieces;

/// <summary>
/// One line that goes from the picture's left edge to its right one: where its ink is, column by column. It
/// is followed through gaps and crossing strokes, and may rise, fall and bend a little, as in a photograph.
/// It decides nothing.
/// </summary>
internal sealed class RuledLine(
    (int Top, int Bottom)[] runs, double thickness, double start, double slope)
{
    // Of the picture's width: how far a line may be lost from sight, and how much of it must be seen.
    private const double MostGap = 0.08;
    private const double LeastSeen = 0.4;
    private const double LeastInked = 0.8;

    // How steep a line is in a photograph, how far it bends by its width, and how much bends no more.
    private const double MostSlope = 0.2;
    private const double MostBend = 0.01;
    private const double LeastStraight = 0.85;

    private readonly (int Top, int Bottom)[] _runs = runs; // by column; (0, 0) where not seen alone

    /// <summary>Its median thickness in pixels.</summary>
    public double Thickness => thickness;

    /// <summary>The row of its middle at the left edge.</summary>
    public double Start => start;

    /// <summary>Rows that it falls from one column to the next.</summary>
    public double Slope => slope;

    /// <summary>Finds all lines above a threshold, followed from the left edge or from the right.</summary>
    public static List<RuledLine> FindAll(GreyImage ink, int threshold)
    {
        List<RuledLine> found = [];
        foreach (int edge in (ReadOnlySpan<int>)[0, ink.Width - 1])
        {
            int y = 0;
            while (y < ink.Height)
            {
                (int top, int bottom) = RunAt(ink, threshold, edge, y);
                if (bottom > top && !IsKnown(found, edge, (top, bottom))
                    && Follow(ink, threshold, edge, (top, bottom)) is { } line)
                {
                    found.Add(line);
                }
                y = Math.Max(y + 1, bottom);
            }
        }
        return found;
    }

    private static bool IsKnown(List<RuledLine> lines, int x, (int Top, int Bottom) run) =>
        lines.Exists(line => line._runs[x].Top < run.Bottom && line._runs[x].Bottom > run.Top);

    /// <summary>The mean level of its ink.</summary>
    public double Level(GreyImage ink)
    {
        double sum = 0;
        int count = 0;
        for (int x = 0; x < _runs.Length; x++)
        {
            for (int y = _runs[x].Top; y < _runs[x].Bottom; y++)
            {
                sum += ink[x, y];
                count++;
            }
        }
        return sum / count;
    }

    /// <summary>Erases it, its soft edges too; what crosses it stays.</summary>
    public void Erase(GreyImage ink)
    {
        for (int x = 0; x < _runs.Length; x++)
        {
            (int top, int bottom) = _runs[x];
            if (bottom == top)
                continue;
            for (int y = Math.Max(0, top - 1); y < Math.Min(ink.Height, bottom + 1); y++)
                ink.Pixels[(y * ink.Width) + x] = 0;
        }
    }

    // Predicts and corrects, as a tracking filter of two constants does: a stroke that crosses pulls little.
    private static RuledLine? Follow(GreyImage ink, int threshold, int edge, (int Top, int Bottom) first)
    {
        const double Pull = 0.3;
        const double Turn = 0.015;
        int most = Math.Max(3, Math.Max(ink.Width, ink.Height) / 25);
        var runs = new (int Top, int Bottom)[ink.Width];
        double middle = Middle(first);
        double slope = 0;
        int lost = 0;
        int inked = 0;
        for (int step = 0; step < ink.Width && lost <= MostGap * ink.Width; step++)
        {
            int x = Math.Abs(edge - step);
            middle += slope;
            (int top, int bottom) = RunNear(ink, threshold, x, (int)Math.Round(middle - 0.5));
            lost = bottom == top ? lost + 1 : 0;
            inked += bottom > top ? 1 : 0;
            if (bottom == top || bottom - top > most)
                continue;
            runs[x] = (top, bottom);
            double off = Math.Clamp(Middle(runs[x]) - middle, -1, 1); // further off is a stroke
            middle += Pull * off;
            slope = Math.Clamp(slope + (Turn * off), -MostSlope, MostSlope);
        }
        return inked < LeastInked * ink.Width ? null : Fit(runs);
    }

    // Straight, and of one thickness: what is not, is a stroke that the line runs into.
    private static RuledLine? Fit((int Top, int Bottom)[] runs)
    {
        int[] seen = [.. Enumerable.Range(0, runs.Length).Where(x => runs[x].Bottom > runs[x].Top)];
        if (seen.Length < LeastSeen * runs.Length)
            return null;
        int[] thicknesses = [.. seen.Select(x => runs[x].Bottom - runs[x].Top).Order()];
        double thickness = thicknesses[thicknesses.Length / 2];
        double meanX = seen.Average();
        double meanY = seen.Average(x => Middle(runs[x]));
        double slope = seen.Sum(x => (x - meanX) * (Middle(runs[x]) - meanY))
            / seen.Sum(x => (x - meanX) * (x - meanX));
        double start = meanY - (slope * meanX);
        double bend = 1 + (MostBend * runs.Length);
        int kept = 0;
        for (int x = 0; x < runs.Length; x++)
        {
            bool fits = runs[x].Bottom - runs[x].Top <= (1.5 * thickness) + 1
                && Math.Abs(Middle(runs[x]) - start - (slope * x)) <= bend;
            runs[x] = fits ? runs[x] : default;
            kept += runs[x].Bottom > runs[x].Top ? 1 : 0;
        }
        return kept < Math.Max(LeastSeen * runs.Length, LeastStraight * seen.Length)
            ? null
            : new RuledLine(runs, thickness, start, slope);
    }

    private static double Middle((int Top, int Bottom) run) => (run.Top + run.Bottom) / 2.0;

    // The ink nearest to a place, at most two pixels off.
    private static (int Top, int Bottom) RunNear(GreyImage ink, int threshold, int x, int y)
    {
        foreach (int off in (ReadOnlySpan<int>)[0, -1, 1, -2, 2])
        {
            (int top, int bottom) = RunAt(ink, threshold, x, y + off);
            if (bottom > top)
                return (top, bottom);
        }
        return default;
    }

    // The upright run of ink that a pixel belongs to; nothing if it is paper.
    private static (int Top, int Bottom) RunAt(GreyImage ink, int threshold, int x, int y)
    {
        if ((uint)y >= (uint)ink.Height || ink[x, y] <= threshold)
            return default;
        int top = y;
        int bottom = y + 1;
        while (top > 0 && ink[x, top - 1] > threshold)
            top--;
        while (bottom < ink.Height && ink[x, bottom] > threshold)
            bottom++;
        return (top, bottom);
    }
}
