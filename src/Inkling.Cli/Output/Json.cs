using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Training;

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

/// <summary>What a teaching came to; a model that became worse is not written.</summary>
internal sealed record TeachingJson(
    string? Model, double Seconds, bool Cancelled, bool Worse, TeachingScore? Own, TeachingScore Reference,
    string HowJudged, string HowCalibrated);

[JsonSerializable(typeof(EvaluationJson))]
[JsonSerializable(typeof(PredictionJson))]
[JsonSerializable(typeof(TeachingJson))]
[JsonSerializable(typeof(TrainingJson))]
[JsonSerializable(typeof(ScoreboardJson))]
[JsonSerializable(typeof(RobustnessJson))]
internal sealed partial class Json : JsonSerializerContext
{
    // File names keep their letters: the document goes to a terminal or a parser, never into a page.
    private static JsonSerializerOptions Readable => field ??= new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = Default,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>One document on stdout.</summary>
    public static void Print<T>(T value) => Console.Out.WriteLine(Text(value));

    /// <summary>
    /// Writes one array as its items come. Each line begins with [ or a comma and holds one item, so a
    /// program that reads lines need not wait for the end.
    /// </summary>
    public static void WriteArray<T>(IEnumerable<IReadOnlyList<T>> parts, TextWriter output)
    {
        char before = '[';
        foreach (IReadOnlyList<T> part in parts)
        {
            foreach (T item in part)
            {
                output.Write($"{before}{Text(item)}\n");
                before = ',';
            }
            output.Flush();
        }
        output.Write(before == '[' ? "[]\n" : "]\n");
        output.Flush();
    }

    public static string Text<T>(T value) =>
        JsonSerializer.Serialize(value, (JsonTypeInfo<T>)Readable.GetTypeInfo(typeof(T)));
}
