using System.Numerics.Tensors;
using Inkling.Neural;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Calibrating;

/// <summary>
/// How the probabilities of a model's networks, p[10] or p[11], become a reading. Of eleven the last is "no digit", and the
/// digits' probabilities are what the other ten leave when it is set aside, softened by the temperature T:
/// <code>
/// noDigit = p[10]       q[d] = p[d]^(1/T) / Σₖ p[k]^(1/T),   k = 0 … 9
/// </code>
/// Of one network this is softmax(scores[0 … 9] / T) (Guo et al. 2017, sect. 4.2), because ln p and the scores differ by a
/// constant. Of an ensemble p is the mean of its readings, and ln p stands where the scores would: the networks are averaged
/// first and tempered once, as one model (pool, then calibrate: Rahaman &amp; Thiery 2021).
/// </summary>
public sealed record Calibration
{
    /// <summary>T: above 1 the confidence is less than the network's own, below 1 more.</summary>
    public float Temperature { get; init; } = 1;

    /// <summary>The probability of "it is that digit" below which a reading is not sure.</summary>
    public float UnsureBelow { get; init; } = 0.5f;

    /// <summary>The probability of "no digit" from which on none is read; 1 for never.</summary>
    public float NoDigitAbove { get; init; } = 1;

    /// <summary>Whether no digit is read at this probability of "no digit".</summary>
    public bool Refuses(float noDigit) => NoDigitAbove < 1 && noDigit >= NoDigitAbove;

    /// <summary>What a model's facts state; what they do not is as above.</summary>
    /// <exception cref="ArgumentException">A number is out of range; the message is a clause without a name.</exception>
    internal static Calibration Of(ModelFacts facts)
    {
        if (facts.Temperature is not (null or (> 0 and < float.PositiveInfinity)))
            throw new ArgumentException($"states a temperature of {facts.Temperature}, which is not above 0");
        if (facts.UnsureBelow is not (null or (>= 0 and <= 1)))
            throw new ArgumentException($"is not sure below a confidence of {facts.UnsureBelow}, which is not 0 to 1");
        if (facts.NoDigitAbove is not (null or (> 0 and <= 1)))
            throw new ArgumentException($"finds no digit from {facts.NoDigitAbove} on, which is not above 0 and at most 1");
        return Of(facts.Temperature, facts.UnsureBelow, facts.NoDigitAbove);
    }

    /// <summary>What is stated, and where nothing is, what a model is without it.</summary>
    internal static Calibration Of(float? temperature, float? unsureBelow, float? noDigitAbove)
    {
        Calibration none = new();
        return new()
        {
            Temperature = temperature ?? none.Temperature,
            UnsureBelow = unsureBelow ?? none.UnsureBelow,
            NoDigitAbove = noDigitAbove ?? none.NoDigitAbove,
        };
    }

    /// <summary>The probability of "no digit": 0 of a network that knows only digits.</summary>
    /// <param name="probabilities">p, [10] or [11].</param>
    internal static float NoDigitOf(ReadOnlySpan<float> probabilities) =>
        probabilities.Length > DigitModel.NoDigit ? probabilities[DigitModel.NoDigit] : 0;

    /// <summary>digits = q.</summary>
    /// <param name="probabilities">p, [10] or [11].</param>
    /// <param name="digits">[10], overwritten. Where every p[d] is too small for a float all are alike.</param>
    internal void Temper(ReadOnlySpan<float> probabilities, Span<float> digits)
    {
        ReadOnlySpan<float> p = probabilities[..DigitModel.Classes];
        if (Temperature == 1 && probabilities.Length == DigitModel.Classes)
        {
            p.CopyTo(digits);
            return;
        }
        // Divided by the largest first: the powers of small numbers would be lost.
        float largest = p[TensorPrimitives.IndexOfMax(p)], sum = 0;
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
        float[] digits = new float[DigitModel.Classes];
        Temper(probabilities, digits);
        int likeliest = TensorPrimitives.IndexOfMax(digits);
        float noDigit = NoDigitOf(probabilities);
        bool refused = Refuses(noDigit);
        return new(refused ? null : likeliest, refused ? 0 : digits[likeliest], digits)
        {
            Likeliest = likeliest,
            NoDigit = noDigit,
            IsSure = !refused && Certainty(digits[likeliest], noDigit) >= UnsureBelow,
        };
    }

    /// <summary>The probability that it is a digit, and that one.</summary>
    internal static float Certainty(float confidence, float noDigit) => confidence * (1 - noDigit);
}
