using Inkling.Neural;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;
using Inkling.Recognition.Synthesis;

namespace Inkling.Recognition.Training;

/// <summary>
/// The samples of one round of teaching, each taken once: a person's digits repeated, then MNIST's where it
/// is there, then synthetic digits and negatives. The last three stand as 5 : 2 : 1, as in the training of
/// what ships.
/// </summary>
internal static class TeachingSamples
{
    private const double MnistShare = 5 / 8.0, NegativeShare = 1 / 8.0;

    /// <summary>The samples, and the plan that draws and changes them.</summary>
    public static (DigitSamples Samples, TrainingPlan Plan) Of(
        DigitSet own, DigitSet? reference, DigitModel start, TeachingOptions options)
    {
        TeachingRecipe recipe = options.Recipe;
        int count = recipe.Steps * Recipe.FineTune.Settings.BatchSize;
        int owned = Math.Max(1, (int)(recipe.OwnShare * count)), others = count - owned;
        int mnist = reference is null ? 0 : Math.Min(reference.Count, (int)(MnistShare * others));
        int negatives = start.KnowsNoDigit ? Math.Max(1, (int)(NegativeShare * others)) : 0;
        TrainingPlan plan = Recipe.FineTune.Plan with
        {
            Settings = Recipe.FineTune.Settings with
            {
                Network = start.Metadata.Network,
                Epochs = 1,
                LearningRate = recipe.LearningRate,
                Optimiser = recipe.Optimiser,
                Schedule = Recipe.FineTune.Settings.Schedule with { WarmUpEpochs = 0.1 },
                Seed = options.Seed,
                ValidationShare = 0,
            },
            Synthetic = new() { Digits = Math.Max(0, others - mnist - negatives), Negatives = negatives },
            Distillation = recipe.TeacherWeight == 0
                ? null
                : new(start.ComputeFingerprint()) { Weight = recipe.TeacherWeight },
        };
        DigitSet digits = Join(own, owned, reference, mnist, options.Seed);
        DigitModel? teacher = plan.Distillation is null ? null : start;
        return (
            new(digits, start.PixelScale, plan, options.Threads, teacher) { FirstDistilled = owned }, plan);
    }

    private static DigitSet Join(DigitSet own, int owned, DigitSet? reference, int taken, ulong seed)
    {
        DigitSet mine = own.Subset([.. Enumerable.Range(0, owned).Select(i => i % own.Count)]);
        if (reference is null || taken == 0)
            return mine;
        int[] order = [.. Enumerable.Range(0, reference.Count)];
        RandomSequence random = new(seed, SyntheticStreams.Teaching);
        random.Shuffle(order);
        return DigitSet.Join(mine, reference.Subset(order.AsSpan(0, taken)));
    }
}
