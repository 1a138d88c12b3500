using Inkling.Neural;
using Inkling.Neural.Optimisers;
using Inkling.Neural.Training;
using Inkling.Recognition.Augmentation;

namespace Inkling.Recognition.Training;

/// <summary>Settings that belong together under a name.</summary>
public sealed record Recipe(string Name, string Summary, TrainingSettings Settings)
{
    /// <summary>How the digits that are learnt from are changed.</summary>
    public AugmentationSettings Augmentation { get; init; } = new();

    /// <summary>Both together.</summary>
    public LearningPlan Plan => new(Settings, Augmentation);

    /// <summary>
    /// The best found for 784-256-64-10 without augmentation, on a validation part: docs/decisions.md has the
    /// search.
    /// </summary>
    public static Recipe Default { get; } = new("default", "AdamW, cosine, dropout, 60 epochs", new()
    {
        Epochs = 60,
        BatchSize = 128,
        LearningRate = 0.002f,
        Schedule = new() { Kind = ScheduleKind.Cosine, WarmUpEpochs = 1 },
        Optimiser = new() { Kind = OptimiserKind.AdamW, WeightDecay = 0.02f },
        InputDropout = 0.2f,
        HiddenDropout = 0.15f,
        ValidationShare = 1.0 / 12,
    });

    /// <summary>
    /// 98 % in a second or two: no dropout, so that samples stay bytes to the end, and five epochs, chosen on a validation
    /// part. docs/decisions.md has the search.
    /// </summary>
    public static Recipe Fast { get; } = new("fast", "AdamW, cosine, no dropout, 5 epochs", Default.Settings with
    {
        Epochs = 5,
        LearningRate = 0.003f,
        InputDropout = 0,
        HiddenDropout = 0,
    });

    /// <summary>
    /// The original's way: one sample at a time, N(0, 1), a fixed small rate, one order for all epochs, no
    /// validation part, and a fixed seed. Where it ends depends on the seed; docs/decisions.md says how far,
    /// and how 2 was chosen.
    /// </summary>
    public static Recipe Original { get; } = new("original", "the original's: batch 1, N(0, 1), rate 0.001", new()
    {
        Seed = 2,
        Initialisation = Initialisation.StandardNormal,
        Epochs = 10,
        BatchSize = 1,
        LearningRate = 0.001f,
        Schedule = new() { Kind = ScheduleKind.Constant },
        Optimiser = new() { Kind = OptimiserKind.Sgd },
        ShuffleEachEpoch = false,
    });

    /// <summary>All recipes.</summary>
    public static IReadOnlyList<Recipe> All { get; } = [Default, Fast, Original];
}
