using System.Diagnostics;
using Inkling.Cli.Output;
using Inkling.Datasets;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;
using Inkling.Recognition.Training;

namespace Inkling.Cli.Commands;

/// <summary>inkling teach SOURCE …: teaches the model that ships a person's own digits.</summary>
internal static class TeachCommand
{
    private const string None = "none";

    private static readonly Argument<string[]> Sources = new Argument<string[]>("sources")
    {
        Description = "Your digits: corrections (those made on the page); a folder with class folders 0 to 9 "
            + "or with labels.csv; an IDX, CSV, NumPy or Parquet file. A ZIP or tar archive may hold them. "
            + "Several are joined.",
        Arity = ArgumentArity.OneOrMore,
    }.RejectOptions();

    private static readonly Option<string> From = new("--from")
    {
        Description = "Model to start from: a file, or \"default\" for the one that ships.",
        HelpName = "model.npz",
        DefaultValueFactory = _ => ModelArguments.DefaultModel,
    };

    private static readonly Option<string?> Data = new("--data")
    {
        Description = "Digits of other people, which are taught too so that they are not forgotten: mnist or "
            + "none. Without this option, MNIST if it can be had. Synthetic digits are always taught.",
        HelpName = "mnist|none",
    };

    private static readonly Option<string> Out = new("--out")
    {
        Description = "File to write the taught model to. It is not written if it reads worse than before.",
        HelpName = "taught.npz",
        DefaultValueFactory = _ => "taught.npz",
    };

    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "Random seed of the teaching.",
        HelpName = "seed",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<bool> NoCrossValidation = new("--no-cross-validation")
    {
        Description = "Do not judge fewer than 200 digits by cross-validation: a third of the time.",
    };

    public static DocumentedCommand Create() =>
        new DocumentedCommand("teach", "Teach the model your own handwriting.",
            "inkling teach corrections",
            "inkling teach mine --out mine.npz",
            "inkling teach mine corrections --from mine.npz --out mine.npz")
        {
            Sources,
            { "Data", Data, ModelArguments.AsIs, ModelArguments.Prepare, ModelArguments.Transpose },
            { "Teaching", From, NoCrossValidation, Seed, ModelArguments.Threads },
            { "Output", Out, ModelArguments.Json },
        }
        .WithExitCodes(
            (ExitCode.Success, "The taught model is saved."),
            (ExitCode.Failure, "A file, data or a model can't be used."),
            (ExitCode.Usage, "The command line can't be parsed."),
            (ExitCode.NothingLearnt, "The taught network reads worse than before. Nothing is saved."),
            (ExitCode.Cancelled, "Cancelled. A line says whether the network so far is saved."))
        .WithAction(Run);

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        string path = parsed.GetRequiredValue(Out);
        AtomicFile.RequireWritable(path);
        Stopwatch clock = Stopwatch.StartNew();
        DigitModel from = ModelArguments.Named(parsed.GetRequiredValue(From))!;
        DigitSet own = ReadOwn(parsed, cancellation);
        (DigitSet? reference, DigitSet? test) = ReadReference(parsed, cancellation);
        TeachingOptions options = new()
        {
            From = from,
            Reference = reference,
            ReferenceTest = test,
            CrossValidates = !parsed.GetValue(NoCrossValidation),
            Seed = parsed.GetValue(Seed),
            Threads = parsed.GetValue(ModelArguments.Threads),
        };
        Console.Error.WriteLine($"Teaching {own.Count - own.NotFound.Count:N0} of your digits with "
            + $"{(reference is null ? "synthetic digits" : "MNIST and synthetic digits")}.");
        TeachingResult result = TeachingDisplay.Show(report =>
            UsageException.Guard(() => Teaching.Run(own, options, report, cancellation)));
        int code = Finish(parsed, path, result, clock.Elapsed);
        return cancellation.IsCancellationRequested ? ExitCode.Cancelled : code;
    }

    private static DigitSet ReadOwn(ParseResult parsed, CancellationToken cancellation)
    {
        DigitSource[] sources = [.. parsed.GetRequiredValue(Sources)
            .Select(argument => ModelArguments.Open(parsed, argument))];
        DigitSet own = ReadingProgress.Show(progress => DigitSet.Join([.. sources.Select(source =>
            source.Training.Read(ModelArguments.FormOf(parsed, source), progress, cancellation))]));
        DataNotes.Print(own);
        if (own.NotFound.Count > 0)
            DataNotes.Print($"no ink was found in {own.NotFound.Count:N0} of {own.Count:N0} pictures");
        DataNotes.Check(own, parsed, cancellation);
        return own;
    }

    // MNIST's training and test set, unless it is not wanted, or can't be had and was not asked for.
    private static (DigitSet? Training, DigitSet? Test) ReadReference(
        ParseResult parsed, CancellationToken cancellation)
    {
        string? wanted = parsed.GetValue(Data);
        if (wanted is not (null or None or DigitSource.Mnist))
        {
            throw new UsageException($"--data {wanted} is not mnist or none: name your digits before the "
                + "options, and mnist or none here.");
        }
        if (wanted == None)
            return (null, null);
        try
        {
            DigitSource mnist = DigitSource.Open(DigitSource.Mnist);
            return ReadingProgress.Show(progress => (
                mnist.Training.Read(PictureForm.AsIs, progress, cancellation),
                mnist.Test!.Read(PictureForm.AsIs, progress, cancellation)));
        }
        catch (DataException failure) when (wanted is null)
        {
            DataNotes.Print($"taught with synthetic digits alone, for MNIST can't be had: {failure.Message}");
            return (null, null);
        }
    }

    private static int Finish(ParseResult parsed, string path, TeachingResult result, TimeSpan time)
    {
        bool isKept = !result.IsWorse;
        if (isKept)
            result.Model.Save(path);
        if (parsed.GetValue(ModelArguments.Json))
        {
            Json.Print(new TeachingJson(
                isKept ? path : null, Math.Round(time.TotalSeconds, 3), result.WasCancelled, result.IsWorse,
                result.Own, result.Reference, result.HowJudged, result.HowCalibrated));
        }
        else
        {
            TeachingDisplay.Table(result).Print();
        }
        Console.Error.WriteLine(result.HowJudged);
        Console.Error.WriteLine(result.HowCalibrated);
        Console.Error.WriteLine(isKept
            ? $"{path}: {(result.WasCancelled ? "cancelled, the network so far" : "taught")} in "
                + $"{time.TotalSeconds:F1} s. Read with it: inkling predict --model {path} PICTURE"
            : $"Nothing is written to {path}: the taught network reads worse than before.");
        return isKept ? ExitCode.Success : ExitCode.NothingLearnt;
    }
}
