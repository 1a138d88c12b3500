using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Inkling.Cli.Output;
using Inkling.Datasets;
using Inkling.Pictures;
using Inkling.Recognition;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;
using nietras.SeparatedValues;

namespace Inkling.Cli.Commands;

/// <summary>inkling predict PATH…: reads the digit in each picture.</summary>
internal static class PredictCommand
{
    private const string StandardInput = "-";

    private static readonly Argument<string[]> Paths = new Argument<string[]>("path")
    {
        Description = "Picture files, folders (searched recursively), or - for standard input.",
        Arity = ArgumentArity.OneOrMore,
    }.RejectOptions();

    private static readonly Option<bool> Csv =
        new("--csv") { Description = "Print CSV on stdout: file,digit,confidence,error." };

    public static DocumentedCommand Create() =>
        new DocumentedCommand("predict", "Read the digit in each picture.",
            "inkling predict seven.png",
            "inkling predict scans --csv",
            "inkling predict - --json < seven.png")
        {
            Paths,
            { "Model", ModelArguments.ModelOption, ModelArguments.AsIs, ModelArguments.PixelScale },
            { "Output", ModelArguments.Json, Csv },
        }.WithAction(Run);

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        bool json = parsed.GetValue(ModelArguments.Json), csv = parsed.GetValue(Csv);
        if (json && csv)
            throw new UsageException("--json and --csv exclude each other: give one.");
        ReadingOptions options = new()
        {
            Form = parsed.GetValue(ModelArguments.AsIs) ? PictureForm.AsIs : PictureForm.Prepare,
            PixelScale = parsed.GetValue(ModelArguments.PixelScale),
        };
        DigitReader reader = parsed.GetValue(ModelArguments.ModelOption) is { } model
            ? DigitReader.Load(model, options)
            : options == new ReadingOptions() ? DigitReader.Default : new(options);
        IReadOnlyList<string> files = [.. parsed.GetRequiredValue(Paths).SelectMany(Expand)];
        // A single picture without threads and bars: they would take 13 ms, an eighth of the whole.
        IReadOnlyList<PredictionJson> predictions = files.Count == 1
            ? [Read(reader, files[0])]
            : ReadingProgress.Show(progress => ReadAll(reader, files, progress, cancellation));
        if (json)
            PrintJson(predictions);
        else if (csv)
            PrintCsv(predictions);
        else
            Print(predictions);
        return predictions.All(prediction => prediction.Error is null) ? ExitCode.Success : ExitCode.Failure;
    }

    private static IEnumerable<string> Expand(string path) =>
        Directory.Exists(path) ? PictureFolder.PicturesBelow(path) : [path];

    private static PredictionJson[] ReadAll(
        DigitReader reader, IReadOnlyList<string> files, IProgress<DataProgress> progress,
        CancellationToken cancellation)
    {
        PredictionJson[] predictions = new PredictionJson[files.Count];
        int done = 0;
        // One by one from a common heap: pictures differ a thousandfold in size.
        OrderablePartitioner<int> oneByOne =
            Partitioner.Create(Enumerable.Range(0, files.Count), EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(oneByOne, new() { CancellationToken = cancellation }, i =>
        {
            predictions[i] = Read(reader, files[i]);
            progress.Report(new("pictures", Interlocked.Increment(ref done), files.Count));
        });
        return predictions;
    }

    private static PredictionJson Read(DigitReader reader, string file)
    {
        try
        {
            DigitReading reading = file == StandardInput ? ReadStandardInput(reader) : reader.Read(file);
            bool found = reading.Digit is not null;
            return new(file)
            {
                Digit = reading.Digit,
                Confidence = found ? reading.Confidence : null,
                // Of what is rejected: which digit it would be. Without ink there is nothing to say.
                Probabilities = reading.Likeliest is null ? null : reading.Probabilities,
                NoDigit = reading.NoDigit,
                Sure = reading.IsSure,
                Reason = reading.Reason is { } reason
                    ? JsonNamingPolicy.CamelCase.ConvertName($"{reason}")
                    : null,
                Pieces = reading.Pieces.Count == 0
                    ? null
                    : [.. reading.Pieces.Select(BoxJson.Of)],
                Error = found ? null : $"{file}: no digit found",
            };
        }
        catch (DataException failure)
        {
            return new(file) { Error = failure.Message };
        }
    }

    private static DigitReading ReadStandardInput(DigitReader reader)
    {
        using Stream input = Console.OpenStandardInput();
        return reader.Read(input, "standard input");
    }

    private static void Print(IReadOnlyList<PredictionJson> predictions)
    {
        TextTable table = new("file", "digit", "confidence", "") { LastIsWords = true };
        foreach (PredictionJson prediction in predictions.Where(prediction => prediction.Error is null))
        {
            table.Add(prediction.File, $"{prediction.Digit}", $"{prediction.Confidence ?? 0:P1}",
                prediction.Sure == true ? "" : "not sure");
        }
        if (table.Rows.Count > 0)
            table.Print();
        foreach (PredictionJson prediction in predictions.Where(prediction => prediction.Error is not null))
            Console.Error.WriteLine($"inkling: {prediction.Error}");
    }

    // A method of its own: inlined, it would load System.Text.Json where no JSON is asked for.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void PrintJson(IReadOnlyList<PredictionJson> predictions) => Json.Print(predictions);

    // A method of its own, as PrintJson: it loads Sep.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void PrintCsv(IReadOnlyList<PredictionJson> predictions)
    {
        using SepWriter text = Sep.New(',').Writer(options => options with { Escape = true }).ToText();
        foreach (PredictionJson prediction in predictions)
        {
            using SepWriter.Row row = text.NewRow();
            row["file"].Set(prediction.File);
            row["digit"].Set($"{prediction.Digit}");
            row["confidence"].Set($"{prediction.Confidence:F6}");
            row["error"].Set(prediction.Error ?? "");
        }
        Console.Out.Write(text.ToString());
    }
}
