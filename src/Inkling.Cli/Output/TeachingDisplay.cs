using System.Diagnostics;
using Inkling.Recognition.Training;
using Spectre.Console;

namespace Inkling.Cli.Output;

/// <summary>Shows a teaching on stderr: a live bar on a terminal, else a line every few seconds.</summary>
internal sealed class TeachingDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private readonly ProgressTask? _bar;
    private long _written;
    private int _round;

    private TeachingDisplay(ProgressTask? bar) => _bar = bar;

    /// <summary>Does the work, showing how it goes.</summary>
    public static T Show<T>(Func<Action<TeachingProgress>, T> work)
    {
        if (!Terminal.HasBars)
            return work(new TeachingDisplay(null).Report);
        ProgressColumn[] columns =
        [
            new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(),
        ];
        return Terminal.Error.Progress().AutoClear(true).Columns(columns)
            .Start(bars => work(new TeachingDisplay(bars.AddTask("teaching", maxValue: 1)).Report));
    }

    /// <summary>What was misread before and after, set by set.</summary>
    public static TextTable Table(TeachingResult result)
    {
        TextTable table = new("digits", "count", "wrong before", "wrong after");
        foreach (TeachingScore score in new[] { result.Own, result.Reference }.OfType<TeachingScore>())
        {
            table.Add(
                score.Name, $"{score.Digits:N0}", $"{score.WrongBefore:N0}", $"{score.WrongAfter:N0}");
        }
        return table;
    }

    private void Report(TeachingProgress now)
    {
        if (_bar is not null)
        {
            _bar.Description = Markup.Escape(Describe(now));
            _bar.Value = (now.Round - 1 + ((double)now.Step / now.Steps)) / now.Rounds;
        }
        else if (now.Round != _round || Stopwatch.GetElapsedTime(_written) > Interval)
        {
            (_round, _written) = (now.Round, Stopwatch.GetTimestamp());
            Terminal.WriteLine(Describe(now));
        }
    }

    private static string Describe(TeachingProgress now)
    {
        string what = now.Stage switch
        {
            TeachingStage.Teaching => "teaching",
            TeachingStage.Measuring => "measuring",
            _ => $"cross-validating {now.Round - 1}/{now.Rounds - 1}",
        };
        string loss = double.IsNaN(now.Loss) ? "" : $"  loss {now.Loss:F4}";
        string own = now.IsHeldBack ? "held back" : "yours";
        string left = now.SecondsLeft is { } seconds ? $"  {Math.Ceiling(seconds):F0} s left" : "";
        return $"{what} {now.Step}/{now.Steps}{loss}  {own} {now.OwnAccuracy:P1}  {now.ReferenceName} "
            + $"{now.ReferenceAccuracy:P1}{left}";
    }
}
