namespace Inkling.Recognition.Calibrating;

/// <summary>
/// Chooses the probability below which a model says "not sure": on digits held back, of those that it names at that
/// probability or more, all but one in a thousand are right, and it names as many as that allows
/// (Chow 1970: rejecting below a threshold is the best trade of errors for answers).
/// </summary>
internal static class SureThreshold
{
    private const double Right = 0.999;

    // Below a half, the other digits together are likelier than the one that would be named.
    private const float Least = 0.5f;

    /// <summary>The threshold, 0.5 to 1; 1 if no threshold keeps the promise.</summary>
    /// <param name="certainty">Of each digit held back, the probability of what it is read as.</param>
    /// <param name="right">Whether that is what it is.</param>
    public static float Choose(IReadOnlyList<float> certainty, IReadOnlyList<bool> right)
    {
        int[] surest = [.. Enumerable.Range(0, certainty.Count).OrderByDescending(i => certainty[i])];
        float threshold = 1;
        int rightSoFar = 0;
        for (int n = 0; n < surest.Length; n++)
        {
            int i = surest[n];
            rightSoFar += right[i] ? 1 : 0;
            bool last = n == surest.Length - 1 || certainty[surest[n + 1]] < certainty[i];
            if (last && rightSoFar >= Right * (n + 1))
                threshold = certainty[i];
        }
        return Math.Max(Least, threshold);
    }
}
