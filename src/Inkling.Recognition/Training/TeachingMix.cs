using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Training;

/// <summary>
/// Chooses the share of the taught weights: the largest at which digits of other people, which neither
/// network was trained on, are read as well as before.
/// </summary>
internal static class TeachingMix
{
    // By how much the mean loss of those digits may rise; docs/decisions/0077-teaching.md has the numbers.
    private const double MostLoss = 1.03;

    // Of the recipe's share; the last is taken in any case.
    private static readonly float[] Factors = [1, 0.8f, 0.6f, 0.5f, 0.4f, 0.3f, 0.2f, 0.1f];

    /// <summary>The share, 0 to the recipe's; the recipe's where no digits are unseen.</summary>
    public static float Choose(
        TeachingRound round, DigitModel start, DigitSet? unseen, TeachingOptions options)
    {
        float mix = options.Recipe.Mix;
        if (unseen is null)
            return mix;
        double most = MostLoss * Loss(start, unseen, options.Threads);
        float factor = Factors.FirstOrDefault(
            factor => Loss(round.TakeModel(factor * mix), unseen, options.Threads) <= most, Factors[^1]);
        return factor * mix;
    }

    // The mean of −ln p, p the probability that it is a digit and the one that it is.
    private static double Loss(DigitModel model, DigitSet digits, int threads)
    {
        DigitReading[] readings = Readings.Of(model, digits, threads).Under(model.Calibration);
        double sum = 0;
        for (int i = 0; i < digits.Count; i++)
        {
            float p = Calibration.Certainty(readings[i].Probabilities[digits.Labels[i]], readings[i].NoDigit);
            sum -= Math.Log(Math.Max(p, float.Epsilon));
        }
        return sum / digits.Count;
    }
}
