using System.Text.Json;
using System.Text.Json.Serialization;
using Inkling.Imaging;
using Inkling.Recognition.Models;

namespace Inkling.Cli.Output;

/// <summary>
/// What predict tells of a picture, or of one digit of a file of many: a reading, or an error in its place.
/// The keys are a contract: add, never rename.
/// </summary>
internal sealed record PredictionJson(string File)
{
    /// <summary>Which digit of a file of many, from 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Row { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Digit { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public float? Confidence { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<float>? Probabilities { get; init; }

    /// <summary>The probability that it is no digit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public float? NoDigit { get; init; }

    /// <summary>Whether a digit is found and the model is sure of it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Sure { get; init; }

    /// <summary>The digit that it is or would be; none without ink.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Likeliest { get; init; }

    /// <summary>Why there is no digit: blank, tooFaint or notADigit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>How many pieces of ink are as large as a digit. One is read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Digits { get; init; }

    /// <summary>The boxes of these pieces, from left to right, where they were looked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BoxJson>? Pieces { get; init; }

    /// <summary>Why it could not be read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }

    public static PredictionJson Of(string file, DigitReading reading) => new(file)
    {
        Digit = reading.Digit,
        Confidence = reading.Digit is null ? null : reading.Confidence,
        // Of what is rejected: which digit it would be. Without ink there is nothing to say.
        Probabilities = reading.Likeliest is null ? null : reading.Probabilities,
        NoDigit = reading.NoDigit,
        Sure = reading.IsSure,
        Likeliest = reading.Likeliest,
        Reason = reading.Reason is { } reason ? JsonNamingPolicy.CamelCase.ConvertName($"{reason}") : null,
        Digits = Math.Max(reading.Pieces.Count, reading.Digit is null ? 0 : 1),
        Pieces = reading.Pieces.Count == 0
            ? null
            : BoxJson.OfAll(reading.Pieces),
    };
}

/// <summary>An upright rectangle, in the picture's pixels.</summary>
internal sealed record BoxJson(int Left, int Top, int Width, int Height)
{
    public static BoxJson[] OfAll(IReadOnlyList<PixelBox> boxes)
    {
        BoxJson[] all = new BoxJson[boxes.Count];
        for (int i = 0; i < all.Length; i++)
            all[i] = new(boxes[i].Left, boxes[i].Top, boxes[i].Width, boxes[i].Height);
        return all;
    }
}
