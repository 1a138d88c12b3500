using Inkling.Recognition.Data;

namespace Inkling.Recognition.Models;

/// <summary>What was read in one picture.</summary>
/// <param name="Digit">The likeliest digit; none without ink, or where no digit is found.</param>
/// <param name="Confidence">Its probability, 0 to 1, were it a digit; 0 where there is none.</param>
/// <param name="Probabilities">The probability of each digit, 0 to 9, were it one: they sum to 1, whether or
/// not one is found; all 0 where the picture shows no ink.</param>
public sealed record DigitReading(int? Digit, float Confidence, IReadOnlyList<float> Probabilities)
{
    /// <summary>The probability of no digit; 0 where the model knows only digits, 1 without ink.</summary>
    public float NoDigit { get; init; }

    /// <summary>The digit that it would be, found or not; none where the picture shows no ink.</summary>
    public int? Likeliest { get; init; }

    /// <summary>
    /// Whether the model is sure: a digit is found, and the probability that it is one and this one,
    /// Confidence · (1 − NoDigit), is <see cref="Calibration.ConfidenceThreshold"/> or more.
    /// </summary>
    public bool IsSure { get; init; }

    /// <summary>The reading of a picture without ink.</summary>
    internal static DigitReading None { get; } = new(null, 0, new float[DigitSet.Classes]) { NoDigit = 1 };
}

/// <summary>How pictures are read.</summary>
public sealed record ReadingOptions
{
    /// <summary>Whether pictures are prepared, or taken as they are: 28 × 28, white ink on black.</summary>
    public PictureForm Form { get; init; } = PictureForm.Prepare;

    /// <summary>What pixels (0 to 255) are divided by, if not by what the model states.</summary>
    public float? PixelScale { get; init; }
}
