namespace Inkling.Recognition.Evaluation;

/// <summary>Chooses the thresholds of "no digit" and "not sure" on a validation set.</summary>
internal static class Thresholds
{
    // A person's digit is called none at most this often, on digits as the network has learnt them.
    private const double MostRejected = 0.005;

    // Below a half, the ten digits together are likelier than none; near it, a person who shows a picture to
    // a reader of digits is right more often: docs/decisions/0036-rejection-threshold.md.
    private const float LeastRejection = 0.56f;

    private const double AccuracyWhereSure = 0.999;

    // Below a half, the other digits together are likelier than the one that would be named.
    private const float LeastConfidence = 0.5f;

    /// <summary>
    /// The lowest probability of "no digit" at which at most one digit in 200 is rejected: 0.56 to 1 (never).
    /// </summary>
    public static float Rejection(IReadOnlyList<float> noDigit)
    {
        float[] highest = [.. noDigit.OrderDescending()];
        int rejected = (int)(MostRejected * highest.Length);
        // From the next number above the first that must not be rejected.
        float threshold = rejected < highest.Length ? MathF.BitIncrement(highest[rejected]) : LeastRejection;
        return Math.Clamp(threshold, LeastRejection, 1);
    }

    /// <summary>
    /// The lowest certainty at or above which all but one digit in 1,000 are right: 0.5 to 1, and 1 if there
    /// is none (Chow 1970: rejecting below a threshold is the best trade of errors for answers).
    /// </summary>
    public static float Confidence(IReadOnlyList<float> certainty, IReadOnlyList<bool> right)
    {
        int[] surest = [.. Enumerable.Range(0, certainty.Count).OrderByDescending(i => certainty[i])];
        float threshold = 1;
        int rightSoFar = 0;
        for (int n = 0; n < surest.Length; n++)
        {
            int i = surest[n];
            rightSoFar += right[i] ? 1 : 0;
            bool last = n == surest.Length - 1 || certainty[surest[n + 1]] < certainty[i];
            if (last && rightSoFar >= AccuracyWhereSure * (n + 1))
                threshold = certainty[i];
        }
        return Math.Max(LeastConfidence, threshold);
    }
}
