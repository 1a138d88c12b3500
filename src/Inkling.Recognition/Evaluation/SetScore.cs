namespace Inkling.Recognition.Evaluation;

/// <summary>How well a set of pictures is read: a count, and what follows from it. It reads nothing.</summary>
public sealed class SetScore
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

    /// <summary>
    /// How long a picture takes on one thread, from the file to the answer: the median, which the first ones, while the
    /// code is still being compiled, do not change.
    /// </summary>
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
