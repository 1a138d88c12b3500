using Inkling.Neural.Training;
using Spectre.Console;

namespace Inkling.Cli.Output;

/// <summary>Shows a training on stderr: a line per epoch and, on a terminal, a live bar.</summary>
internal sealed class TrainingProgress : ITrainingObserver
{
    private const string Header = "epoch     loss     train   validation       rate";

    private readonly ProgressTask? _bar;

    private TrainingProgress(ProgressTask? bar)
    {
        _bar = bar;
        Terminal.WriteLine(Header);
    }

    /// <summary>Does the work, showing how it goes.</summary>
    public static T Show<T>(Func<ITrainingObserver, T> work)
    {
        if (!Terminal.HasBars)
            return work(new TrainingProgress(null));
        ProgressColumn[] columns =
        [
            new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(),
            new RemainingTimeColumn(),
        ];
        return Terminal.Error.Progress().AutoClear(true).Columns(columns)
            .Start(bars => work(new TrainingProgress(bars.AddTask("training", maxValue: 1))));
    }

    /// <inheritdoc/>
    public void Stepped(in StepReport report)
    {
        // Every 16th step is as live as an eye can follow, and costs the training nothing.
        if (_bar is null || report.StepInEpoch % 16 != 0)
            return;
        _bar.Description = $"epoch {report.Epoch}/{report.Epochs}  loss {report.Loss:F4}  accuracy "
            + $"{report.Metric:P2}";
        _bar.Value = report.Done;
    }

    /// <inheritdoc/>
    public void EpochEnded(EpochReport report)
    {
        string validation = report.ValidationMetric is { } accuracy ? $"{accuracy:P2}" : "–";
        Terminal.WriteLine($"{report.Epoch,5}  {report.Loss,7:F4}  {report.Metric,8:P2}  "
            + $"{validation,11}  {report.LearningRate,9:G3}");
    }
}
