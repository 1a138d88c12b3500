using Inkling.Recognition.Models;

namespace Inkling.Recognition.Training;

/// <summary>What a teaching does at the moment.</summary>
public enum TeachingStage
{
    /// <summary>It teaches the network that results.</summary>
    Teaching,

    /// <summary>It measures and calibrates that network.</summary>
    Measuring,

    /// <summary>
    /// It cross-validates: it teaches other networks without the digits that they then read.
    /// </summary>
    CrossValidating,
}

/// <summary>Where a teaching stands. It never changes, so any thread may read it.</summary>
public sealed record TeachingProgress
{
    /// <summary>What it does.</summary>
    public required TeachingStage Stage { get; init; }

    /// <summary>The round, from 1: the first teaches the result, the others cross-validate.</summary>
    public required int Round { get; init; }

    /// <summary>Rounds in all.</summary>
    public required int Rounds { get; init; }

    /// <summary>Steps taken in this round.</summary>
    public required int Step { get; init; }

    /// <summary>Steps of a round.</summary>
    public required int Steps { get; init; }

    /// <summary>Mean loss of the last steps, about ten of them; not a number before the first.</summary>
    public required double Loss { get; init; }

    /// <summary>
    /// The share of the person's digits that is read right, 0 to 1: of the digits held back, or where
    /// <see cref="IsHeldBack"/> is false of all digits, which the network is taught.
    /// </summary>
    public required double OwnAccuracy { get; init; }

    /// <summary>Whether <see cref="OwnAccuracy"/> is of digits that this network is not taught.</summary>
    public required bool IsHeldBack { get; init; }

    /// <summary>The share of 500 reference digits that is read right, 0 to 1.</summary>
    public required double ReferenceAccuracy { get; init; }

    /// <summary>What the reference digits are: "MNIST" or "synthetic digits".</summary>
    public required string ReferenceName { get; init; }

    /// <summary>The time left, of all rounds, in seconds; null before it can be known.</summary>
    public required double? SecondsLeft { get; init; }

    /// <summary>The network as it is now; null unless the options ask for it, and in other rounds.</summary>
    public TeachingSnapshot? Snapshot { get; init; }
}

/// <summary>A network during a teaching: a picture of each first kernel, and how it reads digits.</summary>
public sealed record TeachingSnapshot
{
    /// <summary>How many kernels the first layer has; 0 where its weights are no picture.</summary>
    public required int KernelCount { get; init; }

    /// <summary>Rows of a kernel.</summary>
    public required int KernelHeight { get; init; }

    /// <summary>Columns of a kernel.</summary>
    public required int KernelWidth { get; init; }

    /// <summary>[KernelCount × KernelHeight × KernelWidth] weights, kernel after kernel.</summary>
    public required IReadOnlyList<float> Kernels { get; init; }

    /// <summary>The magnitude of a weight at which a picture's colour is full.</summary>
    public required float KernelScale { get; init; }

    /// <summary>
    /// The reading of each of the person's digits, in their order; of the first 500 at most.
    /// </summary>
    public required IReadOnlyList<DigitReading> Readings { get; init; }
}
