using System.Text.Json.Serialization;

namespace Inkling.Recognition.Evaluation;

/// <summary>
/// The accuracy at each coverage, the fraction that is answered, the surest first: the risk-coverage curve,
/// told as accuracy, 1 − risk (El-Yaniv &amp; Wiener 2010). Pictures in which no digit was found come last.
/// </summary>
/// <remarks>
/// Readings of the same confidence each count with their mean, so the order of the files changes nothing.
/// </remarks>
internal sealed class SelectiveAccuracy
{
    private readonly int _count;
    private readonly double[] _right; // [count + 1]: how many of the surest k are right

    /// <summary>Puts readings in the order of their confidence.</summary>
    public SelectiveAccuracy(IEnumerable<ScoredReading> readings)
    {
        List<double> right = [0];
        IOrderedEnumerable<IGrouping<float, ScoredReading>> ties = readings
            .GroupBy(reading => reading.Read is null ? -1 : reading.Confidence)
            .OrderByDescending(tie => tie.Key);
        foreach (IGrouping<float, ScoredReading> tie in ties)
        {
            double before = right[^1];
            int many = tie.Count(), ofThem = tie.Count(reading => reading.IsRight);
            for (int k = 1; k <= many; k++)
                right.Add(before + ((double)ofThem * k / many));
        }
        _right = [.. right];
        _count = _right.Length - 1;
    }

    /// <summary>The coverages that tables tell.</summary>
    public static IReadOnlyList<double> Coverages { get; } = [1, 0.99, 0.98, 0.95, 0.9, 0.8];

    /// <summary>The points at those coverages.</summary>
    public IReadOnlyList<SelectivePoint> Points => [.. Coverages.Select(At)];

    /// <summary>The curve, at each hundredth from <paramref name="first"/> % to 100 %.</summary>
    public IReadOnlyList<SelectivePoint> Curve(int first = 1) =>
        [.. Enumerable.Range(first, 101 - first).Select(percent => At(percent / 100.0))];

    /// <summary>The accuracy at a coverage of 0 to 1; a part of a picture counts as one.</summary>
    public SelectivePoint At(double coverage)
    {
        // 0.95 × 20 is a little more than 19 in doubles, and is 19.
        int answered = Math.Clamp((int)Math.Ceiling((coverage * _count) - 1e-9), Math.Min(1, _count), _count);
        return new(coverage, answered, answered == 0 ? 0 : _right[answered] / answered);
    }
}

/// <summary>The fraction and number of pictures answered, and the fraction of these that is right.</summary>
internal sealed record SelectivePoint(
    [property: JsonPropertyName("share")] double Coverage, int Answered, double Accuracy); // the old key
