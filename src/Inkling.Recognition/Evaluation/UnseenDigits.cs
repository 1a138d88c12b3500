using Inkling.Neural.Training;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Evaluation;

/// <summary>
/// The digits of a set that a model was not trained on, as far as its metadata tells: the whole set if none of its networks
/// was trained on it, else what is in the validation sets of all that were. On its training set a model is surer than it
/// may be. Pictures without ink are left out.
/// </summary>
public static class UnseenDigits
{
    // Of fewer, "all but one in a thousand" and "one in two hundred" say nothing.
    private const int Least = 500;

    /// <summary>Those digits, in the order of a training's validation set.</summary>
    /// <param name="model">The model.</param>
    /// <param name="digits">The set.</param>
    /// <param name="name">What the set is called in messages.</param>
    /// <exception cref="DataException">There are too few to calibrate on.</exception>
    public static DigitSet Of(DigitModel model, DigitSet digits, string name)
    {
        IEnumerable<int> unseen = Enumerable.Range(0, digits.Count).Except(digits.NotFound);
        Lazy<string> fingerprint = new(digits.ComputeFingerprint);
        foreach (ModelMetadata member in DigitModel.MembersOf(model.Metadata))
        {
            if (member.Data is { } data && data.Images == digits.Count && data.Fingerprint == fingerprint.Value)
                unseen = ValidationOf(member, digits.Count).Intersect(unseen);
        }
        int[] left = [.. unseen];
        return left.Length >= Least
            ? digits.Subset(left)
            : throw new DataException($"{name}: has {left.Length:N0} digits that this model was not trained on, and "
                + $"{Least} are needed: name others.");
    }

    private static int[] ValidationOf(ModelMetadata metadata, int count) =>
        metadata.Training is { ValidationShare: > 0 } training
            ? SampleSplit.Of(count, judged: count, training).Validation
            : [];
}
