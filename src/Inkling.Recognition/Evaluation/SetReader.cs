using System.Diagnostics;
using Inkling.Imaging.Files;
using Inkling.Imaging.Preparation;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Evaluation;

/// <summary>Reads the pictures of a set file by file, as an app would, and takes the time. It counts nothing.</summary>
internal sealed class SetReader(DigitModel model, ScoreboardOptions options)
{
    private const int ReportEvery = 64;
    private const int ShownFailures = 5; // enough to see what they have in common

    private readonly DigitPredictor _predictor = new(model, options.PixelScale);

    /// <summary>The set's score.</summary>
    /// <exception cref="DataException">Its list or a picture can't be used; says which and why.</exception>
    public SetScore Read(LabelledSet set, IProgress<DataProgress>? progress, CancellationToken cancellation)
    {
        List<LabelledPicture> pictures = set.ReadList();
        ScoredReading[] readings = new ScoredReading[pictures.Count];
        string?[] failures = new string?[pictures.Count];
        int done = 0;
        ParallelOptions parallel = new()
        {
            CancellationToken = cancellation,
            MaxDegreeOfParallelism = options.Threads,
        };
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
        RequireAll(set, failures);
        return new(set.Name, readings);
    }

    private ScoredReading ReadOne(string path, LabelledPicture picture)
    {
        long start = Stopwatch.GetTimestamp();
        PreparedDigit prepared = PictureFile.Prepare(path, options.Form);
        DigitReading reading = _predictor.Predict(prepared);
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        return new(picture.File, picture.Label, reading.Digit, reading.Confidence, reading.IsSure)
        {
            Time = time,
            Pixels = reading.Digit == picture.Label ? default : prepared.Pixels,
        };
    }

    private static void RequireAll(LabelledSet set, string?[] failures)
    {
        string[] failed = [.. failures.OfType<string>()];
        if (failed.Length == 0)
            return;
        string more = failed.Length > ShownFailures ? $"; and {failed.Length - ShownFailures:N0} more" : "";
        throw new DataException($"{set.Name}: {failed.Length:N0} of {failures.Length:N0} pictures can't be used: "
            + $"{string.Join("; ", failed.Take(ShownFailures))}{more}.");
    }
}
