using System.Diagnostics;
using Inkling.Datasets.Folders;
using Inkling.Imaging;
using Inkling.Imaging.Preparation;
using Inkling.Pictures;
using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;

namespace Inkling.Datasets;

/// <summary>Lets a model read sets of pictures that lie in folders.</summary>
internal static class ScoreboardFolder
{
    /// <summary>Reads every set that is at or below a folder: a folder with labels.csv.</summary>
    /// <exception cref="DataException">There is none, or one is wrong; says which, where and why.</exception>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public static Scoreboard Read(
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
                readings[i] = ReadOne(path, pictures[i]);
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

    private ScoredReading ReadOne(string path, LabelledPicture picture)
    {
        long start = Stopwatch.GetTimestamp();
        GreyImage grey = PictureFile.ReadFor(options.Form, path, DecodeLimits.Default);
        PreparedDigit prepared = PictureFault.Guard(path, () => options.Form.Apply(grey));
        DigitReading reading = _predictor.Predict(prepared);
        return new(picture.File, picture.Label, reading.Digit, reading.Confidence, reading.IsSure)
        {
            Time = Stopwatch.GetElapsedTime(start),
            Pixels = reading.Digit == picture.Label ? default : prepared.Pixels,
        };
    }
}
