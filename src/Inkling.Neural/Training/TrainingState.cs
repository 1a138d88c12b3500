using System.Text.Json.Serialization;

namespace Inkling.Neural.Training;

/// <summary>
/// A training between two steps: with settings and samples, all that is needed to resume. It holds no random
/// generator, since seed and step name the random numbers.
/// </summary>
internal sealed class TrainingState
{
    /// <summary>The epoch under way, from 0; equal to the settings' epochs when all is done.</summary>
    public int Epoch { get; set; }

    /// <summary>Steps already taken in this epoch.</summary>
    public int StepInEpoch { get; set; }

    /// <summary>Steps already taken in all.</summary>
    public long Step { get; set; }

    /// <summary>Sum of the losses of this epoch's samples so far.</summary>
    public double LossSum { get; set; }

    /// <summary>Sum of the metrics of this epoch's samples so far, each before its step.</summary>
    public double MetricSum { get; set; }

    /// <summary>True once early stopping has ended the training.</summary>
    public bool Stopped { get; set; }

    /// <summary>The finished epochs.</summary>
    public required IList<EpochReport> History { get; init; }

    /// <summary>The network's arena.</summary>
    public required Memory<float> Parameters { get; init; }

    /// <summary>The optimiser's arena.</summary>
    public required Memory<float> OptimiserState { get; init; }

    /// <summary>The arena as it was after the best epoch; empty without early stopping.</summary>
    public required Memory<float> BestParameters { get; init; }

    /// <summary>The moving average of the arena; empty without one.</summary>
    public Memory<float> EmaParameters { get; init; }

    /// <summary>The best epoch so far, from 1; 0 before the first.</summary>
    public int BestEpoch { get; set; }
}

/// <summary>The result of one epoch.</summary>
/// <param name="Epoch">Which, from 1.</param>
/// <param name="Loss">Mean loss over the training samples, each measured before its step.</param>
/// <param name="Metric">Mean metric of the loss over them, measured likewise (with dropout on).</param>
/// <param name="ValidationLoss">Mean loss over the validation set after the epoch; none without one.</param>
/// <param name="ValidationMetric">Mean metric over the validation set; none without one.</param>
/// <param name="LearningRate">The learning rate of the epoch's last step.</param>
public sealed record EpochReport(
    int Epoch, double Loss,
    [property: JsonPropertyName("accuracy")] double Metric, // the keys in model files and --json
    double? ValidationLoss,
    [property: JsonPropertyName("validationAccuracy")] double? ValidationMetric,
    double LearningRate);
