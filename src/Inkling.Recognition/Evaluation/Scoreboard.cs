using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Evaluation;

/// <summary>
/// How well a model reads many sets of real handwriting. Each set counts the same in the means, however large: a set is
/// a way of writing and of taking pictures, and a thousand more of the same say little more.
/// </summary>
public sealed class Scoreboard
{
    /// <summary>Joins the scores of sets.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Scoreboard(IReadOnlyList<SetScore> sets, IReadOnlyList<SkippedSet>? skipped = null)
    {
        Sets = sets;
        Skipped = skipped ?? [];
        // With its set's name before it a picture's is unique. Writers belong to their set, and here are none.
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

    /// <summary>Reads every set that is at or below a folder: a folder with labels.csv.</summary>
    /// <exception cref="DataException">There is none, or one is wrong; says which, where and why.</exception>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public static Scoreboard Run(
        DigitModel model,
        string folder,
        ScoreboardOptions? options = null,
        IProgress<DataProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        options ??= new();
        List<LabelledSet> found = LabelledSet.Below(folder);
        SetReader reader = new(model, options);
        List<SetScore> sets = [];
        List<SkippedSet> skipped = [];
        foreach (LabelledSet set in found)
        {
            if (set.Strings is { } label)
                skipped.Add(new(set.Name, $"its labels are numbers of several digits, as \"{label}\""));
            else
                sets.Add(reader.Read(set, progress, cancellation));
        }
        return sets.Count > 0
            ? new(sets, skipped)
            : throw new DataException($"{folder}: no set there has single digits: {skipped[0].Name} was skipped, since "
                + $"{skipped[0].Reason}.");
    }
}

/// <summary>A set that was not read.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Reason">Why, as a clause.</param>
public sealed record SkippedSet(string Name, string Reason);

/// <summary>How to read the sets of a scoreboard.</summary>
public sealed record ScoreboardOptions
{
    /// <summary>Threads that read pictures, each one at a time.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether pictures are prepared, or taken as they are: 28 × 28, white ink on black.</summary>
    public PictureForm Form { get; init; } = PictureForm.Prepare;

    /// <summary>What pixels (0 to 255) are divided by, where it is to differ from what the model states.</summary>
    public float? PixelScale { get; init; }
}
