using System.CommandLine;
using Inkling.Cli.Output;
using Inkling.Cli.Report;
using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;

namespace Inkling.Cli.Commands;

/// <summary>
/// inkling robustness [MODEL] --data D: how well a model reads digits corrupted as MNIST-C's are.
/// </summary>
internal static class RobustnessCommand
{
    private const string TestSplit = "test";

    private static readonly Option<string?> Against = new("--against")
    {
        Description = "A plain network to hold it against: a ratio below 1 is more robust.",
        HelpName = "plain.npz",
    };

    private static readonly Option<string> Split = new("--split")
    {
        Description = "Which split of data that has both. Choose by the training split; the test split is to "
            + "measure.",
        DefaultValueFactory = _ => TestSplit,
    };

    private static readonly Option<int?> Count = ModelArguments.Checked(new Option<int?>("--count")
    {
        Description = "Read only the last so many digits of the split.",
        HelpName = "digits",
    }, count => count is null or >= 1, "1 or more");

    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "What the corruptions' random numbers are drawn from.",
        DefaultValueFactory = _ => 1,
    };

    public static Command Create()
    {
        Split.AcceptOnlyFromAmong("train", TestSplit);
        Command command = new("robustness", "Measure how well a model reads digits that are corrupted in 15 ways.")
        {
            ModelArguments.Model, ModelArguments.Data, Against, Split, Count, Seed, ScoreArguments.Out,
            ScoreArguments.Html, ModelArguments.Threads, ModelArguments.Json,
        };
        command.SetAction(parsed => Shell.Guard(cancellation => Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        string? path = parsed.GetValue(ModelArguments.Model), plainPath = parsed.GetValue(Against);
        string name = ScoreArguments.NameOf(path);
        DigitModel model = ModelArguments.ReadModel(path);
        DigitModel? plain = plainPath is null ? null : ModelFile.Read(plainPath);
        (ResultFile? json, ResultFile? page) = ScoreArguments.FilesOf(parsed);
        DigitSource source = ModelArguments.Open(parsed.GetRequiredValue(ModelArguments.Data));
        DatasetSplit split = parsed.GetValue(Split) == TestSplit ? source.Evaluation : source.Training;
        ulong seed = parsed.GetValue(Seed);
        RobustnessScore score = ReadingProgress.Show(progress =>
        {
            DigitSet digits = Last(split.Read(PictureForm.AsIs, progress, cancellation), parsed.GetValue(Count));
            return RobustnessScore.Run(model, plain, digits,
                new() { Seed = seed, Threads = parsed.GetValue(ModelArguments.Threads) }, progress, cancellation);
        });
        RobustnessJson document = RobustnessJson.Of(score, name, plainPath, split.Name, seed);
        json?.Write(Json.Text(document) + "\n");
        page?.Write(RobustnessPage.Draw(score, name, plainPath, split.Name, ModelArguments.WordsOf(parsed)));
        if (parsed.GetValue(ModelArguments.Json))
            Json.Print(document);
        else
            Print(score, name, split.Name);
        return ExitCode.Success;
    }

    private static DigitSet Last(DigitSet digits, int? count) => count is { } many && many < digits.Count
        ? digits.Subset([.. Enumerable.Range(digits.Count - many, many)])
        : digits;

    private static void Print(RobustnessScore score, string name, string data)
    {
        Console.Out.WriteLine($"{name}: {score.MeanError:P2} misread, the mean of {score.Corruptions.Count} "
            + $"corruptions of {score.Count:N0} digits ({data}).");
        Console.Out.WriteLine();
        ScoreArguments.Print(ScoreTables.Errors(score));
    }
}
