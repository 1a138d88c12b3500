using Inkling.Recognition.Data;
using Inkling.Recognition.Models;
using Inkling.Recognition.Synthesis;

namespace Inkling.Recognition.Evaluation;

/// <summary>
/// How well a model reads corrupted pictures, alone and compared with a plain network: the errors, and their
/// ratios, whose mean weighs each corruption by how hard it is (Hendrycks &amp; Dietterich 2019, 3.2; they
/// report it times 100).
/// </summary>
internal sealed class RobustnessScore
{
    private RobustnessScore(int count, CorruptionScore clean, IReadOnlyList<CorruptionScore> corruptions) =>
        (Count, Clean, Corruptions) = (count, clean, corruptions);

    /// <summary>How many pictures, the same under each corruption.</summary>
    public int Count { get; }

    /// <summary>The pictures as they are; in no mean.</summary>
    public CorruptionScore Clean { get; }

    /// <summary>The score under each corruption, in their order.</summary>
    public IReadOnlyList<CorruptionScore> Corruptions { get; }

    /// <summary>The mean of the model's errors under the corruptions, 0 to 1.</summary>
    public double MeanError => Corruptions.Average(score => score.Error);

    /// <summary>The mean of the plain network's; none without one.</summary>
    public double? MeanPlainError => Corruptions.Average(score => score.PlainError);

    /// <summary>The mean of the ratios; none without a plain network, or where it makes no error.</summary>
    public double? MeanRatio =>
        Corruptions.All(score => score.Ratio is not null) ? Corruptions.Average(score => score.Ratio) : null;

    /// <summary>
    /// Reads digits of 28 × 28, white ink on black, as they are and under each corruption, by the model and
    /// by the plain one that it is compared with, if there is one.
    /// </summary>
    /// <exception cref="DataException">The set is empty.</exception>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public static RobustnessScore Run(
        DigitModel model, DigitModel? plain, DigitSet digits, RobustnessOptions? options = null,
        IProgress<DataProgress>? progress = null, CancellationToken cancellation = default)
    {
        options ??= new();
        List<CorruptionScore> scores = [];
        CorruptionScore clean = Score("clean", "as they are", digits);
        foreach (Corruption corruption in Corruption.All)
        {
            progress?.Report(new("corruptions", scores.Count, Corruption.All.Count));
            scores.Add(Score(corruption.Name, corruption.Summary,
                corruption.Apply(digits, options.Seed, options.Threads, cancellation)));
        }
        return new(digits.Count, clean, scores);

        CorruptionScore Score(string name, string summary, DigitSet set)
        {
            int wrong = WrongOf(model, set);
            int? plainWrong = plain is null ? null : WrongOf(plain, set);
            byte[] sample = set.Image(0).ToArray();
            return new(name, summary, digits.Count, wrong, plainWrong) { Sample = sample };
        }

        int WrongOf(DigitModel reader, DigitSet set) =>
            set.Count - DigitEvaluation.Run(
                reader, set, new() { Threads = options.Threads }, progress: null, cancellation).Correct;
    }
}

/// <summary>How many of Count pictures the model and the plain one misread under a corruption.</summary>
internal sealed record CorruptionScore(string Name, string Summary, int Count, int Wrong, int? PlainWrong)
{
    /// <summary>The share that the model misreads, 0 to 1.</summary>
    public double Error => (double)Wrong / Count;

    /// <summary>The share that the plain network misreads.</summary>
    public double? PlainError => (double?)PlainWrong / Count;

    /// <summary>Error / plain error, below 1 where it is more robust; none without plain errors.</summary>
    public double? Ratio => PlainWrong > 0 ? (double)Wrong / PlainWrong : null;

    /// <summary>[28 × 28] levels of the set's first picture under it.</summary>
    public ReadOnlyMemory<byte> Sample { get; init; }
}

/// <summary>How to measure robustness.</summary>
internal sealed record RobustnessOptions
{
    /// <summary>What the corruptions' random numbers are drawn from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads that corrupt and read. They change no number.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
