using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;

namespace Inkling.Datasets;

/// <summary>
/// Looks whether a set is what it is taken for, by the model that ships: digits, upright, light on dark. It
/// reads a sample of them, and changes nothing.
/// </summary>
internal static class DigitSetCheck
{
    /// <summary>An accuracy at which nothing is wrong: hard hands are above 0.8.</summary>
    public const double Well = 0.7;

    private const int SampleCount = 200;
    private const int LeastCount = 20; // of fewer, nothing can be said

    // What is turned or no digit is below it.
    private const double Badly = 0.5;
    private const double MuchBetter = 0.2;

    /// <summary>Says in a sentence what seems wrong with digits, and what to do; null if nothing.</summary>
    /// <param name="digits">The digits.</param>
    /// <param name="isTransposed">Whether a user had them transposed.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="cancellation">Calls it off.</param>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public static string? FaultOf(
        DigitSet digits, bool isTransposed, int threads, CancellationToken cancellation = default)
    {
        if (digits.Count < LeastCount)
            return null;
        DigitSet sample = SampleOf(digits);
        DigitReading[] readings = Read(sample, threads, cancellation);
        double right = Right(sample, readings);
        if (right >= Well)
            return null;
        double OfChanged(DigitSet changed) => Right(changed, Read(changed, threads, cancellation));
        double transposed = OfChanged(sample.Transpose()), inverted = OfChanged(Inverted(sample));
        double better = Math.Max(transposed, inverted);
        if (better >= Badly && better >= right + MuchBetter)
        {
            return transposed > inverted
                ? $"these digits seem to lie on their side: {transposed:P0} of a sample are read right when "
                    + $"transposed, {right:P0} as they are: "
                    + (isTransposed ? "leave out --transpose" : "give --transpose")
                : $"these digits seem to be dark on light: {inverted:P0} of a sample are read right when "
                    + $"inverted, {right:P0} as they are: give --prepare";
        }
        if (right >= Badly)
            return null;
        double sure = readings.Count(reading => reading.IsSure) / (double)sample.Count;
        return sure > Badly
            ? $"the labels seem to be those of other digits: {sure:P0} of a sample are read surely, "
                + $"{right:P0} as labelled: see that both are of one set, in one order"
            : $"these seem not to be digits: {right:P0} of a sample are read as labelled, {sure:P0} surely: "
                + "see that the right file was named";
    }

    private static DigitSet SampleOf(DigitSet digits)
    {
        int count = Math.Min(SampleCount, digits.Count);
        return digits.Subset(
            [.. Enumerable.Range(0, count).Select(i => (int)((long)i * digits.Count / count))]);
    }

    private static DigitSet Inverted(DigitSet digits) =>
        new([.. digits.Pixels.Select(pixel => (byte)(byte.MaxValue - pixel))], digits.Labels);

    private static DigitReading[] Read(DigitSet digits, int threads, CancellationToken cancellation) =>
        Readings.Of(DigitModel.Default, digits, threads, cancellation: cancellation)
            .Under(DigitModel.Default.Calibration, cancellation);

    private static double Right(DigitSet digits, DigitReading[] readings) =>
        Enumerable.Range(0, digits.Count).Count(i => readings[i].Digit == digits.Labels[i])
        / (double)digits.Count;
}
