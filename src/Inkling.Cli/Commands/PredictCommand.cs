using System.Runtime.CompilerServices;
using Inkling.Cli.Output;
using Inkling.Recognition;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Cli.Commands;

/// <summary>inkling predict PATH…: reads the digit in each picture, or row of a file of many.</summary>
internal static class PredictCommand
{
    private static readonly Argument<string[]> Paths = new Argument<string[]>("path")
    {
        Description = "Picture files, folders (searched recursively), ZIP or tar archives of pictures, files "
            + "of unlabelled digits, or - for a picture on standard input. May have the wildcards * and ?.",
        Arity = ArgumentArity.OneOrMore,
    }.RejectOptions();

    private static readonly Option<bool> Csv = new("--csv")
    {
        Description = "Print CSV on stdout: file,digit,confidence,error,sure,noDigit,reason,digits,row.",
    };

    private static readonly Option<bool> Kaggle = new("--kaggle")
    {
        Description = "Print CSV on stdout as Kaggle's digit-recognizer takes it: ImageId,Label. Every row "
            + "gets its likeliest digit.",
    };

    // The reader of the file that follows --model, or of the model that ships.
    private static (string? Model, DigitReader Reader)? _begun;

    private delegate void PartsWriter(IEnumerable<IReadOnlyList<PredictionJson>> parts, TextWriter output);

    /// <summary>Begins to open the model on another thread, while the command line is parsed.</summary>
    public static void Begin(string[] arguments)
    {
        int name = Array.IndexOf(arguments, ModelArguments.ModelName);
        string? model = name >= 0 && name + 1 < arguments.Length ? arguments[name + 1] : null;
        _begun = (model, ReaderOf(model, new()));
    }

    public static DocumentedCommand Create() =>
        new DocumentedCommand("predict", "Read the digit in each picture.",
            "inkling predict seven.png",
            "inkling predict scans --csv",
            "inkling predict - --json < seven.png")
        {
            Paths,
            { "Model", ModelArguments.ModelOption, ModelArguments.AsIs, ModelArguments.PixelScale },
            { "Output", ModelArguments.Json, Csv, Kaggle },
        }
        .Excluding(ModelArguments.Json, Csv)
        .Excluding(ModelArguments.Json, Kaggle)
        .WithExitCodes(
            (ExitCode.Success, "All could be read, with a digit or without."),
            (ExitCode.Failure, "One could not be read. The others are."),
            (ExitCode.Usage, "The command line can't be parsed."))
        .WithAction(Run);

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        PredictionReader reader = ReaderOf(parsed);
        string[] paths = parsed.GetRequiredValue(Paths);
        (PartsWriter write, bool hasErrors) = WriterOf(parsed);
        int exitCode = ExitCode.Success;
        try
        {
            using StreamWriter output = StandardOutput.Open();
            if (reader.ReadOne(paths) is { } one)
                return Write(output, [[one]]);
            reader.RequireModel(); // before anything is printed
            return ReadingProgress.Show(
                progress => Write(output, reader.Read(paths, progress, cancellation)),
                isAlone: StandardOutput.IsFile);
        }
        catch (IOException failure) when (StandardOutput.IsClosed(failure))
        {
            return exitCode; // the reader of the pipe has seen enough, as head has
        }

        int Write(TextWriter output, IEnumerable<IReadOnlyList<PredictionJson>> parts)
        {
            bool isTable = write == PredictionText.WriteTable;
            write(Watch(isTable ? PredictionText.WithFirstTogether(parts) : parts), output);
            return exitCode;
        }

        // An error is printed after the rows that were read with it.
        IEnumerable<IReadOnlyList<PredictionJson>> Watch(IEnumerable<IReadOnlyList<PredictionJson>> parts)
        {
            foreach (IReadOnlyList<PredictionJson> part in parts)
            {
                yield return part;
                foreach (string error in part.Select(prediction => prediction.Error).OfType<string>())
                {
                    exitCode = ExitCode.Failure;
                    if (!hasErrors)
                        CommandRunner.WriteError(error);
                }
            }
        }
    }

    // JSON and CSV have a place for errors.
    private static (PartsWriter Write, bool HasErrors) WriterOf(ParseResult parsed) =>
        parsed.GetValue(ModelArguments.Json) ? (WriteJson, true)
        : parsed.GetValue(Kaggle) ? (PredictionText.WriteKaggle, false)
        : parsed.GetValue(Csv) ? (PredictionText.WriteCsv, true)
        : (PredictionText.WriteTable, false);

    private static PredictionReader ReaderOf(ParseResult parsed)
    {
        bool asIs = parsed.GetValue(ModelArguments.AsIs);
        float? scale = parsed.GetValue(ModelArguments.PixelScale);
        ReadingOptions options = new()
        {
            Form = asIs ? PictureForm.AsIs : PictureForm.Prepare,
            PixelScale = scale,
        };
        string? model = parsed.GetValue(ModelArguments.ModelOption);
        return new(_begun is { } begun && begun.Model == model && !asIs && scale is null
            ? begun.Reader
            : ReaderOf(model, options));
    }

    private static DigitReader ReaderOf(string? model, ReadingOptions options) =>
        model is null ? new(options) : DigitReader.Opening(() => ModelFile.Read(model), options);

    // A method of its own: inlined, it would load System.Text.Json where no JSON is asked for.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteJson(IEnumerable<IReadOnlyList<PredictionJson>> parts, TextWriter output) =>
        Json.WriteArray(parts, output);
}
