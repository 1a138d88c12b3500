using Inkling.Neural.Training;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Training;

/// <summary>What a training came to. Accuracies are 0 to 1.</summary>
/// <param name="End">How it ended.</param>
/// <param name="Epochs">Epochs done in all, those before a resumption included.</param>
/// <param name="Duration">How long this process trained and measured.</param>
/// <param name="TrainAccuracy">On the training set; none when cancelled.</param>
/// <param name="ValidationAccuracy">On the validation set, if there is one.</param>
/// <param name="TestAccuracy">On the test set, if there is one.</param>
internal sealed record TrainingOutcome(TrainingEnd End, int Epochs, TimeSpan Duration,
    double? TrainAccuracy, double? ValidationAccuracy, double? TestAccuracy)
{
    /// <summary>What shows that nothing was learnt; null where something was, or when cancelled.</summary>
    public ChanceLevel? Chance { get; init; }

    /// <summary>What a report of it shows.</summary>
    public required TrainingRecord Record { get; init; }
}

/// <summary>All that a training leaves to look at, besides its scores. Only the model is saved.</summary>
/// <param name="Model">The network as it was saved, with its settings and each epoch.</param>
/// <param name="Validation">How the validation set is read, even when cancelled; none without one.</param>
/// <param name="Test">How the test set is read, at the end; none without one or when cancelled.</param>
/// <param name="BestEpoch">The epoch that early stopping went back to, from 1; 0 if it did not watch.</param>
internal sealed record TrainingRecord(
    DigitModel Model, DigitEvaluation? Validation, DigitEvaluation? Test, int BestEpoch);
