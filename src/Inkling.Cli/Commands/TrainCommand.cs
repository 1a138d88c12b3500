using Inkling.Cli.Output;
using Inkling.Cli.Report;
using Inkling.Datasets;
using Inkling.Neural.Models;
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

    private static readonly Option<string?> From = new Option<string?>("--from")
    {
        Description = "Model to start from instead of drawn weights: a file, or \"default\" for the one that "
            + "ships. Its network is trained, by default with --recipe fine-tune.",
        HelpName = "model.npz",
    }.RejectEmpty();

    private static readonly Option<string> Out = new("--out")
    {
        Description = "File to write the model to.",
        HelpName = "network.npz",
        DefaultValueFactory = _ => "network.npz",
    };

    private static readonly Option<string> RecipeName = new Option<string>("--recipe")
    {
        Description = "Recipe: settings to start from. Each option below changes one of them. Recipes: "
            + string.Join("; ", Recipe.All.Select(recipe => $"{recipe.Name} ({recipe.Summary})")) + ".",
        HelpName = "recipe",
        DefaultValueFactory = _ => Recipe.Default.Name,
    }.OneOf([.. Recipe.All.Select(recipe => recipe.Name)]);

    private static readonly Option<bool> Resume = new("--resume")
    {
        Description = "Resume the unfinished training of the file in --out. The model is byte-identical to "
            + "that of a training without interruption.",
    };

    private static readonly Option<string?> Report = new("--report")
    {
        Description = "Write an HTML report to this file: learning curves, confusion matrix, mistakes, "
            + "weights, settings.",
        HelpName = "run.html",
    };

    private static readonly Option<double> CheckpointSeconds = new Option<double>("--checkpoint-seconds")
    {
        Description = "Seconds between checkpoints, from which --resume continues.",
        HelpName = "seconds",
        DefaultValueFactory = _ => 10,
    }.Accept(seconds => seconds is >= 0 and <= 86_400, "0 to 86400");

    public static DocumentedCommand Create() =>
        new DocumentedCommand("train", "Train a network on labelled digits.",
            "inkling train --data mnist --out network.npz",
            "inkling train --data mnist --recipe dense --epochs 10 --report run.html",
            "inkling train --from default --data mnist --data mine --repeat 20")
        {
            {
                "Data",
                [
                    TrainData.Sources, TrainData.Repeats, TrainData.TestName, ModelArguments.PrepareAnySize,
                    ModelArguments.Transpose, .. Settings.Data,
                ]
            },
            { "Network", [From, RecipeName, .. Settings.Network] },
            { "Optimisation", [.. Settings.Optimisation, ModelArguments.Threads] },
            { "Augmentation", Settings.Augmentation },
            { "Distillation", Settings.Distillation },
            { "Output", Out, Report, ModelArguments.Json, CheckpointSeconds, Resume },
        }
        .WithExitCodes(
            (ExitCode.Success, "The network is trained and saved."),
            (ExitCode.Failure, "A file, data or a setting can't be used."),
            (ExitCode.Usage, "The command line can't be parsed."),
            (ExitCode.NothingLearnt, "The network is saved, but its accuracy is no better than guessing."),
            (ExitCode.Cancelled, "Cancelled. The network so far is saved."))
        .WithAction(Run);

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        string modelPath = parsed.GetRequiredValue(Out);
        // Reported before the data is read.
        AtomicFile.RequireWritable(modelPath);
        OutputFile? report = ReserveReport(parsed.GetValue(Report), modelPath);
        DigitModel? from = ModelArguments.Named(parsed.GetValue(From));
        TrainingPlan plan = ChoosePlan(parsed, modelPath, from);
        TrainData data = TrainData.Read(parsed, cancellation);
        if (!parsed.GetValue(Resume) && DigitTraining.KeepUnfinished(modelPath) is { } kept)
        {
            Console.Error.WriteLine(
                $"The checkpoint of an unfinished training of {modelPath} is kept as {kept}.");
        }
        DigitTraining training = Begin(parsed, modelPath, plan, data, from);
        Console.Error.WriteLine($"{plan.Settings.Network} on {data}, seed {plan.Settings.Seed}.");
        TrainingOutcome outcome = TrainingProgress.Show(
            progress => training.Run(modelPath, data.Test?.Digits, progress, cancellation));
        int code = PrintOutcome(parsed, modelPath, outcome);
        if (report is not null)
        {
            WriteReport(report, new(outcome, data.Name, ModelArguments.WordsOf(parsed))
            {
                Test = data.Test?.Name,
                Threads = parsed.GetValue(ModelArguments.Threads),
                Resumed = parsed.GetValue(Resume),
            });
        }
        return code;
    }

    internal static OutputFile? ReserveReport(string? path, string modelPath) => OutputFile.At(
        Report.Name, path, ("what --out keeps there", modelPath),
        ("what --out keeps there", CheckpointFile.PathFor(modelPath)));

    // The network is saved before its report; the message says so.
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

    private static TrainingPlan ChoosePlan(ParseResult parsed, string modelPath, DigitModel? from)
    {
        if (!parsed.GetValue(Resume))
        {
            TrainingPlan plan = Settings.Apply(parsed, StartOf(parsed, from));
            if (from is not null && plan.Settings.Network != from.Metadata.Network)
            {
                throw new UsageException($"--network {plan.Settings.Network} is not the network of --from, "
                    + $"which is {from.Metadata.Network}: leave one of them out.");
            }
            UsageException.Guard(plan.Check);
            return plan;
        }
        TrainingPlan unfinished = DigitTraining.PlanOfUnfinished(modelPath);
        if (Settings.FirstThatDiffers(parsed, unfinished) is { } option)
            throw new ModelException($"{option} differs from the setting of the unfinished training of "
                + $"{modelPath}: leave it out to resume.");
        return unfinished;
    }

    // What the options change: a recipe, with the network to start from.
    private static TrainingPlan StartOf(ParseResult parsed, DigitModel? from)
    {
        bool isNamed = parsed.GetResult(RecipeName) is { Implicit: false };
        Recipe recipe = from is not null && !isNamed
            ? Recipe.FineTune
            : Recipe.All.Single(recipe => recipe.Name == parsed.GetValue(RecipeName));
        if (from is null && recipe == Recipe.FineTune)
            throw new UsageException("--recipe fine-tune starts from a model: name it with --from.");
        return UsageException.Guard(() => new FineTuning { From = from }.Apply(recipe.Plan));
    }

    private static DigitTraining Begin(
        ParseResult parsed, string modelPath, TrainingPlan plan, TrainData data, DigitModel? from)
    {
        int threads = parsed.GetValue(ModelArguments.Threads);
        TimeSpan every = TimeSpan.FromSeconds(parsed.GetValue(CheckpointSeconds));
        DigitModel? teacher = Settings.Teacher(parsed);
        FineTuning fineTuning = new() { From = from, More = data.More, Repeat = data.Repeat };
        return UsageException.Guard(() => parsed.GetValue(Resume)
            ? DigitTraining.Resume(modelPath, data.First, threads, every, teacher, fineTuning)
            : DigitTraining.Start(plan, data.First, threads, every, teacher, fineTuning));
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
                + $"{modelPath}. To continue, repeat the command with --resume.");
            return ExitCode.Cancelled;
        }
        string how = outcome.End == TrainingEnd.StoppedEarly ? "stopped early after"
            : outcome.Chance is null ? "done," : "saved after";
        Console.Error.WriteLine($"{modelPath}: {how} {outcome.Epochs} epochs in "
            + $"{outcome.Duration.TotalSeconds:F1} s; {string.Join(", ", Accuracies(outcome))}.");
        if (outcome.Chance is not { } chance)
            return ExitCode.Success;
        CommandRunner.WriteError($"warning: {chance.Set} accuracy is {chance.Accuracy:P1}, no better than "
            + $"guessing ({chance.Guessing:P1}): check the learning rate, the number of epochs, the labels "
            + "and that ink is white on black.");
        return ExitCode.NothingLearnt;
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
