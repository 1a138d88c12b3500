using Inkling.Neural.Networks;
using Inkling.Neural.Training;
using Inkling.Recognition.Models;

namespace Inkling.Cli.Report;

/// <summary>The page of a training: how it did in a sentence and in figures, then its sections.</summary>
internal static class TrainingPage
{
    public static string Draw(TrainingRun run)
    {
        string headline = Headline(run);
        return HtmlPage.Draw($"{headline} – Inkling's training report", run.Ended, html =>
        {
            HtmlPage.WriteHeader(html, "training report", headline, Summary(run), Figures(run));
            LearningCurves.Write(html, run);
            ConfusionTable.Write(html, run);
            MistakeGallery.Write(html, run);
            WeightGallery.Write(
                html, run.Metadata.Network, WeightPictures.Of(run.Outcome.Record.Model.Network));
            SettingsTables.Write(html, run);
        });
    }

    private static string Headline(TrainingRun run) => run.Outcome switch
    {
        { End: TrainingEnd.Cancelled } => $"Cancelled after {Epochs(run.Outcome.Epochs)}",
        { TestAccuracy: { } test } => $"{test:P2} accuracy on the test set",
        { ValidationAccuracy: { } validation } => $"{validation:P2} accuracy on the validation set",
        { TrainAccuracy: { } train } => $"{train:P2} accuracy on the training set",
        _ => $"Trained for {Epochs(run.Outcome.Epochs)}",
    };

    private static string Summary(TrainingRun run)
    {
        int planned = run.Metadata.Training?.Epochs ?? run.Outcome.Epochs;
        string digits = run.Metadata.Data is { } data ? $"{data.Images:N0} digits of {run.Data}" : run.Data;
        string network = $"{run.Metadata.Network}, {run.Outcome.Record.Model.Parameters:N0} parameters";
        // With early stopping the best parameters are kept, even where the epochs ended first.
        int best = run.Outcome.Record.BestEpoch;
        bool wentBack = best > 0 && best < run.Outcome.Epochs;
        string back = wentBack ? $", and kept the weights of epoch {best:N0}, the best" : "";
        return $"{network}, on {digits}. " + run.Outcome.End switch
        {
            TrainingEnd.StoppedEarly =>
                $"Training stopped early, after {run.Outcome.Epochs:N0} of {Epochs(planned)}{back}.",
            TrainingEnd.Cancelled => $"{Epochs(planned)} were planned; --resume continues. This "
                + "report shows the network so far.",
            _ => $"Trained for {Epochs(run.Outcome.Epochs)}{back}.",
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
