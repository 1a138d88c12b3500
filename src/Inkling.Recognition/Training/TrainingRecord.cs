using Inkling.Recognition.Models;

namespace Inkling.Recognition.Training;

/// <summary>All that a training leaves to look at, besides its scores. It is not saved: the model file is.</summary>
/// <param name="Model">The network as it was saved, with its settings and each epoch.</param>
/// <param name="Validation">How the part held back is read, by the network so far when cancelled; none without such a
/// part.</param>
/// <param name="Test">How the test set is read; none without one, and none when cancelled: it is measured once, at the
/// end.</param>
/// <param name="BestEpoch">The epoch that early stopping went back to, from 1; 0 where it did not watch.</param>
public sealed record TrainingRecord(DigitModel Model, Evaluation? Validation, Evaluation? Test, int BestEpoch);
