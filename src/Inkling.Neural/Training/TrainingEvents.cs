namespace Inkling.Neural.Training;

/// <summary>Hears how a training goes. Called on the training's thread, so it must be quick.</summary>
internal interface ITrainingObserver
{
    /// <summary>A step was taken.</summary>
    void Stepped(in StepReport report);

    /// <summary>An epoch has ended and was measured.</summary>
    void EpochEnded(EpochReport report);
}

/// <summary>Keeps a training's state where it outlives the process.</summary>
internal interface ICheckpointStore
{
    /// <summary>True when it is time to save again. Asked after every step.</summary>
    bool IsDue { get; }

    /// <summary>Saves the state, whole or not at all. The next step changes its arrays.</summary>
    void Save(TrainingState state);
}

/// <summary>Where a training stands after a step.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">Epochs in all.</param>
/// <param name="StepInEpoch">The step in the epoch, from 1.</param>
/// <param name="StepsPerEpoch">Steps in an epoch.</param>
/// <param name="Loss">Mean loss of the epoch so far.</param>
/// <param name="Metric">Mean metric of the epoch so far, on samples before their step.</param>
internal readonly record struct StepReport(
    int Epoch, int Epochs, int StepInEpoch, int StepsPerEpoch, double Loss, double Metric)
{
    /// <summary>The share of the whole training that is done, 0 to 1.</summary>
    public double Done => (Epoch - 1 + ((double)StepInEpoch / StepsPerEpoch)) / Epochs;
}

/// <summary>What an evaluation gives.</summary>
/// <param name="Loss">The mean loss.</param>
/// <param name="MetricName">The name of the loss's metric: "accuracy".</param>
/// <param name="Metric">Its mean: an accuracy is 0 to 1.</param>
public sealed record Score(double Loss, string MetricName, double Metric);

/// <summary>How a training came to its end.</summary>
internal enum TrainingEnd
{
    /// <summary>All epochs are done.</summary>
    Completed,

    /// <summary>The validation metric no longer improved; the best parameters are back.</summary>
    StoppedEarly,

    /// <summary>It was cancelled after a step, and can be resumed.</summary>
    Cancelled,
}

/// <summary>A training whose loss is no longer a number.</summary>
public sealed class DivergenceException(string message) : Exception(message);
