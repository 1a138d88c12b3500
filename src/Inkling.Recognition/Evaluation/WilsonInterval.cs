namespace Inkling.Recognition.Evaluation;

/// <summary>
/// Where a share of n lies, 95 times in 100: Wilson's score interval (Wilson 1927, "Probable inference, the law of
/// succession, and statistical inference"), which stays within 0 and 1 and holds at small n and shares near 1, where
/// the mean ± 1.96 deviations does neither (Brown, Cai &amp; DasGupta 2001).
/// </summary>
/// <param name="Low">The lower end, 0 to 1.</param>
/// <param name="High">The upper end, 0 to 1.</param>
public readonly record struct WilsonInterval(double Low, double High)
{
    private const double Z = 1.959963984540054; // the normal distribution's 97.5 % quantile

    /// <summary>
    /// (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n), p = <paramref name="right"/> / n; 0 to 1 where n is 0.
    /// </summary>
    public static WilsonInterval Of(int right, int n)
    {
        if (n == 0)
            return new(0, 1);
        double p = (double)right / n, z2 = Z * Z / n;
        double middle = p + (z2 / 2), half = Z * Math.Sqrt((p * (1 - p) / n) + (z2 / (4 * n)));
        // The ends are 0 and 1 exactly where none and all are right; rounding may miss that by a bit.
        return new(right == 0 ? 0 : (middle - half) / (1 + z2), right == n ? 1 : (middle + half) / (1 + z2));
    }
}
