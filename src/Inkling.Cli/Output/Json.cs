using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Inkling.Recognition.Evaluation;

namespace Inkling.Cli.Output;

/// <summary>What --json prints. The keys are a contract: add, never rename.</summary>
internal sealed record EvaluationJson(
    int Images, int Correct, double Accuracy, int[][] Confusion, IReadOnlyList<DigitScore> PerDigit,
    int NotFound,
    [property: JsonPropertyName("refused")] int Rejected); // a key, which is a contract

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
