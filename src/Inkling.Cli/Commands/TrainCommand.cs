using System.CommandLine;
using Inkling.Cli.Output;
using Inkling.Cli.Report;
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
        Description = "The test set, measured once, at the end; without it, the data's own test split if "
            + "there is one.",
        HelpName = "data",
    };

    private static readonly Option<string> Out = new("--out")
    {
        Description = "Where the network goes.",
        HelpName = "network.npz",
        DefaultValueFactory = _ => "network.npz",
    };

    private static readonly Option<string> RecipeName = new("--recipe")
    {
        Description = "The settings to start from: "
            + string.Join("; ", Recipe.All.Select(recipe => $"{recipe.Name} ({recipe.Summary})")) + ".",
        DefaultValueFactory = _ => Recipe.Default.Name,
    };

    private static readonly Option<bool> Resume = new("--resume")
    {
        Description = "Go on with the unfinished training beside the network, to the same end as if it had "
            + "never stopped.",
    };

    private static readonly Option<string?> Report = new("--report")
    {
        Description = "Write a page that shows how it went: curves, mistakes, weights, settings. One file, for any browser.",
        HelpName = "run.html",
    };

    private static readonly Option<double> CheckpointSeconds = new("--checkpoint-seconds")
    {
        Description = "How often to save where the training stands.",
        DefaultValueFactory = _ => 10,
    };

    public static Command Create()
    {
        RecipeName.AcceptOnlyFromAmong([.. Recipe.All.Select(recipe => recipe.Name)]);
        Command command = new("train", "Train a network on labelled digits.")
        {
            ModelArguments.Data, Test, Out, RecipeName, Resume, ModelArguments.Prepare, ModelArguments.Threads,
            CheckpointSeconds, Report, ModelArguments.Json,
        };
        foreach (Option option in Settings.Options)
            command.Options.Add(option);
        command.SetAction(parsed => Shell.Guard(cancellation => Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        string modelPath = parsed.GetRequiredValue(Out);
        // Known before the data is read, and not in its midst.
        AtomicFile.RequireWritable(modelPath);
        ReportFile? report = parsed.GetValue(Report) is { } reportPath ? ReportFile.At(reportPath, modelPath) : null;
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
            TrainingScreen.Show(screen => training.Run(modelPath, testDigits, screen, cancellation));
        int code = Tell(parsed, modelPath, outcome);
        report?.Write(new(outcome, source.Training.Name, ModelArguments.WordsOf(parsed))
        {
            Test = testSplit?.Name,
            Threads = parsed.GetValue(ModelArguments.Threads),
            Resumed = parsed.GetValue(Resume),
        });
        return code;
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

    private static int Tell(ParseResult parsed, string modelPath, TrainingOutcome outcome)
    {
        if (parsed.GetValue(ModelArguments.Json))
        {
            Json.Print(new TrainingJson(modelPath, outcome.Epochs, Math.Round(outcome.Duration.TotalSeconds, 3),
                outcome.TrainAccuracy, outcome.ValidationAccuracy, outcome.TestAccuracy));
        }
        if (outcome.End == TrainingEnd.Cancelled)
        {
            Console.Error.WriteLine($"Cancelled after {outcome.Epochs} epochs; the network so far is in "
                + $"{modelPath}. "
                + "Go on with the same command and --resume.");
            return ExitCode.Cancelled;
        }
        string how = outcome.End == TrainingEnd.StoppedEarly ? "stopped early after" : "done,";
        Console.Error.WriteLine($"{modelPath}: {how} {outcome.Epochs} epochs in "
            + $"{outcome.Duration.TotalSeconds:F1} s; "
            + string.Join(", ", Shares(outcome)) + ".");
        return ExitCode.Success;
    }

    private static IEnumerable<string> Shares(TrainingOutcome outcome)
    {
        yield return $"training set {outcome.TrainAccuracy:P2}";
        if (outcome.ValidationAccuracy is { } validation)
            yield return $"validation set {validation:P2}";
        if (outcome.TestAccuracy is { } test)
            yield return $"test set {test:P2}";
    }
}
