namespace Inkling.Recognition;

/// <summary>What was read in one picture.</summary>
/// <param name="Digit">The likeliest digit; none where the picture shows no ink, or what it shows is no digit ("no digit
/// found").</param>
/// <param name="Confidence">Its probability, 0 to 1, were it a digit; 0 where there is none.</param>
/// <param name="Probabilities">The probability of each digit, 0 to 9, were it one: they sum to 1, whether or not one is found;
/// all 0 where the picture shows no ink.</param>
public sealed record DigitReading(int? Digit, float Confidence, IReadOnlyList<float> Probabilities)
{
    /// <summary>The probability that it is no digit, 0 to 1; 0 of a model that knows only digits, 1 where there is no ink.</summary>
    public float NoDigit { get; init; }

    /// <summary>The digit that it would be, found or not; none where the picture shows no ink.</summary>
    public int? Likeliest { get; init; }

    /// <summary>
    /// Whether the model is sure: a digit is found, and the probability that it is one and this one, Confidence · (1 − NoDigit),
    /// is <see cref="Models.ModelFacts.UnsureBelow"/> or more.
    /// </summary>
    public bool IsSure { get; init; }

    /// <summary>The reading of a picture without ink.</summary>
    internal static DigitReading None { get; } = new(null, 0, new float[10]) { NoDigit = 1 };
}
