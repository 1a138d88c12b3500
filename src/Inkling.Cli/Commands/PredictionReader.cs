using Inkling.Cli.Output;
using Inkling.Datasets;
using Inkling.Datasets.Files;
using Inkling.Datasets.Folders;
using Inkling.Imaging;
using Inkling.Imaging.Preparation;
using Inkling.Pictures;
using Inkling.Recognition;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Cli.Commands;

/// <summary>
/// Reads what predict is given: pictures, folders, archives, patterns, standard input and files of many
/// digits. What can't be read becomes an error in its place, and the rest is read.
/// </summary>
/// <param name="reader">Reads pictures, and the digits of files of many.</param>
internal sealed class PredictionReader(DigitReader reader)
{
    private const string StandardInput = "-";

    /// <summary>
    /// Reads a single picture without the threads and bars that many need; null if it may be many.
    /// </summary>
    public PredictionJson? ReadOne(IReadOnlyList<string> paths)
    {
        if (paths is not [string path] || FilePatterns.HasWildcards(path) || Directory.Exists(path))
            return null;
        PictureOutcome outcome = reader.ReadBatch([SourceOf(path)], CancellationToken.None)[0];
        return outcome.Fault is not null && MayHoldMany(path) ? null : RowOf(outcome);
    }

    /// <inheritdoc cref="DigitReader.RequireModel"/>
    public void RequireModel() => reader.RequireModel();

    /// <summary>Reads all, in the order of the paths, and gives rows as they come.</summary>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public IEnumerable<IReadOnlyList<PredictionJson>> Read(
        IReadOnlyList<string> paths, IProgress<DataProgress>? progress, CancellationToken cancellation)
    {
        long done = 0;
        foreach (PictureOutcome[] chunk in ReadPictures(paths.SelectMany(SourcesOf), cancellation))
        {
            List<PredictionJson> rows = new(chunk.Length);
            foreach (PictureOutcome outcome in chunk)
            {
                if (outcome.Fault is null || !MayHoldMany(outcome.Path))
                {
                    rows.Add(RowOf(outcome));
                    continue;
                }
                if (rows.Count > 0)
                    yield return rows;
                rows = [];
                foreach (IReadOnlyList<PredictionJson> inner in
                    ReadMany(outcome.Path, outcome.Fault, progress, cancellation))
                {
                    yield return inner;
                }
            }
            if (rows.Count > 0)
                yield return rows;
            done += chunk.Length;
            progress?.Report(new("pictures", done, 0));
        }
    }

    private static PredictionJson RowOf(PictureOutcome outcome) => outcome.Reading is { } reading
        ? PredictionJson.Of(outcome.Path, reading)
        : new(outcome.Path) { Error = outcome.Fault!.Message };

    // Pipes and devices have no length. What has been read of them can't be read again.
    private static bool MayHoldMany(string file) => new FileInfo(file) is { Exists: true, Length: > 0 };

    // Files to read, and faults of what can't be listed.
    private IEnumerable<PictureSource> SourcesOf(string path)
    {
        bool isFound = false;
        foreach (string match in FilePatterns.Find(path))
        {
            isFound = true;
            if (!Directory.Exists(match))
            {
                yield return SourceOf(match);
                continue;
            }
            foreach (FoundPicture found in PictureFolder.PicturesBelow(match))
                yield return found.Fault is { } fault ? Unlisted(found.Path, fault) : SourceOf(found.Path);
        }
        if (!isFound)
            yield return Unlisted(path, FilePatterns.NoneMatches(path));
    }

    private static PictureSource Unlisted(string path, string fault) =>
        new(path, () => throw new DataException(fault));

    private PictureSource SourceOf(string path) => path == StandardInput
        ? reader.SourceOf(path, "standard input", Console.OpenStandardInput)
        : reader.SourceOf(path);

    private IEnumerable<PictureOutcome[]> ReadPictures(
        IEnumerable<PictureSource> sources, CancellationToken cancellation) =>
        new OrderedChunks<PictureSource, PictureOutcome[]>(
            sources, chunk => reader.ReadBatch(chunk, cancellation)).Read(cancellation);

    // What is no picture may be a file of many. To look at each file first would slow pictures down.
    private IEnumerable<IReadOnlyList<PredictionJson>> ReadMany(
        string file, DataException notPicture, IProgress<DataProgress>? progress,
        CancellationToken cancellation)
    {
        try
        {
            if (DigitPixels.Open(file, progress, cancellation) is { } digits)
                return ReadDigits(file, digits, progress, cancellation);
#pragma warning disable CA2000 // ReadArchive disposes of it
            if (DataArchive.Open(file, progress, cancellation) is { } archive)
                return ReadArchive(archive, progress, cancellation);
#pragma warning restore CA2000
        }
        catch (DataException failure)
        {
            notPicture = failure; // says more
        }
        return [[new(file) { Error = notPicture.Message }]];
    }

    private IEnumerable<IReadOnlyList<PredictionJson>> ReadDigits(
        string file, DigitPixels digits, IProgress<DataProgress>? progress, CancellationToken cancellation)
    {
        foreach (string note in digits.Notes)
            DataNotes.Print(note);
        OrderedChunks<int, PredictionJson[]> chunks = new(Enumerable.Range(0, digits.Count), rows =>
        {
            // They are in the form that is read already.
            DigitReading[] readings = reader.Read([.. rows.Select(row => new PreparedDigit
            {
                Found = true,
                Pixels = digits.Pixels.AsSpan(row * DigitSet.PixelCount, DigitSet.PixelCount).ToArray(),
            })]);
            return [.. rows.Zip(readings, (row, reading) =>
                PredictionJson.Of(file, reading) with { Row = row + 1 })];
        });
        int done = 0;
        foreach (PredictionJson[] rows in chunks.Read(cancellation))
        {
            yield return rows;
            progress?.Report(new("digits", done += rows.Length, digits.Count));
        }
    }

    private IEnumerable<IReadOnlyList<PredictionJson>> ReadArchive(
        DataArchive archive, IProgress<DataProgress>? progress, CancellationToken cancellation)
    {
        using DataArchive opened = archive;
        IReadOnlyList<string> pictures = archive.Pictures;
        if (pictures.Count == 0)
        {
            yield return [new(archive.Path)
            {
                Error = $"{archive.Path}: this archive holds no picture (a file that ends on .jpg, "
                    + ".png …): unpack it and name what is to be read.",
            }];
        }
        IEnumerable<PictureSource> sources = pictures.Select(picture => new PictureSource(
            $"{archive.Path}/{picture}", () => archive.ReadPicture(picture, DecodeLimits.Default)));
        int done = 0;
        foreach (PictureOutcome[] chunk in ReadPictures(sources, cancellation))
        {
            yield return [.. chunk.Select(RowOf)];
            progress?.Report(new("pictures", done += chunk.Length, pictures.Count));
        }
    }
}
