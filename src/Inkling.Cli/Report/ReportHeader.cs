using Inkling.Neural.Training;

namespace Inkling.Cli.Report;

/// <summary>The top of the page: how the training did, in a sentence and in figures.</summary>
internal static class ReportHeader
{
    /// <summary>The result in a line.</summary>
    public static string Headline(TrainingRun run) => run.Outcome switch
    {
        { End: TrainingEnd.Cancelled } => $"Cancelled after {Epochs(run.Outcome.Epochs)}",
        { TestAccuracy: { } test } => $"{test:P2} of the test set read right",
        { ValidationAccuracy: { } validation } => $"{validation:P2} of the validation set read right",
        { TrainAccuracy: { } train } => $"{train:P2} of what was learnt read right",
        _ => $"Trained for {Epochs(run.Outcome.Epochs)}",
    };

    /// <summary>Writes the header.</summary>
    public static void Write(HtmlWriter html, TrainingRun run) =>
        PageFrame.WriteHeader(html, "training report", Headline(run), Tell(run), Figures(run));

    private static string Tell(TrainingRun run)
    {
        int planned = run.Metadata.Training?.Epochs ?? run.Outcome.Epochs;
        string digits = run.Metadata.Data is { } data ? $"{data.Images:N0} digits of {run.Data}" : run.Data;
        string network = $"{run.Metadata.Network}, {run.Outcome.Record.Model.Parameters:N0} parameters";
        // With early stopping the best parameters are kept, even where the epochs ended first.
        int best = run.Outcome.Record.BestEpoch;
        string back = best > 0 && best < run.Outcome.Epochs ? $", and went back to epoch {best:N0}, its best" : "";
        return $"{network}, on {digits}. " + run.Outcome.End switch
        {
            TrainingEnd.StoppedEarly => $"It stopped early, after {run.Outcome.Epochs:N0} of {Epochs(planned)}{back}.",
            TrainingEnd.Cancelled => $"It was to learn for {Epochs(planned)}, and can go on with --resume. What "
                + "follows is the network as it was then.",
            _ => $"It learnt for {Epochs(run.Outcome.Epochs)}{back}.",
        };
    }

    private static IEnumerable<(string Name, string Value)> Figures(TrainingRun run)
    {
        if (run.Outcome.Record.Test is { } test)
            yield return ("Test set", $"{test.Accuracy:P2}");
        if (run.Outcome.Record.Validation is { } validation)
            yield return ("Validation set", $"{validation.Accuracy:P2}");
        if (run.Outcome.TrainAccuracy is { } train)
            yield return ("Training set", $"{train:P2}");
        yield return ("Epochs", $"{run.Outcome.Epochs:N0}");
        yield return (run.Resumed ? "Time since resumed" : "Time", Time(run.Outcome.Duration));
    }

    private static string Epochs(int count) => count == 1 ? "1 epoch" : $"{count:N0} epochs";

    private static string Time(TimeSpan time) => time switch
    {
        { TotalSeconds: < 100 } => $"{time.TotalSeconds:F1} s",
        { TotalHours: < 2 } => $"{(int)time.TotalMinutes} min {time.Seconds} s",
        _ => $"{(int)time.TotalHours} h {time.Minutes} min",
    };
}
