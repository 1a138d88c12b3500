using System.Globalization;
using Inkling.Recognition.Data;

namespace Inkling.Recognition.Models;

/// <summary>
/// What was read in one picture. It can't be changed, and equals any other reading of the same values.
/// </summary>
public sealed record DigitReading
{
    /// <summary>Makes a reading, as tests of your own need it.</summary>
    /// <param name="digit">The digit read, 0 to 9, or null.</param>
    /// <param name="confidence">Its probability, 0 to 1.</param>
    /// <param name="probabilities">[10], the probability of each digit; copied.</param>
    /// <exception cref="ArgumentException">There are not ten probabilities.</exception>
    public DigitReading(int? digit, float confidence, ReadOnlySpan<float> probabilities)
    {
        if (probabilities.Length != DigitSet.Classes)
        {
            throw new ArgumentException(
                $"There are {probabilities.Length:N0} probabilities, not {DigitSet.Classes}.",
                nameof(probabilities));
        }
        (Digit, Confidence) = (digit, confidence);
        Probabilities = Array.AsReadOnly(probabilities.ToArray());
    }

    /// <summary>The likeliest digit, 0 to 9; null without ink, or where no digit is found.</summary>
    public int? Digit { get; init; }

    /// <summary>Its probability, 0 to 1, were it a digit; 0 where there is none.</summary>
    public float Confidence { get; init; }

    /// <summary>
    /// [10], the probability of each digit, 0 to 9, were it one: they sum to 1, whether or not one is found.
    /// All are 0 where the picture shows no ink.
    /// </summary>
    public IReadOnlyList<float> Probabilities { get; }

    /// <summary>
    /// The probability of no digit, 0 to 1; 0 where the model knows only digits, 1 without ink.
    /// </summary>
    public float NoDigit { get; init; }

    /// <summary>The digit that it would be, found or not; null where the picture shows no ink.</summary>
    public int? Likeliest { get; init; }

    /// <summary>
    /// Whether the model is sure: a digit is found, and the probability that it is one and this one,
    /// Confidence · (1 − NoDigit), is at least the model's confidence threshold.
    /// </summary>
    public bool IsSure { get; init; }

    /// <summary>The reading of a picture without ink.</summary>
    internal static DigitReading None { get; } = new(null, 0, new float[DigitSet.Classes]) { NoDigit = 1 };

    /// <summary>Whether both have the same values, probability for probability.</summary>
    public bool Equals(DigitReading? other) => other is not null
        && Digit == other.Digit && Likeliest == other.Likeliest && IsSure == other.IsSure
        && Confidence.Equals(other.Confidence) && NoDigit.Equals(other.NoDigit)
        && Probabilities.SequenceEqual(other.Probabilities);

    /// <summary>The same for readings that are equal.</summary>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(Digit);
        hash.Add(Likeliest);
        hash.Add(IsSure);
        hash.Add(Confidence);
        hash.Add(NoDigit);
        foreach (float probability in Probabilities)
            hash.Add(probability);
        return hash.ToHashCode();
    }

    /// <summary>Such as "7 (99.3 %)", "7 (41.2 %, not sure)", "no digit (rather 7)" and "no ink".</summary>
    public override string ToString() => (Digit, Likeliest) switch
    {
        ({ } digit, _) => string.Create(
            CultureInfo.InvariantCulture, $"{digit} ({100 * Confidence:F1} %{(IsSure ? "" : ", not sure")})"),
        (_, { } likeliest) => string.Create(CultureInfo.InvariantCulture, $"no digit (rather {likeliest})"),
        _ => "no ink",
    };
}
