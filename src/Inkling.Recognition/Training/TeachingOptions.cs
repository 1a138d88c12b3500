using Inkling.Neural.Optimisers;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Training;

/// <summary>How to teach a network a person's digits.</summary>
public sealed record TeachingOptions
{
    /// <summary>The model to start from: of one network. By default the one that ships.</summary>
    public DigitModel? From { get; init; }

    /// <summary>
    /// Whether a new network, without any knowledge, learns instead: a small one, from labels alone. It shows
    /// how a network comes to read; for use it is too short a training.
    /// </summary>
    public bool FromNothing { get; init; }

    /// <summary>
    /// MNIST's training set, so that nothing is forgotten. Without it, synthetic digits alone do this.
    /// </summary>
    public DigitSet? Reference { get; init; }

    /// <summary>MNIST's test set: the result is scored on it. It is never learnt from.</summary>
    public DigitSet? ReferenceTest { get; init; }

    /// <summary>
    /// Whether fewer than 200 digits are judged by cross-validation, which takes three times as long.
    /// </summary>
    public bool CrossValidates { get; init; } = true;

    /// <summary>Whether reports have a <see cref="TeachingProgress.Snapshot"/>.</summary>
    public bool TakesSnapshots { get; init; }

    /// <summary>
    /// The least time between two reports, five times that while it cross-validates. The first and the last
    /// of a round always come.
    /// </summary>
    public TimeSpan ReportEvery { get; init; } = TimeSpan.FromSeconds(0.3);

    /// <summary>Names every random number.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads that share the work, 1 to 256. Their number changes no bit of the result.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>What decides how far the network moves.</summary>
    internal TeachingRecipe Recipe { get; init; } = new();
}

/// <summary>How far a network moves towards a person's digits: docs/decisions/0077-teaching.md.</summary>
internal sealed record TeachingRecipe
{
    /// <summary>Steps of a round.</summary>
    public int Steps { get; init; } = 120;

    /// <summary>The highest learning rate.</summary>
    public float LearningRate { get; init; } = 0.03f;

    /// <summary>The share of the person's digits in the samples, above 0 and below 1.</summary>
    public double OwnShare { get; init; } = 0.2;

    /// <summary>The largest share of the taught weights in the result (<see cref="TeachingMix"/>).</summary>
    public float Mix { get; init; } = 0.5f;

    /// <summary>
    /// The weight of the first network's probabilities in the targets of other digits; 0 to learn from
    /// labels.
    /// </summary>
    public float TeacherWeight { get; init; } = 1;

    /// <summary>How its steps are taken.</summary>
    public OptimiserSettings Optimiser { get; init; } =
        Inkling.Recognition.Training.Recipe.FineTune.Settings.Optimiser;

    /// <summary>That of a new network: 38,400 samples, and none of its first weights.</summary>
    public static TeachingRecipe FromNothing { get; } = new()
    {
        Steps = 300,
        LearningRate = Inkling.Recognition.Training.Recipe.Quick.Settings.LearningRate,
        OwnShare = 0.1,
        Mix = 1,
        TeacherWeight = 0,
        Optimiser = Inkling.Recognition.Training.Recipe.Quick.Settings.Optimiser,
    };
}
