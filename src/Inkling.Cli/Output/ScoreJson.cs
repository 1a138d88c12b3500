using Inkling.Recognition.Evaluation;

namespace Inkling.Cli.Output;

/// <summary>What scoreboard prints and saves. The keys are a contract: add, never rename.</summary>
internal sealed record ScoreboardJson(
    string Model, string Data, double MeanAccuracy, double MeanCalibrationError, SetJson All,
    IReadOnlyList<SetJson> Sets, IReadOnlyList<SkippedSet> Skipped)
{
    public static ScoreboardJson Of(Scoreboard board, string model, string data) => new(
        model, data, board.MeanAccuracy, board.MeanCalibrationError,
        SetJson.Of(board.All, withMistakes: false),
        [.. board.Sets.Select(set => SetJson.Of(set, withMistakes: true))], board.Skipped);
}

/// <summary>A set of a scoreboard.</summary>
internal sealed record SetJson(
    string Name, int Count, int Correct, double Accuracy, WilsonInterval Interval,
    IReadOnlyList<WriterScore> Writers, double CalibrationError, IReadOnlyList<ReliabilityBin> Reliability,
    IReadOnlyList<SelectivePoint> Selective,
    int Sure, int Unsure, double? SureAccuracy, int NotFound, double MillisecondsPerImage, int[][] Confusion,
    IReadOnlyList<MistakeJson> Mistakes)
{
    public static SetJson Of(SetScore set, bool withMistakes) => new(
        set.Name, set.Count, set.Correct, set.Accuracy, set.Interval, set.Writers,
        set.Reliability.ExpectedError, set.Reliability.Diagram, set.Selective.Points,
        set.Sure, set.Unsure, set.SureAccuracy, set.NotFound,
        Math.Round(set.TimePerImage.TotalMilliseconds, 3), set.Confusion.Counts,
        withMistakes
            ? [.. set.Mistakes.Select(one => new MistakeJson(one.Name, one.Label, one.Read, one.Confidence))]
            : []);
}

/// <summary>A picture that was misread; no reading where no digit was found.</summary>
internal sealed record MistakeJson(string File, int Label, int? Read, float Confidence);

/// <summary>What robustness prints and saves. The keys are a contract: add, never rename.</summary>
internal sealed record RobustnessJson(
    string Model, string? Against, string Data, int Count, ulong Seed, double MeanError,
    double? MeanPlainError, double? MeanRatio, CorruptionJson Clean,
    IReadOnlyList<CorruptionJson> Corruptions)
{
    public static RobustnessJson Of(
        RobustnessScore score, string model, string? against, string data, ulong seed) => new(
        model, against, data, score.Count, seed, score.MeanError, score.MeanPlainError, score.MeanRatio,
        CorruptionJson.Of(score.Clean), [.. score.Corruptions.Select(CorruptionJson.Of)]);
}

/// <summary>A corruption, or none.</summary>
internal sealed record CorruptionJson(
    string Name, int Wrong, double Error, int? PlainWrong, double? PlainError, double? Ratio)
{
    public static CorruptionJson Of(CorruptionScore score) =>
        new(score.Name, score.Wrong, score.Error, score.PlainWrong, score.PlainError, score.Ratio);
}
