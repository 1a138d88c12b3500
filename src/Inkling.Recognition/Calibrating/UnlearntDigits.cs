using Inkling.Neural.Training;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Calibrating;

/// <summary>
/// Which digits of a set a model has not learnt from, as far as its facts say: all of a set that none of its networks was
/// trained on, and of one that some were, those that all of these held back. On what it has learnt a model is surer than it
/// may be. Pictures without ink are left out.
/// </summary>
public static class UnlearntDigits
{
    // Of fewer, "all but one in a thousand" and "one in two hundred" say nothing.
    private const int Least = 500;

    /// <summary>Those digits, in the order in which a training that held them back has them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="digits">The set.</param>
    /// <param name="name">What the set is called in messages.</param>
    /// <exception cref="DataException">There are too few to calibrate on.</exception>
    public static DigitSet Of(DigitModel model, DigitSet digits, string name)
    {
        IReadOnlyList<ModelFacts> members = model.Facts.Members is { Count: > 0 } many ? many : [model.Facts];
        IEnumerable<int> places = Enumerable.Range(0, digits.Count).Except(digits.NotFound);
        Lazy<string> fingerprint = new(digits.ComputeFingerprint);
        foreach (ModelFacts member in members)
        {
            if (member.Data is { } data && data.Images == digits.Count && data.Fingerprint == fingerprint.Value)
                places = HeldBackBy(member, digits.Count).Intersect(places);
        }
        int[] left = [.. places];
        if (left.Length < Least)
        {
            throw new DataException($"{name}: has {left.Length:N0} digits that this model has not learnt from, and {Least} are "
                + "needed: name others.");
        }
        return digits.Subset(left);
    }

    private static int[] HeldBackBy(ModelFacts facts, int count) =>
        facts.Training is { ValidationShare: > 0 } training ? SampleSplit.Of(count, judged: count, training).Validation : [];
}
