using System.Text.Json.Serialization;
using Inkling.Neural.Networks;
using Inkling.Neural.Optimisers;

namespace Inkling.Neural.Training;

/// <summary>
/// All settings that decide the result of a training, and no others (threads, progress, files): the same
/// settings on the same samples give the same bits on one kind of machine.
/// </summary>
public sealed record TrainingSettings
{
    /// <summary>The network, as <see cref="NetworkDescription"/> writes it.</summary>
    public string Network { get; init; } = "784-256-64-10";

    /// <summary>How the first parameters are drawn.</summary>
    public Initialisation Initialisation { get; init; } = Initialisation.He;

    /// <summary>Names every random number of the training.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// Names the validation set; by default the seed does. Networks that will form an ensemble share it, so
    /// that they share a validation set.
    /// </summary>
    public ulong? SplitSeed { get; init; }

    /// <summary>Passes over the training part.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>Samples in a step. An epoch's last step may be smaller.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>η at its full height, before the schedule.</summary>
    public float LearningRate { get; init; } = 0.001f;

    /// <summary>How η moves.</summary>
    public LearningRateSchedule Schedule { get; init; } = new();

    /// <summary>The rule of the steps.</summary>
    public OptimiserSettings Optimiser { get; init; } = new();

    /// <summary>The share of inputs silenced while learning.</summary>
    public float InputDropout { get; init; }

    /// <summary>The share of hidden units silenced while learning.</summary>
    public float HiddenDropout { get; init; }

    /// <summary>ε: the share of a label spread over all classes (Szegedy et al. 2016, sect. 7).</summary>
    public float LabelSmoothing { get; init; }

    /// <summary>
    /// The decay of the parameters' exponential moving average (Polyak &amp; Juditsky 1992), as 0.999.
    /// Validation and the result use the average. 0 keeps none.
    /// </summary>
    [JsonPropertyName("averageDecay")] // the key in model files and in --json
    public float EmaDecay { get; init; }

    /// <summary>The share of the samples held back to judge by. 0 holds none back.</summary>
    public double ValidationShare { get; init; }

    /// <summary>
    /// Early stopping: after so many epochs without a better validation accuracy, training stops and takes
    /// back the best parameters. 0 never stops and keeps the last.
    /// </summary>
    public int Patience { get; init; }

    /// <summary>Shuffles at each epoch; otherwise all use the first order, as in the original.</summary>
    public bool ShuffleEachEpoch { get; init; } = true;

    /// <summary>Rejects settings that can't work.</summary>
    /// <exception cref="ArgumentException">One is out of range; the message names it.</exception>
    public void Check()
    {
        NetworkDescription network = NetworkDescription.Parse(Network);
        Require(Epochs is >= 1 and <= 1_000_000, $"{Epochs:N0} epochs are not 1 to 1,000,000");
        Require(BatchSize is >= 1 and <= 65_536, $"a batch of {BatchSize:N0} is not 1 to 65,536");
        Require(LearningRate is > 0 and < float.PositiveInfinity,
            $"a learning rate of {LearningRate} is not above 0");
        Require(InputDropout is >= 0 and < 1,
            $"an input dropout of {InputDropout} is not at least 0 and below 1");
        Require(HiddenDropout is >= 0 and < 1, $"a dropout of {HiddenDropout} is not at least 0 and below 1");
        Require(LabelSmoothing is >= 0 and < 1,
            $"a label smoothing of {LabelSmoothing} is not at least 0 and below 1");
        Require(EmaDecay is >= 0 and < 1, $"an average that keeps {EmaDecay} is not at least 0 and below 1");
        Require(ValidationShare is >= 0 and < 1,
            $"a validation share of {ValidationShare} is not at least 0 and below 1");
        Require(Patience >= 0, $"a patience of {Patience} epochs is not 0 or more");
        Require(Patience == 0 || ValidationShare > 0, "early stopping needs a validation share above 0");
        Schedule.Check();
        Optimiser.Check();
        network.CheckDropout(InputDropout, HiddenDropout);
    }

    private static void Require(bool holds, string what)
    {
        if (!holds)
            throw new ArgumentException(what);
    }
}
