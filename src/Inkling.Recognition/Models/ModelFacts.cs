using System.Text.Json.Serialization;
using Inkling.Neural.Networks;
using Inkling.Neural.Training;
using Inkling.Recognition.Augmentation;
using Inkling.Recognition.Penmanship;
using Inkling.Recognition.Training;

namespace Inkling.Recognition.Models;

/// <summary>
/// What travels with the weights. Nothing that differs between two equal trainings (no time, no machine, no
/// thread count), so that the same seed gives the same file.
/// </summary>
public sealed record ModelFacts
{
    /// <summary>Which form of these facts this is.</summary>
    public int Format { get; init; } = 1;

    /// <summary>The network, as its description writes it.</summary>
    public required string Network { get; init; }

    /// <summary>The normalisation: each input is its pixel (0 to 255) divided by this.</summary>
    public float PixelScale { get; init; } = 255;

    /// <summary>
    /// The confidence below which a reading is not sure, 0 to 1; none where nothing was held back to choose it on.
    /// </summary>
    public float? UnsureBelow { get; init; }

    /// <summary>
    /// What the scores are divided by before they become probabilities, above 0; none, which is 1, where nothing was held back
    /// to fit it on.
    /// </summary>
    public float? Temperature { get; init; }

    /// <summary>
    /// The probability of "no digit" from which on none is read, above 0, 1 for never; none, which is 1, where nothing was
    /// held back to choose it on, or the network knows only digits.
    /// </summary>
    public float? NoDigitAbove { get; init; }

    /// <summary>
    /// SHA-256 of the parameters, in hex, as little-endian floats in the arena's order: a damaged file is
    /// seen.
    /// </summary>
    public string? ParametersSha256 { get; init; }

    /// <summary>What it was trained with; none for a network from elsewhere.</summary>
    public TrainingSettings? Training { get; init; }

    /// <summary>How the digits that it learnt from were changed; none where they were not.</summary>
    public AugmentationSettings? Augmentation { get; init; }

    /// <summary>What was drawn for it to learn from beside its data; none where nothing was.</summary>
    public DrawnSettings? Drawn { get; init; }

    /// <summary>The model that it learnt from beside the labels; none where these were all.</summary>
    public TeacherSettings? Teacher { get; init; }

    /// <summary>What it was trained on.</summary>
    public TrainingData? Data { get; init; }

    /// <summary>How it did.</summary>
    public ModelScores? Scores { get; init; }

    /// <summary>By how many pixels to each side a picture is shifted to be read again; 0 for not.</summary>
    public int Shift { get; init; }

    /// <summary>The facts of each network of an ensemble; none where there is only one.</summary>
    public IReadOnlyList<ModelFacts> Members { get; init; } = [];

    /// <summary>Each epoch of its training.</summary>
    public IReadOnlyList<EpochReport> History { get; init; } = [];
}

/// <summary>The data of a training.</summary>
/// <param name="Images">How many digits, validation part included.</param>
/// <param name="Fingerprint">SHA-256 of labels and pixels, in hex.</param>
public sealed record TrainingData(int Images, string Fingerprint);

/// <summary>Shares of digits read right, 0 to 1; none where there was no such set.</summary>
/// <param name="Train">On the part that was learnt from, without dropout.</param>
/// <param name="Validation">On the part held back.</param>
/// <param name="Test">On the test set, measured once, at the end.</param>
public sealed record ModelScores(double Train, double? Validation, double? Test);

/// <summary>Where an unfinished training stands, beside its arrays.</summary>
internal sealed record CheckpointFacts
{
    public required ModelFacts Model { get; init; }

    public int Epoch { get; init; }

    public int StepInEpoch { get; init; }

    public long Step { get; init; }

    public double LossSum { get; init; }

    public int Correct { get; init; }

    public bool Stopped { get; init; }

    public int BestEpoch { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ModelFacts))]
[JsonSerializable(typeof(CheckpointFacts))]
internal sealed partial class FactsJson : JsonSerializerContext;
