using Inkling.Neural.Training;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;
using Inkling.Recognition.Training;

namespace Inkling.Cli.Report;

/// <summary>A training that is reported on.</summary>
/// <param name="Outcome">What it came to.</param>
/// <param name="Data">What it learnt from.</param>
/// <param name="Command">The words of the command.</param>
internal sealed record TrainingRun(TrainingOutcome Outcome, string Data, IReadOnlyList<string> Command)
{
    /// <summary>The test set; none without one.</summary>
    public string? Test { get; init; }

    /// <summary>Threads that shared the work.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether it went on with an earlier one.</summary>
    public bool Resumed { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset Ended { get; init; } = DateTimeOffset.UtcNow;

    /// <summary>What the model file says of it.</summary>
    public ModelMetadata Metadata => Outcome.Record.Model.Metadata;

    /// <summary>Whether it was cancelled.</summary>
    public bool Cancelled => Outcome.End == TrainingEnd.Cancelled;

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

    /// <summary>Why a set was not measured.</summary>
    public string WhyNothingWasMeasured => Cancelled
        ? "The training was cancelled, and there was no validation set."
        : "There was no validation set (--validation) and no test set (--test).";
}
