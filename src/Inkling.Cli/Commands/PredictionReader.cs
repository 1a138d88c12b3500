using System.Collections.Concurrent;
using Inkling.Cli.Output;
using Inkling.Datasets;
using Inkling.Datasets.Files;
using Inkling.Datasets.Folders;
using Inkling.Imaging;
using Inkling.Pictures;
using Inkling.Recognition;
using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;

namespace Inkling.Cli.Commands;

/// <summary>
/// Reads what predict is given: pictures, folders, archives, patterns, standard input and files of many
/// digits. What can't be read becomes an error in its place, and the rest is read.
/// </summary>
/// <param name="reader">Reads pictures.</param>
/// <param name="model">Gives the reader's model, for files of many digits.</param>
/// <param name="pixelScale">What pixels (0 to 255) are divided by, if not by what the model states.</param>
internal sealed class PredictionReader(DigitReader reader, Func<DigitModel> model, float? pixelScale)
{
    private const string StandardInput = "-";

    /// <summary>Reads all, in the order of the paths.</summary>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public IReadOnlyList<PredictionJson> Read(IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        IReadOnlyList<PredictionJson> inputs = [.. paths.SelectMany(InputsOf)];
        // A single picture without threads and bars: they would take 13 ms, an eighth of the whole.
        return inputs.Count == 1
            ? Read(inputs[0], progress: null, cancellation)
            : ReadingProgress.Show(progress => ReadAll(
                inputs, input => Read(input, progress, cancellation), progress, cancellation));
    }

    // Files to read, and errors of what can't be listed.
    private static List<PredictionJson> InputsOf(string path)
    {
        List<PredictionJson> inputs = [];
        try
        {
            foreach (string match in FilePatterns.Expand(path))
            {
                IReadOnlyList<string> files = Directory.Exists(match)
                    ? PictureFolder.PicturesBelow(match, AddError)
                    : [match];
                inputs.AddRange(files.Select(file => new PredictionJson(file)));
            }
        }
        catch (DataException failure)
        {
            AddError(path, failure.Message);
        }
        return inputs;

        void AddError(string place, string message) => inputs.Add(new(place) { Error = message });
    }

    private static List<PredictionJson> ReadAll<T>(
        IReadOnlyList<T> inputs, Func<T, IReadOnlyList<PredictionJson>> read,
        IProgress<DataProgress> progress, CancellationToken cancellation)
    {
        IReadOnlyList<PredictionJson>[] all = new IReadOnlyList<PredictionJson>[inputs.Count];
        int done = 0;
        // One by one from a common heap: pictures differ a thousandfold in size.
        OrderablePartitioner<int> oneByOne =
            Partitioner.Create(Enumerable.Range(0, inputs.Count), EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(oneByOne, new() { CancellationToken = cancellation }, i =>
        {
            all[i] = read(inputs[i]);
            progress.Report(new("pictures", Interlocked.Increment(ref done), inputs.Count));
        });
        return [.. all.SelectMany(predictions => predictions)];
    }

    private IReadOnlyList<PredictionJson> Read(
        PredictionJson input, IProgress<DataProgress>? progress, CancellationToken cancellation)
    {
        if (input.Error is not null)
            return [input];
        try
        {
            DigitReading reading =
                input.File == StandardInput ? ReadStandardInput() : reader.Read(input.File);
            return [PredictionJson.Of(input.File, reading)];
        }
        catch (DataException failure)
        {
            return ReadMany(input.File, failure, progress, cancellation);
        }
    }

    private DigitReading ReadStandardInput()
    {
        using Stream input = Console.OpenStandardInput();
        return reader.Read(input, "standard input");
    }

    // What is no picture may be a file of many. To look at each file first would slow pictures down.
    private IReadOnlyList<PredictionJson> ReadMany(
        string file, DataException notPicture, IProgress<DataProgress>? progress,
        CancellationToken cancellation)
    {
        try
        {
            // Pipes and devices have no length. What has been read of them can't be read again.
            if (new FileInfo(file) is not { Exists: true, Length: > 0 })
                throw notPicture;
            return progress is null
                ? ReadingProgress.Show(shown => Many(shown))
                : Many(progress);
        }
        catch (DataException failure)
        {
            return [new(file) { Error = failure.Message }];
        }

        IReadOnlyList<PredictionJson> Many(IProgress<DataProgress> shown)
        {
            if (DigitPixels.Open(file, shown, cancellation) is { } digits)
                return ReadDigits(file, digits, shown, cancellation);
            using DataArchive archive = DataArchive.Open(file, shown, cancellation) ?? throw notPicture;
            return ReadArchive(archive, shown, cancellation);
        }
    }

    private PredictionJson[] ReadDigits(
        string file, DigitPixels digits, IProgress<DataProgress> progress, CancellationToken cancellation)
    {
        foreach (string note in digits.Notes)
            DataNotes.Print(note);
        DigitReading[] readings =
            Readings.OfUnlabelled(model(), digits.Pixels, pixelScale, progress, cancellation);
        return [.. readings.Select((reading, i) => PredictionJson.Of(file, reading) with { Row = i + 1 })];
    }

    private List<PredictionJson> ReadArchive(
        DataArchive archive, IProgress<DataProgress> progress, CancellationToken cancellation)
    {
        IReadOnlyList<string> pictures = archive.Pictures;
        return pictures.Count > 0
            ? ReadAll(pictures, picture => [ReadInArchive(archive, picture)], progress, cancellation)
            : throw new DataException($"{archive.Path}: this archive holds no picture (a file that ends on "
                + ".jpg, .png …): unpack it and name what is to be read.");
    }

    private PredictionJson ReadInArchive(DataArchive archive, string picture)
    {
        string file = $"{archive.Path}/{picture}";
        try
        {
            ReadOnlyMemory<byte> content = archive.ReadPicture(picture, DecodeLimits.Default);
            return PredictionJson.Of(file, reader.Read(content, file));
        }
        catch (DataException failure)
        {
            return new(file) { Error = failure.Message };
        }
    }
}
