using Inkling.Cli.Output;
using Inkling.Cli.Report;
using Inkling.Neural.Networks;
using Inkling.Neural.Training;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;
using Inkling.Recognition.Training;

namespace Inkling.Cli.Commands;

/// <summary>inkling train --data D: trains a network, and saves it with all that made it.</summary>
internal static class TrainCommand
{
    private static readonly TrainOptions Settings = new();

    private static readonly Option<string?> Test = new("--test")
    {
        Description =
            "The test set, measured once, at the end; without it, the data's own test split if there is one.",
        HelpName = "data",
    };

    private static readonly Option<string> Out = new("--out")
    {
        Description = "Where the network goes.",
        HelpName = "network.npz",
        DefaultValueFactory = _ => "network.npz",
    };

    private static readonly Option<string> RecipeName = new Option<string>("--recipe")
    {
        Description = "The settings to start from: "
            + string.Join("; ", Recipe.All.Select(recipe => $"{recipe.Name} ({recipe.Summary})")) + ".",
        DefaultValueFactory = _ => Recipe.Default.Name,
    }.OneOf([.. Recipe.All.Select(recipe => recipe.Name)]);

    private static readonly Option<bool> Resume = new("--resume")
    {
        Description = "Go on with the unfinished training beside the network, to the same end as if it had "
            + "never stopped.",
    };

    private static readonly Option<string?> Report = new("--report")
    {
        Description = "Write a page that shows how it went: curves, mistakes, weights, settings. One file, "
            + "for any browser.",
        HelpName = "run.html",
    };

    private static readonly Option<double> CheckpointSeconds = new("--checkpoint-seconds")
    {
        Description = "How often to save where the training stands.",
        DefaultValueFactory = _ => 10,
    };

    public static Command Create() =>
        new Command("train", "Train a network on labelled digits.")
        {
            ModelArguments.Data, Test, Out, RecipeName, Resume, ModelArguments.Prepare,
            ModelArguments.Threads, CheckpointSeconds, Report, ModelArguments.Json, Settings.Options,
        }.WithAction(Run);

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        string modelPath = parsed.GetRequiredValue(Out);
        // Known before the data is read, and not in its midst.
        AtomicFile.RequireWritable(modelPath);
        OutputFile? report = ReserveReport(parsed.GetValue(Report), modelPath);
        TrainingPlan plan = ChoosePlan(parsed, modelPath);
        DigitSource source = ModelArguments.Open(parsed.GetRequiredValue(ModelArguments.Data));
        DatasetSplit? testSplit =
            parsed.GetValue(Test) is { } test ? ModelArguments.Open(test).Evaluation : source.Test;
        PictureForm form = parsed.GetValue(ModelArguments.Prepare) ? PictureForm.Prepare : PictureForm.AsIs;
        (DigitSet digits, DigitSet? testDigits) = ReadingProgress.Show(progress =>
        {
            // What is wrong with the training split is told first, as if it had been read first.
            Task<DigitSet>? reading = testSplit is null
                ? null
                : Task.Run(() => testSplit.Read(form, progress, cancellation), cancellation);
            DigitSet read = source.Training.Read(form, progress, cancellation);
            return (read, reading?.GetAwaiter().GetResult());
        });

        if (!parsed.GetValue(Resume) && DigitTraining.KeepUnfinished(modelPath) is { } kept)
            Console.Error.WriteLine($"An unfinished training of {modelPath} was here; it is kept as {kept}.");
        DigitTraining training = Begin(parsed, modelPath, plan, digits);
        Console.Error.WriteLine($"{plan.Settings.Network} on {digits.Count:N0} digits from "
            + $"{source.Training.Name}, seed {plan.Settings.Seed}.");
        TrainingOutcome outcome =
            TrainingProgress.Show(progress => training.Run(modelPath, testDigits, progress, cancellation));
        int code = PrintOutcome(parsed, modelPath, outcome);
        if (report is not null)
        {
            WriteReport(report, new(outcome, source.Training.Name, ModelArguments.WordsOf(parsed))
            {
                Test = testSplit?.Name,
                Threads = parsed.GetValue(ModelArguments.Threads),
                Resumed = parsed.GetValue(Resume),
            });
        }
        return code;
    }

    internal static OutputFile? ReserveReport(string? path, string modelPath) => OutputFile.At(
        Report.Name, path, ("what --out keeps there", modelPath),
        ("what --out keeps there", CheckpointFile.PathFor(modelPath)));

    // A report that fails costs no network, and the message says so.
    internal static void WriteReport(OutputFile file, TrainingRun run)
    {
        try
        {
            file.Write(TrainingPage.Draw(run));
        }
        catch (UnwritableException failure)
        {
            throw new IOException(
                $"{file.Path}: the network is saved, but not the report: {failure.Reason}", failure);
        }
    }

    private static TrainingPlan ChoosePlan(ParseResult parsed, string modelPath)
    {
        if (!parsed.GetValue(Resume))
        {
            Recipe recipe = Recipe.All.Single(recipe => recipe.Name == parsed.GetValue(RecipeName));
            TrainingPlan plan = Settings.Apply(parsed, recipe.Plan);
            plan.Check();
            return plan;
        }
        TrainingPlan unfinished = DigitTraining.PlanOfUnfinished(modelPath);
        if (Settings.FirstThatDiffers(parsed, unfinished) is { } option)
            throw new ModelException($"{option} differs from what the unfinished training of {modelPath} "
                + "began with: leave it out to resume.");
        return unfinished;
    }

    private static DigitTraining Begin(
        ParseResult parsed, string modelPath, TrainingPlan plan, DigitSet digits)
    {
        int threads = parsed.GetValue(ModelArguments.Threads);
        TimeSpan every = TimeSpan.FromSeconds(parsed.GetValue(CheckpointSeconds));
        DigitModel? teacher = Settings.Teacher(parsed);
        return parsed.GetValue(Resume)
            ? DigitTraining.Resume(modelPath, digits, threads, every, teacher)
            : DigitTraining.Start(plan, digits, threads, every, teacher);
    }

    private static int PrintOutcome(ParseResult parsed, string modelPath, TrainingOutcome outcome)
    {
        if (parsed.GetValue(ModelArguments.Json))
        {
            Json.Print(
                new TrainingJson(modelPath, outcome.Epochs, Math.Round(outcome.Duration.TotalSeconds, 3),
                outcome.TrainAccuracy, outcome.ValidationAccuracy, outcome.TestAccuracy));
        }
        if (outcome.End == TrainingEnd.Cancelled)
        {
            Console.Error.WriteLine($"Cancelled after {outcome.Epochs} epochs; the network so far is in "
                + $"{modelPath}. Go on with the same command and --resume.");
            return ExitCode.Cancelled;
        }
        string how = outcome.End == TrainingEnd.StoppedEarly ? "stopped early after" : "done,";
        Console.Error.WriteLine($"{modelPath}: {how} {outcome.Epochs} epochs in "
            + $"{outcome.Duration.TotalSeconds:F1} s; {string.Join(", ", Accuracies(outcome))}.");
        return ExitCode.Success;
    }

    private static IEnumerable<string> Accuracies(TrainingOutcome outcome)
    {
        yield return $"training set {outcome.TrainAccuracy:P2}";
        if (outcome.ValidationAccuracy is { } validation)
            yield return $"validation set {validation:P2}";
        if (outcome.TestAccuracy is { } test)
            yield return $"test set {test:P2}";
    }
}
