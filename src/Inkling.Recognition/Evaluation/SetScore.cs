namespace Inkling.Recognition.Evaluation;

/// <summary>How well a set of pictures is read: a count, and what follows from it.</summary>
internal sealed class SetScore
{
    /// <summary>Scores readings.</summary>
    /// <param name="name">What the set is called.</param>
    /// <param name="readings">One for each picture.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public SetScore(string name, IReadOnlyList<ScoredReading> readings)
    {
        if (readings.Count == 0)
            throw new ArgumentException($"{name}: there is nothing to score.");
        Name = name;
        Readings = readings;
        Confusion = new(
            [.. readings.Select(reading => reading.Label)], [.. readings.Select(reading => reading.Read)]);
        Reliability = new(readings);
        Selective = new(readings);
        Writers = WriterScore.Of(readings);
    }

    /// <summary>What the set is called.</summary>
    public string Name { get; }

    /// <summary>What was read, picture by picture.</summary>
    public IReadOnlyList<ScoredReading> Readings { get; }

    /// <summary>How many pictures.</summary>
    public int Count => Readings.Count;

    /// <summary>How many are read right.</summary>
    public int Correct => Confusion.Correct;

    /// <summary>Correct / count, 0 to 1.</summary>
    public double Accuracy => (double)Correct / Count;

    /// <summary>Where the accuracy lies, 95 times in 100.</summary>
    public WilsonInterval Interval => WilsonInterval.Of(Correct, Count);

    /// <summary>What each digit was read as.</summary>
    public ConfusionMatrix Confusion { get; }

    /// <summary>Whether its confidence is the share that is right.</summary>
    public Reliability Reliability { get; }

    /// <summary>What is right when only the surest are answered.</summary>
    public SelectiveAccuracy Selective { get; }

    /// <summary>The score of each writer; none where the set does not keep them apart.</summary>
    public IReadOnlyList<WriterScore> Writers { get; }

    /// <summary>The writer who is read worst; none where there are none.</summary>
    public WriterScore? WorstWriter => Writers.MinBy(writer => writer.Accuracy);

    /// <summary>In how many no digit was found; they count as wrong.</summary>
    public int NotFound => Confusion.NotFound;

    /// <summary>How many readings are not sure.</summary>
    public int Unsure => Readings.Count(reading => reading is { Read: not null, IsSure: false });

    /// <summary>How many readings are sure.</summary>
    public int Sure => Readings.Count(reading => reading is { Read: not null, IsSure: true });

    /// <summary>Of the sure, the share that is right, 0 to 1; none where none is sure.</summary>
    public double? SureAccuracy => Sure == 0
        ? null
        : (double)Readings.Count(reading => reading is { IsSure: true, IsRight: true }) / Sure;

    /// <summary>The median time from file to answer on one thread, so that start-up does not count.</summary>
    public TimeSpan TimePerImage
    {
        get
        {
            long[] ticks = [.. Readings.Select(reading => reading.Time.Ticks).Order()];
            return TimeSpan.FromTicks((ticks[(ticks.Length - 1) / 2] + ticks[ticks.Length / 2]) / 2);
        }
    }

    /// <summary>What was misread, the most confident first.</summary>
    public IReadOnlyList<ScoredReading> Mistakes =>
        [.. Readings.Where(reading => !reading.IsRight).OrderByDescending(reading => reading.Confidence)];
}

/// <summary>One picture that was read, beside what it shows.</summary>
/// <param name="Name">Which picture: its path from its set's folder, with '/'.</param>
/// <param name="Label">The digit it shows.</param>
/// <param name="Read">The digit that was read; none where no digit was found, which counts as wrong.</param>
/// <param name="Confidence">The reading's probability, 0 to 1; 0 where there is none.</param>
/// <param name="IsSure">Whether that is a confidence at which the model is sure.</param>
internal sealed record ScoredReading(string Name, byte Label, int? Read, float Confidence, bool IsSure)
{
    /// <summary>Whether it was read right.</summary>
    public bool IsRight => Read == Label;

    /// <summary>How long it took, from the file to the answer.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>[28 × 28] levels as the network saw them; kept of what was misread.</summary>
    public ReadOnlyMemory<byte> Pixels { get; init; }
}

/// <summary>How many of Count pictures in a writer's folder are read right.</summary>
internal sealed record WriterScore(string Writer, int Count, int Correct)
{
    /// <summary>The share that is right, 0 to 1.</summary>
    public double Accuracy => (double)Correct / Count;

    /// <summary>The writers of a set, by name: the folders in images/, if there are two or more.</summary>
    public static IReadOnlyList<WriterScore> Of(IEnumerable<ScoredReading> readings)
    {
        WriterScore[] writers =
        [
            .. readings
                .GroupBy(reading => WriterOf(reading.Name))
                .Where(writer => writer.Key is not null)
                .Select(group => new WriterScore(group.Key!, group.Count(), group.Count(one => one.IsRight)))
                .OrderBy(writer => writer.Writer, StringComparer.Ordinal),
        ];
        return writers.Length > 1 ? writers : [];
    }

    private static string? WriterOf(string file) =>
        file.Split('/', '\\') is ["images", string writer, _, ..] ? writer : null;
}

/// <summary>
/// Where a share of n lies, 95 times in 100: Wilson's score interval (1927), which stays within 0 and 1 and
/// holds at small n and shares near 1 (Brown, Cai &amp; DasGupta 2001).
/// </summary>
internal readonly record struct WilsonInterval(double Low, double High)
{
    private const double Z = 1.959963984540054; // the normal distribution's 97.5 % quantile

    /// <summary>
    /// (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n), p = <paramref name="right"/> / n; 0 to 1 where n
    /// is 0.
    /// </summary>
    public static WilsonInterval Of(int right, int n)
    {
        if (n == 0)
            return new(0, 1);
        double p = (double)right / n, z2 = Z * Z / n;
        double middle = p + (z2 / 2), half = Z * Math.Sqrt((p * (1 - p) / n) + (z2 / (4 * n)));
        // The ends are 0 and 1 exactly where none and all are right; rounding may miss that by a bit.
        return new(right == 0 ? 0 : (middle - half) / (1 + z2), right == n ? 1 : (middle + half) / (1 + z2));
    }
}
