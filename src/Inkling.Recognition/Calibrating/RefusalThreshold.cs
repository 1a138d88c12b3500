namespace Inkling.Recognition.Calibrating;

/// <summary>
/// Chooses the probability of "no digit" from which on none is read: the lowest at which, of the digits held back, at most one
/// in two hundred is refused, and no lower than 0.6.
/// </summary>
internal static class RefusalThreshold
{
    // Who drew a digit is told that it is none at most this often, on digits as the network has learnt them.
    private const double MostRefused = 0.005;

    // Below a half, the ten digits together are likelier than none; near it, who shows a picture to a reader of digits is right more
    // often: docs/decisions.md, "Confidence, and what is no digit".
    private const float Least = 0.6f;

    /// <summary>The threshold, 0.6 to 1; 1, which is never, if no other keeps the promise.</summary>
    /// <param name="noDigit">The probability of "no digit" of each of the digits held back.</param>
    public static float Choose(IReadOnlyList<float> noDigit)
    {
        float[] highest = [.. noDigit.OrderDescending()];
        int refused = (int)(MostRefused * highest.Length);
        // From the next number above the first that must not be refused.
        float threshold = refused < highest.Length ? MathF.BitIncrement(highest[refused]) : Least;
        return Math.Clamp(threshold, Least, 1);
    }
}
