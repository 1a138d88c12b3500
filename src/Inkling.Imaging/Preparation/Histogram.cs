namespace Inkling.Imaging.Preparation;

/// <summary>
/// How often each of the 256 levels occurs, and what follows from that alone: no places, no shapes.
/// </summary>
internal sealed class Histogram
{
    private readonly int[] _counts = new int[256];
    private int _total;

    /// <summary>Counts the levels.</summary>
    public Histogram(ReadOnlySpan<byte> levels)
    {
        foreach (byte level in levels)
            _counts[level]++;
        _total = levels.Length;
    }

    /// <summary>The least level that has at least this share of the levels at or below it.</summary>
    public int Quantile(double share)
    {
        double wanted = share * _total;
        long sum = 0;
        for (int level = 0; level < 256; level++)
        {
            sum += _counts[level];
            if (sum >= wanted && sum > 0)
                return level;
        }

        return 255;
    }

    /// <summary>
    /// The mean of the levels from <paramref name="first"/> to <paramref name="last"/>; 0 if there are none.
    /// </summary>
    public double Mean(int first, int last)
    {
        long count = 0;
        long sum = 0;
        for (int level = first; level <= last; level++)
        {
            count += _counts[level];
            sum += (long)level * _counts[level];
        }

        return count == 0 ? 0 : (double)sum / count;
    }

    /// <summary>
    /// The threshold t that parts the levels into ≤ t and &gt; t with the greatest variance between the two
    /// (Otsu 1979); the middle of the best ones where several are equal, as between two clean levels.
    /// </summary>
    public int Otsu()
    {
        double whole = Mean(0, 255) * _total;
        double best = -1;
        int first = 0;
        int last = 0;
        double below = 0;
        double belowSum = 0;
        for (int t = 0; t < 255; t++)
        {
            below += _counts[t];
            belowSum += (double)t * _counts[t];
            double above = _total - below;
            if (below == 0 || above == 0)
                continue;
            double gap = (belowSum / below) - ((whole - belowSum) / above);
            double between = below * above * gap * gap;
            if (between > best)
                (best, first) = (between, t);
            if (between >= best)
                last = t;
        }

        return (first + last) / 2;
    }
}
