using Inkling.Neural;

namespace Inkling.Recognition;

/// <summary>What was read in one picture.</summary>
/// <param name="Digit">The likeliest digit; none where the picture shows no ink ("no digit found").</param>
/// <param name="Confidence">Its probability, 0 to 1; 0 where there is none.</param>
/// <param name="Probabilities">The probability of each digit, 0 to 9; all 0 where there is none.</param>
public sealed record DigitReading(int? Digit, float Confidence, IReadOnlyList<float> Probabilities)
{
    /// <summary>
    /// Whether the confidence is one at which the model is sure: <see cref="Models.ModelFacts.UnsureBelow"/> or more.
    /// </summary>
    public bool IsSure { get; init; }

    /// <summary>The reading of a picture without ink.</summary>
    internal static DigitReading None { get; } = new(null, 0, new float[10]);

    /// <summary>The reading that a network's probabilities come to.</summary>
    internal static DigitReading Of(ReadOnlySpan<float> probabilities, float unsureBelow)
    {
        int digit = Workspace.IndexOfMax(probabilities);
        float confidence = probabilities[digit];
        return new(digit, confidence, probabilities.ToArray()) { IsSure = confidence >= unsureBelow };
    }
}
