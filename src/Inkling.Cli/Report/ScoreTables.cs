using System.Globalization;
using Inkling.Cli.Output;
using Inkling.Recognition.Evaluation;

namespace Inkling.Cli.Report;

/// <summary>The tables of a scoreboard, the same on the terminal and on the page.</summary>
internal static class ScoreTables
{
    /// <summary>What is read right, set by set, then all pictures and the mean of the sets.</summary>
    public static TextTable Accuracy(Scoreboard board) => new(
        ["set", "pictures", "accuracy", "95 % interval", "worst writer", "no digit found", "ms per picture"],
        [
            .. Rows(board).Select(set => (string[])
            [
                set.Name, $"{set.Count:N0}", Percent(set.Accuracy),
                $"{set.Interval.Low:P1} to {set.Interval.High:P1}",
                set.WorstWriter is { } worst ? Percent(worst.Accuracy) : "–", Share(set.NotFound, set.Count),
                $"{set.TimePerImage.TotalMilliseconds:F2}",
            ]),
            .. Mean(board, "", Percent(board.MeanAccuracy), "", "", "", ""),
        ]);

    /// <summary>Each writer of the sets that keep them apart, the worst first.</summary>
    public static TextTable Writers(Scoreboard board) => new(
        ["writer", "pictures", "accuracy", "95 % interval"],
        [
            .. from set in board.Sets
               from writer in set.Writers.OrderBy(writer => writer.Accuracy)
               let interval = WilsonInterval.Of(writer.Correct, writer.Count)
               select (string[])
               [
                   $"{set.Name}, {writer.Writer}", $"{writer.Count:N0}", Percent(writer.Accuracy),
                   $"{interval.Low:P1} to {interval.High:P1}",
               ],
        ]);

    public static TextTable Confidence(Scoreboard board) => new(
        ["set", "calibration error", "not sure", "sure", "accuracy when sure"],
        [
            .. Rows(board).Select(set => (string[])
            [
                set.Name, Percent(set.Reliability.ExpectedError), Share(set.Unsure, set.Count),
                $"{set.Sure:N0}", Percent(set.SureAccuracy),
            ]),
            .. Mean(board, Percent(board.MeanCalibrationError), "", "", ""),
        ]);

    public static TextTable Selective(Scoreboard board) => new(
        ["set", .. SelectiveAccuracy.Coverages.Select(coverage => $"{coverage:P0} coverage")],
        [
            .. Rows(board).Select(set =>
                (string[])[set.Name, .. set.Selective.Points.Select(point => Percent(point.Accuracy))]),
        ]);

    /// <summary>The model's and the plain network's errors under each corruption.</summary>
    public static TextTable Errors(RobustnessScore score)
    {
        bool compared = score.Clean.PlainWrong is not null;
        string[] Row(string name, double error, double? plain, double? ratio) => compared
            ? [name, Percent(error), Percent(plain), ratio is { } times ? $"{times:F3}" : "–"]
            : [name, Percent(error)];
        return new(
            compared ? ["corruption", "error", "plain error", "ratio"] : ["corruption", "error"],
            [
                Row("none", score.Clean.Error, score.Clean.PlainError, score.Clean.Ratio),
                .. score.Corruptions.Select(one => Row(one.Name, one.Error, one.PlainError, one.Ratio)),
                Row("mean of the corruptions", score.MeanError, score.MeanPlainError, score.MeanRatio),
            ]);
    }

    public static string Percent(double? share) => share?.ToString("P2", CultureInfo.InvariantCulture) ?? "–";

    // One set is all there is.
    private static IEnumerable<SetScore> Rows(Scoreboard board) =>
        board.Sets.Count == 1 ? board.Sets : board.Sets.Append(board.All);

    private static IEnumerable<string[]> Mean(Scoreboard board, params string[] cells) =>
        board.Sets.Count == 1 ? [] : [["mean of the sets", .. cells]];

    private static string Share(int of, int count) => of == 0 ? "·" : $"{(double)of / count:P2}";
}
