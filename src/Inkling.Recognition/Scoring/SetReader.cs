using System.Diagnostics;
using Inkling.Imaging.Files;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Scoring;

/// <summary>
/// Reads the pictures of a set as an app would, file by file through <see cref="DigitReader"/>, and takes the time. It
/// counts nothing.
/// </summary>
internal sealed class SetReader(DigitModel model, ScoreboardOptions options)
{
    private const int ReportEvery = 64;
    private const int ShownFailures = 5; // enough to see what they have in common

    private readonly DigitReader _reader = new(model, new() { Form = options.Form, PixelScale = options.PixelScale });

    /// <summary>The set's score.</summary>
    /// <exception cref="DataException">Its list or a picture can't be used; says which and why.</exception>
    public SetScore Read(LabelledSet set, IProgress<DataProgress>? progress, CancellationToken cancellation)
    {
        List<LabelledPicture> pictures = set.ReadList();
        ScoredReading[] readings = new ScoredReading[pictures.Count];
        string?[] failures = new string?[pictures.Count];
        int done = 0;
        ParallelOptions parallel = new() { CancellationToken = cancellation, MaxDegreeOfParallelism = options.Threads };
        Parallel.For(0, pictures.Count, parallel, i =>
        {
            try
            {
                readings[i] = ReadOne(set.Folder, pictures[i]);
            }
            catch (DataException cause)
            {
                failures[i] = cause.Message.TrimEnd('.');
            }
            int now = Interlocked.Increment(ref done);
            if (now % ReportEvery == 0 || now == pictures.Count)
                progress?.Report(new(set.Name, now, pictures.Count));
        });
        Refuse(set, failures);
        return new(set.Name, readings);
    }

    private ScoredReading ReadOne(string folder, LabelledPicture picture)
    {
        string path = Path.Combine(folder, picture.File);
        long start = Stopwatch.GetTimestamp();
        DigitReading reading = _reader.Read(path);
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        ScoredReading scored =
            new(picture.File, picture.Label, reading.Digit, reading.Confidence, reading.IsSure) { Time = time };
        return scored.IsRight ? scored : scored with { Pixels = PixelsOf(path) };
    }

    // Once more, but for the mistakes alone: a reading does not tell what the network saw.
    private byte[] PixelsOf(string path) =>
        options.Form.Apply(ImageFile.DecodeGrey(File.ReadAllBytes(path))).Pixels;

    private static void Refuse(LabelledSet set, string?[] failures)
    {
        string[] failed = [.. failures.OfType<string>()];
        if (failed.Length == 0)
            return;
        string more = failed.Length > ShownFailures ? $"; and {failed.Length - ShownFailures:N0} more" : "";
        throw new DataException($"{set.Name}: {failed.Length:N0} of {failures.Length:N0} pictures can't be used: "
            + $"{string.Join("; ", failed.Take(ShownFailures))}{more}.");
    }
}
