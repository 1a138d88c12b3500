using System.Diagnostics;
using Inkling.Recognition.Data;
using Spectre.Console;

namespace Inkling.Cli.Output;

/// <summary>Shows the progress of long work: bars on a terminal, else a line every few seconds.</summary>
internal sealed class ReadingProgress : IProgress<DataProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly ProgressContext? _bars;
    private readonly Dictionary<string, ProgressTask> _tasks = []; // two parts may be read at once
    private long _written = Stopwatch.GetTimestamp();

    private ReadingProgress(ProgressContext? bars) => _bars = bars;

    /// <summary>Does the work, showing its progress.</summary>
    /// <param name="work">The work.</param>
    /// <param name="isAlone">Whether the work itself writes nothing to the terminal: bars would overwrite
    /// it.</param>
    public static T Show<T>(Func<IProgress<DataProgress>, T> work, bool isAlone = true) =>
        Terminal.HasBars && isAlone
        ? Terminal.Error.Progress().AutoClear(true).HideCompleted(true)
            .Start(bars => work(new ReadingProgress(bars)))
        : work(new ReadingProgress(null));

    /// <inheritdoc/>
    public void Report(DataProgress value)
    {
        lock (_gate)
        {
            if (_bars is not null)
                UpdateBar(value);
            else if (Stopwatch.GetElapsedTime(_written) > Interval)
                WriteLine(value);
        }
    }

    private void UpdateBar(DataProgress value)
    {
        string what = Markup.Escape(value.What);
        if (!_tasks.TryGetValue(what, out ProgressTask? bar))
            _tasks.Add(what, bar = _bars!.AddTask(what));
        bar.IsIndeterminate = value.Total <= 0;
        if (bar.IsIndeterminate && value.Done > 0)
            bar.Description = $"{what}: {value.Done:N0}";
        bar.MaxValue = Math.Max(1, value.Total);
        bar.Value = value.Done;
    }

    private void WriteLine(DataProgress value)
    {
        _written = Stopwatch.GetTimestamp();
        Terminal.WriteLine(value.Total > 0
            ? $"{value.What}: {value.Done:N0} of {value.Total:N0}"
            : $"{value.What}: {value.Done:N0}");
    }
}
