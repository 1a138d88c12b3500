using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Inkling.Imaging;
using Inkling.Recognition.Evaluation;

namespace Inkling.Cli.Output;

/// <summary>What --json prints. The keys are a contract: add, never rename.</summary>
internal sealed record EvaluationJson(
    int Images, int Correct, double Accuracy, int[][] Confusion, IReadOnlyList<DigitScore> PerDigit,
    int NotFound,
    [property: JsonPropertyName("refused")] int Rejected); // a key, which is a contract

/// <summary>One file of predict: a reading, or an error in its place.</summary>
internal sealed record PredictionJson(string File)
{
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

    /// <summary>Why there is no digit: blank, tooFaint or notADigit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>The boxes of all pieces of ink as large as a digit, from left to right.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BoxJson>? Pieces { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }
}

/// <summary>An upright rectangle, in the picture's pixels.</summary>
internal sealed record BoxJson(int Left, int Top, int Width, int Height)
{
    public static BoxJson Of(PixelBox box) => new(box.Left, box.Top, box.Width, box.Height);
}

/// <summary>What a training came to.</summary>
internal sealed record TrainingJson(
    string Model, int Epochs, double Seconds, double? TrainAccuracy, double? ValidationAccuracy,
    double? TestAccuracy);

[JsonSerializable(typeof(EvaluationJson))]
[JsonSerializable(typeof(IReadOnlyList<PredictionJson>))]
[JsonSerializable(typeof(TrainingJson))]
[JsonSerializable(typeof(ScoreboardJson))]
[JsonSerializable(typeof(RobustnessJson))]
internal sealed partial class Json : JsonSerializerContext
{
    /// <summary>One document on stdout.</summary>
    public static void Print<T>(T value) => Console.Out.WriteLine(Text(value));

    public static string Text<T>(T value)
    {
        // File names keep their letters: the document goes to a terminal or a parser, never into a page.
        JsonSerializerOptions options = new(JsonSerializerDefaults.Web)
        {
            TypeInfoResolver = Default,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        return JsonSerializer.Serialize(value, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));
    }
}
