using Inkling.Neural.Optimisers;

namespace Inkling.Neural.Training;

/// <summary>
/// How a network is trained. Only what decides the result: threads, progress and files are elsewhere. The
/// same options on the same samples give the same bits on one kind of machine.
/// </summary>
public record FitOptions
{
    /// <summary>Names every random number of the training.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// Names the validation set; by default the seed does. Networks that will form an ensemble share it, so
    /// that they share a validation set.
    /// </summary>
    public ulong? SplitSeed { get; init; }

    /// <summary>Passes over the training set.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>Samples in a step. An epoch's last step may be smaller.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>η at its full height, before the schedule.</summary>
    public float LearningRate { get; init; } = 0.001f;

    /// <summary>How η moves.</summary>
    public LearningRateSchedule Schedule { get; init; } = new();

    /// <summary>The update rule.</summary>
    public OptimiserSettings Optimiser { get; init; } = new();

    /// <summary>
    /// The decay of the parameters' exponential moving average (Polyak &amp; Juditsky 1992), as 0.999.
    /// Validation and the result use the average. 0 keeps none.
    /// </summary>
    [System.Text.Json.Serialization.JsonPropertyName("averageDecay")] // the key in model files and --json
    public float EmaDecay { get; init; }

    /// <summary>The share of the samples in the validation set, 0 to 1. 0 holds none out.</summary>
    public double ValidationShare { get; init; }

    /// <summary>
    /// Early stopping: after so many epochs without a better validation metric, training stops and takes back
    /// the best parameters. 0 never stops and keeps the last.
    /// </summary>
    public int Patience { get; init; }

    /// <summary>Shuffles at each epoch; otherwise all use the first order, as in the original.</summary>
    public bool ShuffleEachEpoch { get; init; } = true;

    /// <summary>Rejects options that can't work.</summary>
    /// <exception cref="ArgumentException">One is out of range; the message names it.</exception>
    public virtual void Check()
    {
        Require(Epochs is >= 1 and <= 1_000_000, $"{Epochs:N0} epochs are not 1 to 1,000,000");
        Require(BatchSize is >= 1 and <= 65_536, $"a batch of {BatchSize:N0} is not 1 to 65,536");
        Require(LearningRate is > 0 and < float.PositiveInfinity,
            $"a learning rate of {LearningRate} is not above 0");
        Require(EmaDecay is >= 0 and < 1, $"an average that keeps {EmaDecay} is not at least 0 and below 1");
        Require(ValidationShare is >= 0 and < 1,
            $"a validation share of {ValidationShare} is not at least 0 and below 1");
        Require(Patience >= 0, $"a patience of {Patience} epochs is not 0 or more");
        Require(Patience == 0 || ValidationShare > 0, "early stopping needs a validation share above 0");
        Schedule.Check();
        Optimiser.Check();
    }

    private protected static void Require(bool holds, string what)
    {
        if (!holds)
            throw new ArgumentException(what);
    }
}
