using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Training;

/// <summary>What a training begins from, and the digits that join its data.</summary>
internal sealed record FineTuning
{
    /// <summary>The model whose weights it begins from; none where they are drawn.</summary>
    public DigitModel? From { get; init; }

    /// <summary>More digits to learn from. None of them is in the validation set.</summary>
    public IReadOnlyList<DigitSet> More { get; init; } = [];

    /// <summary>How often an epoch takes each of them.</summary>
    public int Repeat { get; init; } = 1;

    /// <summary>
    /// The plan with the network of the model it begins from, and negatives where it knows any.
    /// </summary>
    /// <exception cref="ArgumentException">The model has several networks.</exception>
    public TrainingPlan Apply(TrainingPlan plan)
    {
        if (From is null)
            return plan;
        if (From.Networks.Count > 1)
        {
            throw new ArgumentException($"a training begins from one network, and this model has "
                + $"{From.Networks.Count}: name another, or distil it with --teacher.");
        }
        int negatives = plan.Synthetic.Negatives > 0
            ? plan.Synthetic.Negatives
            : Recipe.FineTune.Synthetic.Negatives;
        return plan with
        {
            Settings = plan.Settings with { Network = From.Metadata.Network },
            Synthetic = plan.Synthetic with { Negatives = From.KnowsNoDigit ? negatives : 0 },
        };
    }

    /// <summary>
    /// The digits of an epoch: a training's own, then the others, each as often as it is taken.
    /// </summary>
    public DigitSet Join(DigitSet digits) =>
        DigitSet.Join([digits, .. More.SelectMany(set => Enumerable.Repeat(set, Repeat))]);

    /// <summary>Names the others.</summary>
    public IReadOnlyList<TrainingData>? Describe() => More.Count == 0
        ? null
        : [.. More.Select(set => TrainingData.Of(set) with { Repeat = Repeat == 1 ? null : Repeat })];
}
