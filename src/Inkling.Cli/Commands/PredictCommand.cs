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
        bool json = parsed.GetValue(ModelArguments.Json), csv = parsed.GetValue(Csv);
        bool kaggle = parsed.GetValue(Kaggle);
        IReadOnlyList<PredictionJson> predictions =
            ReaderOf(parsed).Read(parsed.GetRequiredValue(Paths), cancellation);
        if (json)
            PrintJson(predictions);
        else if (csv && !kaggle)
            PredictionText.PrintCsv(predictions);
        else if (kaggle)
            PredictionText.PrintKaggle(predictions);
        else
            PredictionText.PrintTable(predictions);
        IReadOnlyList<string> errors =
            [.. predictions.Select(prediction => prediction.Error).OfType<string>()];
        // JSON and CSV have a place for them.
        if (kaggle || !(json || csv))
        {
            foreach (string error in errors)
                CommandRunner.WriteError(error);
        }
        return errors.Count == 0 ? ExitCode.Success : ExitCode.Failure;
    }

    private static PredictionReader ReaderOf(ParseResult parsed)
    {
        ReadingOptions options = new()
        {
            Form = parsed.GetValue(ModelArguments.AsIs) ? PictureForm.AsIs : PictureForm.Prepare,
            PixelScale = parsed.GetValue(ModelArguments.PixelScale),
        };
        if (parsed.GetValue(ModelArguments.ModelOption) is { } path)
        {
            DigitModel model = ModelFile.Read(path);
            return new(new DigitReader(model, options), () => model, options.PixelScale);
        }
        // The shared one has been opening since before the command line was parsed.
        DigitReader reader = options == new ReadingOptions() ? DigitReader.Default : new(options);
        return new(reader, () => DigitModel.Default, options.PixelScale);
    }

    // A method of its own: inlined, it would load System.Text.Json where no JSON is asked for.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void PrintJson(IReadOnlyList<PredictionJson> predictions) => Json.Print(predictions);
}
