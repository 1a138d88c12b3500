using System.Globalization;
using Inkling.Imaging;
using Inkling.Imaging.Preparation;
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
    /// Whether the model is sure: a digit is found, it is the only one in the picture, and the probability
    /// that it is one and this one, Confidence · (1 − NoDigit), is at least the model's confidence threshold.
    /// </summary>
    public bool IsSure { get; init; }

    /// <summary>Why there is no digit; null where there is one.</summary>
    public NoDigitReason? Reason { get; init; }

    /// <summary>
    /// The boxes of all pieces of ink as large as a digit, in the picture's pixels, from left to right. With
    /// more than one only one of them was read, and the reading is not sure. Empty for pictures that are not
    /// prepared.
    /// </summary>
    public IReadOnlyList<PixelBox> Pieces { get; init; } = [];

    /// <summary>Which of the pieces was read, an index; null where there are none.</summary>
    internal int? PieceRead { get; init; }

    /// <summary>
    /// The output that is the answer: the digit; or "no digit" where the picture is rejected, or where the
    /// reading is not sure and "no digit" is likelier. Null without ink.
    /// </summary>
    internal int? Answer => Likeliest is not { } likeliest ? null
        : Digit is null || (!IsSure && NoDigit > Calibration.Certainty(Probabilities[likeliest], NoDigit))
            ? DigitSet.NoDigit
            : likeliest;

    /// <summary>The reading of a picture without ink that could be a digit.</summary>
    internal static DigitReading None(NoDigitReason? reason) =>
        new(null, 0, new float[DigitSet.Classes]) { NoDigit = 1, Reason = reason ?? NoDigitReason.Blank };

    /// <summary>The same reading, and what preparation saw of the picture.</summary>
    internal DigitReading Of(PreparedDigit prepared) => this with
    {
        Reason = Digit is null ? NoDigitReason.NotADigit : null,
        Pieces = prepared.Pieces,
        PieceRead = PieceAt(prepared.Crop, prepared.Pieces),
        IsSure = IsSure && prepared.Pieces.Count <= 1,
    };

    // The one that shares the most with the box that was read: thickened ink may reach out of its piece.
    private static int? PieceAt(PixelBox read, IReadOnlyList<PixelBox> pieces) =>
        pieces.Count == 0 ? null : Enumerable.Range(0, pieces.Count).MaxBy(i => Shared(read, pieces[i]));

    private static long Shared(PixelBox a, PixelBox b)
    {
        int across = Math.Min(a.Right, b.Right) - Math.Max(a.Left, b.Left);
        int down = Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Top, b.Top);
        return (long)Math.Max(0, across) * Math.Max(0, down);
    }

    /// <summary>The same reading of the picture that the one read was reduced from.</summary>
    /// <param name="reduction">How many pixels of that picture make one of the reduced.</param>
    internal DigitReading Enlarged(double reduction) =>
        reduction == 1 ? this : this with { Pieces = [.. Pieces.Select(piece => piece.Enlarged(reduction))] };

    /// <summary>Whether both have the same values, probability for probability.</summary>
    public bool Equals(DigitReading? other) => other is not null
        && Digit == other.Digit && Likeliest == other.Likeliest && IsSure == other.IsSure
        && Confidence.Equals(other.Confidence) && NoDigit.Equals(other.NoDigit)
        && Reason == other.Reason && PieceRead == other.PieceRead && Pieces.SequenceEqual(other.Pieces)
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
        hash.Add(Reason);
        hash.Add(PieceRead);
        foreach (PixelBox piece in Pieces)
            hash.Add(piece);
        foreach (float probability in Probabilities)
            hash.Add(probability);
        return hash.ToHashCode();
    }

    /// <summary>
    /// Such as "7 (99.3 %)", "7 (41.2 %, not sure)", "7 (99.3 %, one of 2 digits)", "no digit (rather 7)" and
    /// "no ink".
    /// </summary>
    public override string ToString() => (Digit, Likeliest) switch
    {
        ({ } digit, _) => string.Create(
            CultureInfo.InvariantCulture, $"{digit} ({100 * Confidence:F1} %{Doubt})"),
        (_, { } likeliest) => string.Create(CultureInfo.InvariantCulture, $"no digit (rather {likeliest})"),
        _ => "no ink",
    };

    private string Doubt =>
        Pieces.Count > 1 ? $", one of {Pieces.Count} digits" : IsSure ? "" : ", not sure";
}
