using Inkling.Neural.Training;

namespace Inkling.Cli.Report;

/// <summary>The section of curves: loss, accuracy and learning rate by epoch, and their table.</summary>
internal static class LearningCurves
{
    // More points than a chart has places say nothing more, and make a heavy page.
    private const int MostPoints = 600;

    public static void Write(HtmlWriter html, TrainingRun run)
    {
        using HtmlWriter.Element section = HtmlPage.OpenSection(html, "curves", "Learning curves");
        IReadOnlyList<EpochReport> history = run.Metadata.History;
        if (history.Count == 0)
        {
            html.Add("p", "No epoch was finished, so there is nothing to draw.", ("class", "lacking"));
            return;
        }
        int every = (history.Count + MostPoints - 1) / MostPoints;
        EpochReport[] shown = [.. history.Where((_, i) => i % every == 0 || i == history.Count - 1)];
        html.Add("p", Explain(run, every), ("class", "lead"));
        using (html.Open("div", ("class", "charts")))
        {
            foreach (Chart chart in Charts(shown, run.Outcome.Record.BestEpoch))
                CurveChart.Write(html, chart);
        }
        WriteTable(html, shown);
    }

    private static string Explain(TrainingRun run, int every)
    {
        string text = "The axis of the loss is logarithmic. The training set is measured during the epoch: "
            + "each digit before its step, with dropout if the network has any. ";
        text += run.Metadata.History[^1].ValidationMetric is null
            ? "There was no validation set."
            : "The validation set is measured after the epoch, without dropout.";
        if (run.Outcome.Record.BestEpoch > 0)
            text += $" The vertical line marks the best epoch, {run.Outcome.Record.BestEpoch:N0}.";
        return every == 1 ? text : $"{text} One epoch in {every:N0} is drawn.";
    }

    private static IEnumerable<Chart> Charts(EpochReport[] history, int best)
    {
        yield return new("loss", "Loss",
        [
            new("training", "learning", Points(history, epoch => epoch.Loss)),
            new("validation", "judging", Points(history, epoch => epoch.ValidationLoss)),
        ])
        { Format = value => $"{value:F4}", Logarithmic = true, Mark = best };
        yield return new("accuracy", "Accuracy",
        [
            new("training", "learning", Points(history, epoch => epoch.Metric * 100)),
            new("validation", "judging", Points(history, epoch => epoch.ValidationMetric * 100)),
        ])
        { Format = value => $"{value:F2} %", Unit = " %", Ceiling = 100, Mark = best };
        yield return new("rate", "Learning rate",
            [new("learning rate", "rate", Points(history, epoch => epoch.LearningRate))])
        { Format = value => $"{value:G3}", FromZero = true };
    }

    private static CurvePoint[] Points(EpochReport[] history, Func<EpochReport, double?> value) =>
        [.. history.Select(epoch => new CurvePoint(epoch.Epoch, value(epoch) ?? double.NaN))];

    private static void WriteTable(HtmlWriter html, EpochReport[] history)
    {
        using HtmlWriter.Element details = html.Open("details");
        html.Add("summary", "As a table");
        HtmlTable.Write(html, "Each epoch as a table row", new(
            ["epoch", "loss", "validation loss", "training", "validation", "learning rate"],
            [
                .. history.Select(epoch => (string[])
                [
                    $"{epoch.Epoch:N0}", $"{epoch.Loss:F4}", epoch.ValidationLoss?.ToString("F4") ?? "–",
                    $"{epoch.Metric:P2}", ScoreTables.Percent(epoch.ValidationMetric),
                    $"{epoch.LearningRate:G3}",
                ]),
            ]));
    }
}
