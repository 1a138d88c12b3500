using Inkling.Neural.Training;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Evaluation;

/// <summary>
/// The digits of a set that a model was not trained on, as far as its metadata tells: the whole set if none
/// of its networks was trained on it, else what is in the validation sets of all that were. On its training
/// set a model is surer than it may be. Pictures without ink are left out.
/// </summary>
internal static class UnseenDigits
{
    // Of fewer, "all but one in a thousand" and "one in two hundred" say nothing.
    private const int Least = 500;

    // A part so large says enough, and is read in a second.
    private const int Most = 5_000;

    /// <summary>Those digits, in the order of a training's validation set; messages name the set.</summary>
    /// <exception cref="DataException">There are too few to calibrate on.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two networks.</exception>
    public static DigitSet Of(
        DigitModel model, DigitSet digits, string name, CancellationToken cancellation = default)
    {
        int[] left = PlacesOf(model, digits, cancellation);
        return left.Length >= Least
            ? digits.Subset(left)
            : throw new DataException($"{name}: has {left.Length:N0} digits that this model was not trained "
                + $"on, and {Least} are needed: name others.");
    }

    /// <summary>
    /// The part of a set that may be learnt from, and the part that is to stay unseen: what a training held
    /// out, 5,000 at most. Where no training did, all may be learnt and nothing is unseen.
    /// </summary>
    public static (DigitSet? Learnt, DigitSet? Unseen) Split(DigitModel model, DigitSet? digits)
    {
        if (digits is null)
            return (null, null);
        int[] unseen = PlacesOf(model, digits);
        return unseen.Length < Least || unseen.Length == digits.Count
            ? (digits, null)
            : (digits.Subset([.. Enumerable.Range(0, digits.Count).Except(unseen)]),
                digits.Subset(unseen.AsSpan(0, Math.Min(Most, unseen.Length))));
    }

    private static int[] PlacesOf(
        DigitModel model, DigitSet digits, CancellationToken cancellation = default)
    {
        int[] left = [.. Enumerable.Range(0, digits.Count).Except(digits.NotFound)];
        Lazy<string> fingerprint = new(() => digits.ComputeFingerprint(cancellation));
        bool IsSame(TrainingData? data) =>
            data?.Images == digits.Count && data.Fingerprint == fingerprint.Value;
        foreach (ModelMetadata training in DigitModel.MembersOf(model.Metadata).SelectMany(Trainings))
        {
            cancellation.ThrowIfCancellationRequested();
            if (training.MoreData?.Any(IsSame) == true)
                return [];
            if (IsSame(training.Data))
                left = [.. ValidationOf(training, digits.Count).Intersect(left)];
        }
        return left;
    }

    // A network's own, and those of the networks that it began from.
    private static IEnumerable<ModelMetadata> Trainings(ModelMetadata member)
    {
        for (ModelMetadata? training = member; training is not null; training = training.From)
            yield return training;
    }

    private static int[] ValidationOf(ModelMetadata metadata, int count) =>
        metadata.Training is { ValidationShare: > 0 } training
            ? SampleSplit.Of(count, judged: count, training).Validation
            : [];
}
