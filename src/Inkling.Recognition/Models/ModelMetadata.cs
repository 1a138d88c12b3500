using System.Text.Json.Serialization;
using Inkling.Neural.Networks;
using Inkling.Neural.Training;
using Inkling.Recognition.Data;
using Inkling.Recognition.Synthesis;

namespace Inkling.Recognition.Models;

/// <summary>
/// What travels with the weights. It holds nothing that differs between two equal trainings (no time, no
/// machine, no thread count), so that the same seed gives the same file.
/// </summary>
internal sealed record ModelMetadata
{
    /// <summary>The version of this form.</summary>
    public int Format { get; init; } = 1;

    /// <summary>The network, as its description writes it.</summary>
    public required string Network { get; init; }

    /// <summary>The normalisation: each input is its pixel (0 to 255) divided by this.</summary>
    public float PixelScale { get; init; } = 255;

    /// <summary>The confidence below which a reading is not sure; none without a validation set.</summary>
    [JsonPropertyName("unsureBelow")] // the key in model files
    public float? ConfidenceThreshold { get; init; }

    /// <summary>What scores are divided by before softmax; none (1) without a validation set.</summary>
    public float? Temperature { get; init; }

    /// <summary>The probability of "no digit" from which a picture is rejected; none is 1: never.</summary>
    [JsonPropertyName("noDigitAbove")] // the key in model files
    public float? RejectionThreshold { get; init; }

    /// <summary>SHA-256 of the arrays' little-endian floats, in order, in hex: reveals damage.</summary>
    public string? ParametersSha256 { get; init; }

    /// <summary>What it was trained with; none for a network from elsewhere.</summary>
    public TrainingSettings? Training { get; init; }

    /// <summary>How its training digits were augmented; none where they were not.</summary>
    public AugmentationSettings? Augmentation { get; init; }

    /// <summary>The synthetic pictures in its training set; none where there were none.</summary>
    [JsonPropertyName("drawn")] // the key in model files
    public SyntheticSettings? Synthetic { get; init; }

    /// <summary>The model that it was distilled from; none where it learnt from labels alone.</summary>
    [JsonPropertyName("teacher")] // the key in model files
    public DistillationSettings? Distillation { get; init; }

    /// <summary>How many networks that model has; none in files from before this was kept.</summary>
    public int? TeacherNetworks { get; init; }

    /// <summary>What it was trained on. Its validation set is of these digits.</summary>
    public TrainingData? Data { get; init; }

    /// <summary>What it was trained on besides, all of it; null for nothing.</summary>
    public IReadOnlyList<TrainingData>? MoreData { get; init; }

    /// <summary>The model whose weights its training began from; none where they were drawn.</summary>
    public ModelMetadata? From { get; init; }

    /// <summary>Which model this is, where it is named as the origin of another.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>How it did.</summary>
    public ModelScores? Scores { get; init; }

    /// <summary>By how many pixels to each side a picture is shifted to be read again; 0 for not.</summary>
    public int Shift { get; init; }

    /// <summary>The metadata of each network of an ensemble; none where there is only one.</summary>
    public IReadOnlyList<ModelMetadata> Members { get; init; } = [];

    /// <summary>Each epoch of its training.</summary>
    public IReadOnlyList<EpochReport> History { get; init; } = [];

    /// <summary>What those that begin from a model keep of it: how it was trained, and on what.</summary>
    public ModelMetadata AsOrigin(string fingerprint) => new()
    {
        Network = Network,
        PixelScale = PixelScale,
        Fingerprint = fingerprint,
        Training = Training,
        Data = Data,
        MoreData = MoreData,
        From = From,
    };
}

/// <summary>The data of a training.</summary>
/// <param name="Images">How many digits, validation set included.</param>
/// <param name="Fingerprint">SHA-256 of labels and pixels, in hex.</param>
internal sealed record TrainingData(int Images, string Fingerprint)
{
    /// <summary>How often each digit is taken in an epoch; null for once.</summary>
    public int? Repeat { get; init; }

    /// <summary>Names a set.</summary>
    public static TrainingData Of(DigitSet digits) => new(digits.Count, digits.ComputeFingerprint());
}

/// <summary>Accuracies, 0 to 1; none where there was no such set.</summary>
/// <param name="Train">On the training set, without dropout.</param>
/// <param name="Validation">On the validation set.</param>
/// <param name="Test">On the test set, measured once, at the end.</param>
internal sealed record ModelScores(double Train, double? Validation, double? Test);

/// <summary>The model whose probabilities a network is trained on, and how far.</summary>
/// <param name="Fingerprint">Which model: its <see cref="DigitModel.ComputeFingerprint"/>.</param>
internal sealed record DistillationSettings(string Fingerprint)
{
    /// <summary>The weight of the teacher's probabilities in the targets, above 0, to 1.</summary>
    [JsonPropertyName("share")] // the key in model files
    public float Weight { get; init; } = 1;

    /// <summary>Throws unless the weight is in range.</summary>
    /// <exception cref="ArgumentException">The message names it.</exception>
    public void Check()
    {
        if (Weight is not (> 0 and <= 1))
            throw new ArgumentException($"a distillation weight of {Weight} is not above 0, to 1");
    }
}

/// <summary>Where an unfinished training stands, beside its arrays.</summary>
internal sealed record CheckpointMetadata
{
    public required ModelMetadata Model { get; init; }
    public int Epoch { get; init; }
    public int StepInEpoch { get; init; }
    public long Step { get; init; }
    public double LossSum { get; init; }
    public double MetricSum { get; init; }
    public bool Stopped { get; init; }
    public int BestEpoch { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ModelMetadata))]
[JsonSerializable(typeof(CheckpointMetadata))]
internal sealed partial class MetadataJson : JsonSerializerContext;
