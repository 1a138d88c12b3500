using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Evaluation;

/// <summary>How well a model reads sets of handwriting, each of the same weight in the means.</summary>
internal sealed class Scoreboard
{
    /// <summary>Joins the scores of sets.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Scoreboard(IReadOnlyList<SetScore> sets, IReadOnlyList<SkippedSet>? skipped = null)
    {
        Sets = sets;
        Skipped = skipped ?? [];
        // A picture's name is unique behind its set's. Writers belong to their set, and here are none.
        All = new("all", [.. sets.SelectMany(set => set.Readings.Select(
            reading => reading with { Name = $"{set.Name}/{reading.Name}" }))]);
    }

    /// <summary>The sets, by name.</summary>
    public IReadOnlyList<SetScore> Sets { get; }

    /// <summary>Sets that were not read.</summary>
    public IReadOnlyList<SkippedSet> Skipped { get; }

    /// <summary>All pictures as one set: there large sets count more.</summary>
    public SetScore All { get; }

    /// <summary>The mean of the sets' accuracies, 0 to 1.</summary>
    public double MeanAccuracy => Sets.Average(set => set.Accuracy);

    /// <summary>The mean of the sets' expected calibration errors, 0 to 1.</summary>
    public double MeanCalibrationError => Sets.Average(set => set.Reliability.ExpectedError);
}

/// <summary>A set that was not read.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Reason">Why, as a clause.</param>
internal sealed record SkippedSet(string Name, string Reason);
