using System.Runtime.Intrinsics;

namespace Inkling.Imaging.Filters;

/// <summary>Counts each of the 256 levels; its statistics know no positions and no shapes.</summary>
internal sealed class Histogram
{
    private const int Levels = 256;

    private readonly int[] _counts = new int[Levels];
    private int _total;

    /// <summary>Counts the levels.</summary>
    public Histogram(ReadOnlySpan<byte> levels) => Add(levels);

    /// <summary>Counts nothing yet.</summary>
    public Histogram() { }

    /// <summary>Counts more levels.</summary>
    public void Add(ReadOnlySpan<byte> levels)
    {
        int i = 0;
        for (; i <= levels.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            ReadOnlySpan<byte> block = levels.Slice(i, Vector128<byte>.Count);
            if (Vector128.LoadUnsafe(in block[0]) == Vector128.Create(block[0]))
            {
                _counts[block[0]] += block.Length; // paper is mostly of one level
                continue;
            }
            foreach (byte level in block)
                _counts[level]++;
        }
        foreach (byte level in levels[i..])
            _counts[level]++;
        _total += levels.Length;
    }

    /// <summary>Counts the same levels after each was made darker, none below 0.</summary>
    public Histogram Lowered(int by)
    {
        Histogram lowered = new() { _total = _total };
        for (int level = 0; level < Levels; level++)
            lowered._counts[Math.Max(0, level - by)] += _counts[level];
        return lowered;
    }

    /// <summary>The least level that has at least this share of the levels at or below it.</summary>
    public int Quantile(double share)
    {
        double wanted = share * _total;
        long sum = 0;
        for (int level = 0; level < Levels; level++)
        {
            sum += _counts[level];
            if (sum >= wanted && sum > 0)
                return level;
        }
        return 255;
    }

    /// <summary>Computes the mean of the levels first … last; 0 if there are none.</summary>
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

    /// <summary>Computes how far the levels above a threshold are from the others on average.</summary>
    public int Contrast(int threshold) => (int)(Mean(threshold + 1, 255) - Mean(0, threshold));

    /// <summary>The part of all levels that is this one.</summary>
    public double Share(int level) => (double)_counts[level] / _total;

    /// <summary>The part of all levels that is above a threshold.</summary>
    public double ShareAbove(int threshold)
    {
        int above = 0;
        for (int level = threshold + 1; level < Levels; level++)
            above += _counts[level];
        return (double)above / _total;
    }

    /// <summary>Computes the standard deviation of the levels first … last.</summary>
    public double Deviation(int first, int last)
    {
        double mean = Mean(first, last);
        long count = 0;
        double squares = 0;
        for (int level = first; level <= last; level++)
        {
            count += _counts[level];
            squares += _counts[level] * (level - mean) * (level - mean);
        }
        return count == 0 ? 0 : Math.Sqrt(squares / count);
    }

    /// <summary>
    /// The part of the levels' variance that a threshold explains (Otsu 1979, η): 1 for two clean levels,
    /// about 0.75 for the upper half of a normal distribution, which is what grain leaves.
    /// </summary>
    public double Separability(int threshold)
    {
        long below = 0;
        for (int level = 0; level <= threshold; level++)
            below += _counts[level];
        double share = (double)below / _total;
        double gap = Mean(threshold + 1, 255) - Mean(0, threshold);
        double deviation = Deviation(0, 255);
        return deviation == 0 ? 0 : share * (1 - share) * gap * gap / (deviation * deviation);
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
