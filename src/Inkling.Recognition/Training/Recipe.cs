using Inkling.Neural;
using Inkling.Neural.Networks;
using Inkling.Neural.Optimisers;
using Inkling.Neural.Training;
using Inkling.Recognition.Synthesis;

namespace Inkling.Recognition.Training;

/// <summary>Settings that belong together under a name.</summary>
internal sealed record Recipe(string Name, string Summary, TrainingSettings Settings)
{
    /// <summary>How the training digits are augmented.</summary>
    public AugmentationSettings Augmentation { get; init; } = new();

    /// <summary>The synthetic pictures that join the data.</summary>
    public SyntheticSettings Synthetic { get; init; } = new();

    /// <summary>All of it.</summary>
    public TrainingPlan Plan => new(Settings, Augmentation) { Synthetic = Synthetic };

    // Pooled before the norm, which saves a quarter of the time; channels in whole tiles.
    private const string SmallConvolutional = "1x28x28, conv 32 5x5, maxpool 2x2, batchnorm, relu, "
        + "conv 32 3x3 pad 1, batchnorm, relu, conv 32 3x3 pad 1, maxpool 2x2, batchnorm, relu, "
        + "conv 64 3x3 pad 1, batchnorm, relu, flatten, dense 10";

    /// <summary>The original's network, trained well (docs/decisions/0008-dense-recipe.md).</summary>
    public static Recipe Dense { get; } = new(
        "dense", "784-256-64-10, AdamW, cosine, dropout, 25 epochs", new()
        {
            Epochs = 25,
            BatchSize = 128,
            LearningRate = 0.002f,
            Schedule = new() { Kind = ScheduleKind.Cosine, WarmUpEpochs = 1 },
            Optimiser = new() { Kind = OptimiserKind.AdamW, WeightDecay = 0.02f },
            InputDropout = 0.2f,
            HiddenDropout = 0.15f,
            ValidationShare = 1.0 / 12,
        });

    /// <summary>98 % in a second or two: five epochs without dropout, so that samples stay bytes.</summary>
    public static Recipe Fast { get; } = new(
        "fast", "784-256-64-10 without dropout, 5 epochs",
        Dense.Settings with { Epochs = 5, LearningRate = 0.003f, InputDropout = 0, HiddenDropout = 0 });

    /// <summary>The same network on augmented digits, each seen once: no dropout, and an EMA.</summary>
    public static Recipe DenseAugmented { get; } = new(
        "dense-augmented", "784-256-64-10 on augmented digits, 150 epochs",
        Fast.Settings with { Epochs = 150, LearningRate = 0.002f, EmaDecay = 0.9995f })
    {
        Augmentation = AugmentationSettings.Default,
    };

    /// <summary>A small convolutional network on augmented digits: the best of a few minutes.</summary>
    public static Recipe Default { get; } = new(
        "default", "a small convolutional network on augmented digits, 28 epochs",
        Fast.Settings with { Network = SmallConvolutional, Epochs = 28, EmaDecay = 0.999f })
    {
        Augmentation = AugmentationSettings.Default,
    };

    /// <summary>
    /// Six convolutions, eight times the multiply-adds of the default: the best that twenty minutes give on
    /// MNIST; docs/accuracy.md has the search.
    /// </summary>
    public static Recipe Deep { get; } = new(
        "deep", "six convolutions, for the highest accuracy on MNIST, 50 epochs", Default.Settings with
        {
            Network = "1x28x28, conv 48 3x3, batchnorm, relu, conv 48 3x3, maxpool 2x2, batchnorm, relu, "
                + "conv 96 3x3, batchnorm, relu, conv 96 3x3, batchnorm, relu, conv 144 3x3, batchnorm, "
                + "relu, conv 192 3x3, batchnorm, relu, flatten, dropout 0.3, dense 10",
            Epochs = 50,
            LearningRate = 0.001f,
            Schedule = new() { Kind = ScheduleKind.Constant, WarmUpEpochs = 1 },
            EmaDecay = 0.9998f,
        })
    {
        Augmentation = new() { Shift = 3, Rotation = 20, Scale = 0.15f, Shear = 0.15f },
    };

    /// <summary>
    /// A member of what ships: the default network with an eleventh output, "no digit", trained on degraded
    /// MNIST digits, synthetic digits of other hands, and synthetic negatives.
    /// </summary>
    public static Recipe Handwriting { get; } = new(
        "handwriting", "the default network with 11 outputs, for real handwriting: strong augmentation, "
            + "synthetic digits and negatives, 60 epochs",
        Default.Settings with
        {
            Network = SmallConvolutional.Replace("dense 10", "dense 11", StringComparison.Ordinal),
            Epochs = 60,
        })
    {
        Augmentation = AugmentationSettings.Strong,
        Synthetic = new() { Digits = 16_000, Negatives = 8_000 },
    };

    /// <summary>The small convolutional network without augmentation: 99 % in fifteen seconds.</summary>
    public static Recipe Quick { get; } = new(
        "quick", "the default network without augmentation, 3 epochs",
        Default.Settings with { Epochs = 3, LearningRate = 0.004f, EmaDecay = 0.995f });

    /// <summary>
    /// Fine-tuning of a model that is there: a small rate without a moving average, on augmented digits.
    /// Its network is the model's. docs/decisions/0077-teaching.md.
    /// </summary>
    public static Recipe FineTune { get; } = new(
        "fine-tune", "starts from a model, which --from names: SGD at a small rate, 5 epochs",
        Handwriting.Settings with
        {
            Epochs = 5,
            LearningRate = 0.01f,
            Schedule = new() { Kind = ScheduleKind.Cosine, WarmUpEpochs = 0.1 },
            Optimiser = new() { Kind = OptimiserKind.Momentum },
            EmaDecay = 0,
        })
    {
        Augmentation = AugmentationSettings.Strong,
        Synthetic = Handwriting.Synthetic,
    };

    /// <summary>
    /// The original's training: one sample at a time, N(0, 1), a fixed small rate, one order for all epochs,
    /// no validation set. Its result depends on the seed: docs/decisions/0009-original-recipe.md.
    /// </summary>
    public static Recipe Original { get; } = new(
        "original", "the original's training: batch size 1, weights from N(0, 1), learning rate 0.001", new()
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
    public static IReadOnlyList<Recipe> All { get; } =
        [Default, Deep, Handwriting, Quick, Dense, DenseAugmented, Fast, FineTune, Original];
}
