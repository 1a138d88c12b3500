using System.Numerics.Tensors;
using Inkling.Recognition.Data;

namespace Inkling.Recognition.Evaluation;

/// <summary>
/// Finds the temperature at which labelled digits are likeliest (Guo et al. 2017, sect. 4.2). With β = 1/T
/// and l = ln p of the ten digits, the mean over the digits of
/// <code>
/// L(β) = ln Σₖ exp(β l[k]) − β l[label],      dL/dβ = Σₖ q[k] l[k] − l[label],   q = softmax(β l)
/// </code>
/// is convex (its second derivative is the variance of l under q), so bisection finds the zero of the slope.
/// The likeliest digit of no picture changes.
/// </summary>
internal static class TemperatureFit
{
    // What is right throughout would be likeliest at T = 0; and above 64 the ten are as good as alike.
    private const double Coldest = 0.25, Warmest = 64;

    // A double has no more digits.
    private const int Halvings = 52;

    // ln of the smallest number above 0 that a float holds: what is less is 0, and its logarithm is none.
    private static readonly float Least = MathF.Log(float.Epsilon);

    /// <summary>T, 1/4 to 64, of one or more groups of readings of the same weight.</summary>
    /// <exception cref="OperationCanceledException">Cancelled between two passes.</exception>
    public static float Fit(IReadOnlyList<Readings> groups, CancellationToken cancellation = default)
    {
        float[][] logarithms = [.. groups.Select(LogarithmsOf)];
        byte[][] labels = [.. groups.Select(group => group.Labels)];
        (double low, double high) = Bisect(beta =>
        {
            double slope = 0;
            for (int group = 0; group < logarithms.Length; group++)
                slope += SlopeAt(beta, logarithms[group], labels[group]);
            return slope < 0;
        }, cancellation);
        return (float)(2 / (low + high));
    }

    /// <summary>
    /// The highest temperature at which the digits are read surely enough: their mean confidence, which falls
    /// as T rises, falls short of the share read right by no more than is allowed. 1/4 to 64.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled between two passes.</exception>
    public static float Highest(
        Readings readings, double shortfall, CancellationToken cancellation = default)
    {
        float[] l = LogarithmsOf(readings);
        double least = ShareRight(readings) - shortfall;
        return (float)(1 / Bisect(beta => MeanConfidenceAt(beta, l) < least, cancellation).High);
    }

    // The neighbours of the β below which isTooLow is true.
    private static (double Low, double High) Bisect(
        Predicate<double> isTooLow, CancellationToken cancellation)
    {
        double low = 1 / Warmest, high = 1 / Coldest;
        for (int i = 0; i < Halvings; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            double middle = (low + high) / 2;
            (low, high) = isTooLow(middle) ? (middle, high) : (low, middle);
        }
        return (low, high);
    }

    private static double ShareRight(Readings readings) => readings.Under(new())
        .Select((reading, i) => reading.Likeliest == readings.Labels[i] ? 1.0 : 0).Average();

    // Of the likeliest digit q = 1 / Σₖ exp(β (l[k] − max l)).
    private static double MeanConfidenceAt(double beta, float[] l)
    {
        double total = 0;
        for (int n = 0; n < l.Length; n += DigitSet.Classes)
        {
            ReadOnlySpan<float> row = l.AsSpan(n, DigitSet.Classes);
            float largest = TensorPrimitives.Max(row);
            double sum = 0;
            foreach (float value in row)
                sum += Math.Exp(beta * (value - largest));
            total += 1 / sum;
        }
        return total * DigitSet.Classes / l.Length;
    }

    // dL/dβ, the mean over N digits; l [N × 10].
    private static double SlopeAt(double beta, float[] l, byte[] labels)
    {
        double total = 0;
        for (int n = 0; n < labels.Length; n++)
        {
            ReadOnlySpan<float> row = l.AsSpan(n * DigitSet.Classes, DigitSet.Classes);
            float largest = TensorPrimitives.Max(row);
            double sum = 0, weighted = 0;
            foreach (float value in row)
            {
                double share = Math.Exp(beta * (value - largest));
                sum += share;
                weighted += share * value;
            }
            total += (weighted / sum) - row[labels[n]];
        }
        return total / labels.Length;
    }

    private static float[] LogarithmsOf(Readings readings)
    {
        float[] l = new float[readings.Count * DigitSet.Classes];
        for (int n = 0; n < readings.Count; n++)
        {
            for (int digit = 0; digit < DigitSet.Classes; digit++)
                l[(n * DigitSet.Classes) + digit] = MathF.Max(Least, MathF.Log(readings.Row(n)[digit]));
        }
        return l;
    }
}
