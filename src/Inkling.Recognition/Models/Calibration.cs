using Inkling.Neural;
using Inkling.Recognition.Data;

namespace Inkling.Recognition.Models;

/// <summary>
/// How the probabilities p[10] or p[11] of a model's networks become a reading. Of eleven the last is "no
/// digit"; the other ten are rescaled without it and softened by the temperature T:
/// <code>
/// noDigit = p[10]       q[d] = p[d]^(1/T) / Σₖ p[k]^(1/T),   k = 0 … 9
/// </code>
/// Of one network this is softmax(scores[0 … 9] / T) (Guo et al. 2017, sect. 4.2): ln p and the scores differ
/// by a constant. Of an ensemble p is the mean of its readings: the networks are averaged first and
/// tempered once, as one model (pool, then calibrate: Rahaman &amp; Thiery 2021).
/// </summary>
internal sealed record Calibration
{
    /// <summary>T: above 1 the confidence is less than the network's own, below 1 more.</summary>
    public float Temperature { get; init; } = 1;

    /// <summary>The probability of "it is that digit" below which a reading is not sure.</summary>
    public float ConfidenceThreshold { get; init; } = 0.5f;

    /// <summary>The probability of "no digit" from which on a picture is rejected; 1 for never.</summary>
    public float RejectionThreshold { get; init; } = 1;

    /// <summary>What a model's metadata states; what it does not is as above.</summary>
    /// <exception cref="ArgumentException">A number is out of range; the message lacks a name.</exception>
    internal static Calibration Of(ModelMetadata metadata)
    {
        Calibration none = new();
        float temperature = metadata.Temperature ?? none.Temperature;
        float confidence = metadata.ConfidenceThreshold ?? none.ConfidenceThreshold;
        float rejection = metadata.RejectionThreshold ?? none.RejectionThreshold;
        string? wrong = temperature is not (> 0 and < float.PositiveInfinity)
            ? $"a temperature of {temperature}, which is not above 0"
            : confidence is not (>= 0 and <= 1)
                ? $"a confidence threshold of {confidence}, which is not 0 to 1"
                : rejection is not (> 0 and <= 1)
                    ? $"a rejection threshold of {rejection}, which is not above 0 and at most 1"
                    : null;
        if (wrong is not null)
            throw new ArgumentException($"states {wrong}");
        return new()
        {
            Temperature = temperature,
            ConfidenceThreshold = confidence,
            RejectionThreshold = rejection,
        };
    }

    /// <summary>digits = q.</summary>
    /// <param name="probabilities">p, [10] or [11].</param>
    /// <param name="digits">[10], overwritten; all alike where every p[d] is too small for a float.</param>
    internal void Temper(ReadOnlySpan<float> probabilities, Span<float> digits)
    {
        ReadOnlySpan<float> p = probabilities[..DigitSet.Classes];
        if (Temperature == 1 && probabilities.Length == DigitSet.Classes)
        {
            p.CopyTo(digits);
            return;
        }
        // Divided by the largest first: the powers of small numbers would be lost.
        float largest = p[IndexOfMax(p)], sum = 0;
        for (int d = 0; d < p.Length; d++)
        {
            digits[d] = largest > 0 ? MathF.Pow(p[d] / largest, 1 / Temperature) : 1;
            sum += digits[d];
        }
        foreach (ref float digit in digits)
            digit /= sum;
    }

    /// <summary>The reading that a model's probabilities, [10] or [11], come to.</summary>
    internal DigitReading Read(ReadOnlySpan<float> probabilities)
    {
        float[] digits = new float[DigitSet.Classes];
        Temper(probabilities, digits);
        int likeliest = IndexOfMax(digits);
        float noDigit = probabilities.Length > DigitSet.NoDigit ? probabilities[DigitSet.NoDigit] : 0;
        bool rejected = RejectionThreshold < 1 && noDigit >= RejectionThreshold;
        return new(rejected ? null : likeliest, rejected ? 0 : digits[likeliest], digits)
        {
            Likeliest = likeliest,
            NoDigit = noDigit,
            IsSure = !rejected && Certainty(digits[likeliest], noDigit) >= ConfidenceThreshold,
        };
    }

    /// <summary>
    /// The share of one of the eleven outputs: q[d] · (1 − noDigit) of a digit, and noDigit of "no digit".
    /// The eleven sum to 1.
    /// </summary>
    internal float Share(ReadOnlySpan<float> probabilities, int output)
    {
        float noDigit = probabilities.Length > DigitSet.NoDigit ? probabilities[DigitSet.NoDigit] : 0;
        if (output == DigitSet.NoDigit)
            return noDigit;
        Span<float> digits = stackalloc float[DigitSet.Classes];
        Temper(probabilities, digits);
        return Certainty(digits[output], noDigit);
    }

    /// <summary>The probability that it is a digit, and that one.</summary>
    internal static float Certainty(float confidence, float noDigit) => confidence * (1 - noDigit);

    // The first of equal ones. TensorPrimitives would take longer to start than one digit takes to read.
    private static int IndexOfMax(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
            best = values[i] > values[best] ? i : best;
        return best;
    }
}
