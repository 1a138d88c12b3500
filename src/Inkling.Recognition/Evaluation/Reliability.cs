namespace Inkling.Recognition.Evaluation;

/// <summary>
/// Whether a confidence of 90 % is nine in ten: readings are put into bins of equal width by their
/// confidence, and in each the share that is right is held against the mean confidence (Guo, Pleiss, Sun
/// &amp; Weinberger 2017, "On calibration of modern neural networks", 2). Pictures in which no digit was
/// found have no confidence, and stand in no bin.
/// </summary>
internal sealed class Reliability
{
    /// <summary>How many bins: as many as that paper's.</summary>
    public const int Bins = 15;

    /// <summary>Puts readings into bins.</summary>
    public Reliability(IEnumerable<ScoredReading> readings)
    {
        int[] count = new int[Bins], right = new int[Bins];
        double[] sum = new double[Bins];
        foreach (ScoredReading reading in readings.Where(reading => reading.Read is not null))
        {
            int bin = BinOf(reading.Confidence);
            count[bin]++;
            right[bin] += reading.IsRight ? 1 : 0;
            sum[bin] += reading.Confidence;
        }
        Diagram =
        [
            .. Enumerable.Range(0, Bins).Select(bin => new ReliabilityBin(
                (double)bin / Bins, (bin + 1.0) / Bins, count[bin],
                count[bin] == 0 ? null : sum[bin] / count[bin],
                count[bin] == 0 ? null : (double)right[bin] / count[bin])),
        ];
        Count = count.Sum();
    }

    /// <summary>The bins, from no confidence to all.</summary>
    public IReadOnlyList<ReliabilityBin> Diagram { get; }

    /// <summary>How many readings stand in them.</summary>
    public int Count { get; }

    /// <summary>ECE = Σ |B|/n · |right(B) − confidence(B)| over the bins B (eq. 3); 0 if empty.</summary>
    public double ExpectedError => Count == 0
        ? 0
        : Diagram.Sum(bin => bin.Count * Math.Abs(bin.Gap ?? 0)) / Count;

    // A bin is ((m − 1)/M, m/M], as in the paper; 0 itself goes into the first.
    private static int BinOf(float confidence) =>
        Math.Clamp((int)Math.Ceiling((double)confidence * Bins) - 1, 0, Bins - 1);
}

/// <summary>
/// Readings of a confidence above Low up to High: how many, their mean confidence, and the share of them that
/// is right; none where there are none.
/// </summary>
internal sealed record ReliabilityBin(double Low, double High, int Count, double? Confidence, double? Right)
{
    /// <summary>Right − confidence: below 0 it is surer than it should be.</summary>
    public double? Gap => Right - Confidence;
}
