using Inkling.Neural.Training;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;
using Inkling.Recognition.Training;

namespace Inkling.Cli.Report;

/// <summary>A training that is reported on: what it learnt from, and the words of its command.</summary>
internal sealed record TrainingRun(TrainingOutcome Outcome, string Data, IReadOnlyList<string> Command)
{
    public string? Test { get; init; }
    public int Threads { get; init; } = Environment.ProcessorCount;
    public bool Resumed { get; init; }
    public DateTimeOffset Ended { get; init; } = DateTimeOffset.UtcNow;

    public ModelMetadata Metadata => Outcome.Record.Model.Metadata;

    /// <summary>The sets that were measured, with their names, the one that counts most first.</summary>
    public IReadOnlyList<(string Name, DigitEvaluation Evaluation)> Measured
    {
        get
        {
            List<(string, DigitEvaluation)> sets = [];
            if (Outcome.Record.Test is { } test)
                sets.Add(("Test set", test));
            if (Outcome.Record.Validation is { } validation)
                sets.Add(("Validation set", validation));
            return sets;
        }
    }

    public string WhyNothingWasMeasured => Outcome.End == TrainingEnd.Cancelled
        ? "The training was cancelled, and there was no validation set."
        : "There was no validation set (--validation) and no test set (--test).";
}
