using System.ComponentModel;
using System.Text.Json;
using Inkling.Imaging;
using Inkling.Recognition.Models;

namespace Inkling.Web.Api;

/// <summary>What was read. The keys are a contract: add, never rename.</summary>
internal sealed record ReadingJson(
    [property: Description("The likeliest digit; null where there is no ink, or no digit.")] int? Digit,
    [property: Description("Its probability, 0 to 1, were it a digit; 0 where none is found.")]
    float Confidence,
    [property: Description("Whether a digit is found and the model is sure of it.")] bool Sure,
    [property: Description(
        "The probability of each digit, 0 to 9, were it one, found or not; all 0 where there is no ink.")]
    IReadOnlyList<float> Probabilities,
    [property: Description(
        "The probability that it is no digit, 0 to 1; 0 of a model that knows only digits.")] float NoDigit,
    [property: Description(
        "The digit that it would be where none is found, and else the digit; null where there is no ink.")]
    int? Likeliest,
    [property: Description(
        "Why there is no digit: blank, tooFaint or notADigit; null where there is one.")] string? Reason,
    [property: Description("The boxes of all pieces of ink as large as a digit, in the pixels of what was "
        + "sent, from left to right. With more than one only one was read, and the reading is not sure.")]
    IReadOnlyList<BoxJson> Pieces,
    [property: Description("Which of the pieces was read, an index; null where there are none.")]
    int? PieceRead)
{
    public static ReadingJson Of(DigitReading reading) =>
        new(reading.Digit, reading.Confidence, reading.IsSure, reading.Probabilities, reading.NoDigit,
            reading.Likeliest,
            reading.Reason is { } reason ? JsonNamingPolicy.CamelCase.ConvertName($"{reason}") : null,
            [.. reading.Pieces.Select(BoxJson.Of)], reading.PieceRead);
}

/// <summary>An upright rectangle of pixels.</summary>
internal sealed record BoxJson(int Left, int Top, int Width, int Height)
{
    public static BoxJson Of(PixelBox box) => new(box.Left, box.Top, box.Width, box.Height);
}
