namespace Inkling.Recognition.Training;

/// <summary>
/// Chooses the confidence below which a model says "not sure": on the part held back, of the digits that it names at
/// that confidence or more, all but one in a thousand are right, and it names as many as that allows
/// (Chow 1970: rejecting below a threshold is the best trade of errors for answers). It calibrates nothing.
/// </summary>
internal static class SureThreshold
{
    private const double Right = 0.999;

    // Below a half, the other digits together are likelier than the one that would be named.
    private const float Least = 0.5f;

    /// <summary>The threshold, 0.5 to 1; 1 if no threshold keeps the promise.</summary>
    public static float Choose(Evaluation validation)
    {
        int[] surest = [.. Enumerable.Range(0, validation.Images).OrderByDescending(i => validation.Confidence[i])];
        float threshold = 1;
        int right = 0;
        for (int n = 0; n < surest.Length; n++)
        {
            int i = surest[n];
            right += validation.Read[i] == validation.Digits.Labels[i] ? 1 : 0;
            bool last = n == surest.Length - 1 || validation.Confidence[surest[n + 1]] < validation.Confidence[i];
            if (last && right >= Right * (n + 1))
                threshold = validation.Confidence[i];
        }
        return Math.Max(Least, threshold);
    }
}
