using System.Diagnostics;
using Inkling.Imaging.Preparation;
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

    /// <summary>Reads every set that is at or below a folder: a folder with labels.csv.</summary>
    /// <exception cref="DataException">There is none, or one is wrong; says which, where and why.</exception>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public static Scoreboard Run(
        DigitModel model, string folder, ScoreboardOptions? options = null,
        IProgress<DataProgress>? progress = null, CancellationToken cancellation = default)
    {
        options ??= new();
        List<LabelledSet> found = LabelledSet.Below(folder, cancellation);
        SetReader reader = new(model, options);
        List<SetScore> sets = [];
        List<SkippedSet> skipped = [];
        foreach (LabelledSet set in found)
        {
            cancellation.ThrowIfCancellationRequested();
            if (set.Strings is { } label)
                skipped.Add(new(set.Name, $"its labels are numbers of several digits, as \"{label}\""));
            else
                sets.Add(reader.Read(set, progress, cancellation));
        }
        return sets.Count > 0
            ? new(sets, skipped)
            : throw new DataException($"{folder}: no set there has single digits: {skipped[0].Name} was "
                + $"skipped, since {skipped[0].Reason}.");
    }
}

/// <summary>A set that was not read.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Reason">Why, as a clause.</param>
internal sealed record SkippedSet(string Name, string Reason);

/// <summary>How to read the sets of a scoreboard.</summary>
internal sealed record ScoreboardOptions
{
    /// <summary>Threads that read pictures, each one at a time.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether pictures are prepared, or taken as they are: 28 × 28, white ink on black.</summary>
    public PictureForm Form { get; init; } = PictureForm.Prepare;

    /// <summary>What pixels (0 to 255) are divided by, if not by what the model states.</summary>
    public float? PixelScale { get; init; }
}

/// <summary>Reads the pictures of a set file by file, as an app would, and takes the time.</summary>
internal sealed class SetReader(DigitModel model, ScoreboardOptions options)
{
    private const int ReportEvery = 64;

    private readonly DigitPredictor _predictor = new(model, options.PixelScale);

    /// <summary>The set's score.</summary>
    /// <exception cref="DataException">Its list or a picture can't be used; says which and why.</exception>
    public SetScore Read(LabelledSet set, IProgress<DataProgress>? progress, CancellationToken cancellation)
    {
        List<LabelledPicture> pictures = set.ReadList(cancellation);
        ScoredReading[] readings = new ScoredReading[pictures.Count];
        string?[] failures = new string?[pictures.Count];
        int done = 0;
        ParallelOptions parallel =
            new() { CancellationToken = cancellation, MaxDegreeOfParallelism = options.Threads };
        Parallel.For(0, pictures.Count, parallel, i =>
        {
            string path = Path.Combine(set.Folder, pictures[i].File);
            try
            {
                readings[i] = ReadOne(path, pictures[i], cancellation);
            }
            catch (DataException cause)
            {
                failures[i] = cause.Message.TrimEnd('.');
            }
            int now = Interlocked.Increment(ref done);
            if (now % ReportEvery == 0 || now == pictures.Count)
                progress?.Report(new(set.Name, now, pictures.Count));
        });
        PictureReader.RequireAll(set.Name, failures);
        return new(set.Name, readings);
    }

    private ScoredReading ReadOne(string path, LabelledPicture picture, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        PreparedDigit prepared = PictureFile.Prepare(path, options.Form, cancellation);
        DigitReading reading = _predictor.Predict(prepared);
        return new(picture.File, picture.Label, reading.Digit, reading.Confidence, reading.IsSure)
        {
            Time = Stopwatch.GetElapsedTime(start),
            Pixels = reading.Digit == picture.Label ? default : prepared.Pixels,
        };
    }
}
