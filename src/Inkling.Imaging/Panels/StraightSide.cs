namespace Inkling.Imaging.Panels;

/// <summary>
/// The straight line along one side of a zone: offset = Start + Slope · position, by where the zone begins at
/// each position. The line that the most places lie on wins (Hough 1962), so a finger over a corner bends
/// nothing; then least squares.
/// </summary>
internal readonly record struct StraightSide(double Start, double Slope)
{
    // 10 degrees, and some perspective.
    private const double MostSlope = 0.27;
    private const double SlopeStep = 0.015;

    // So far beyond the copy a line of this slope lies at the middle of the side.
    private const int Beyond = PanelSearch.SmallSide / 5;

    // In pixels of the small copy.
    private const double Tolerance = 1.6;

    /// <summary>Fits the line; offsets are below 0 where the zone has nothing.</summary>
    public static StraightSide Fit(ReadOnlySpan<int> offsets)
    {
        Span<int> votes = stackalloc int[PanelSearch.SmallSide + (2 * Beyond)];
        (int most, StraightSide best) = (0, default);
        double middle = offsets.Length / 2.0;
        for (double slope = -MostSlope; slope <= MostSlope; slope += SlopeStep)
        {
            votes.Clear();
            for (int i = 0; i < offsets.Length; i++)
            {
                if (offsets[i] >= 0)
                    votes[Beyond + (int)Math.Round(offsets[i] - (slope * (i - middle)))]++;
            }
            for (int i = 1; i < votes.Length - 1; i++)
            {
                int count = votes[i - 1] + (2 * votes[i]) + votes[i + 1];
                if (count > most)
                    (most, best) = (count, new(i - Beyond - (slope * middle), slope));
            }
        }
        return best.Refined(offsets).Refined(offsets);
    }

    /// <summary>The line's offset at a position.</summary>
    public double At(double position) => Start + (Slope * position);

    /// <summary>The share of the positions first … last at which the zone begins on the line.</summary>
    public double Covered(ReadOnlySpan<int> offsets, double first, double last)
    {
        (int from, int to) =
            (Math.Max(0, (int)Math.Ceiling(first)), Math.Min(offsets.Length - 1, (int)Math.Floor(last)));
        int on = 0;
        for (int i = from; i <= to; i++)
            on += Holds(offsets[i], i) ? 1 : 0;
        return to < from ? 0 : on / (double)(to - from + 1);
    }

    private bool Holds(int offset, int position) =>
        offset >= 0 && Math.Abs(offset - At(position)) <= Tolerance;

    private StraightSide Refined(ReadOnlySpan<int> offsets)
    {
        (double n, double sx, double sy, double sxx, double sxy) = (0, 0, 0, 0, 0);
        for (int i = 0; i < offsets.Length; i++)
        {
            if (!Holds(offsets[i], i))
                continue;
            (n, sx, sy) = (n + 1, sx + i, sy + offsets[i]);
            (sxx, sxy) = (sxx + ((double)i * i), sxy + ((double)i * offsets[i]));
        }
        double spread = (n * sxx) - (sx * sx);
        if (spread == 0)
            return this;
        double slope = ((n * sxy) - (sx * sy)) / spread;
        return new((sy - (slope * sx)) / n, slope);
    }
}
