using Inkling.Cli.Output;
using Inkling.Cli.Report;
using Inkling.Datasets;
using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;

namespace Inkling.Cli.Commands;

/// <summary>inkling robustness [MODEL] --data D: how well a model reads corrupted digits.</summary>
internal static class RobustnessCommand
{
    private const string TestSplit = "test";

    private static readonly Option<string?> Against = new Option<string?>("--against")
    {
        Description = "Model to compare with, trained without augmentation. A ratio below 1 is more robust.",
        HelpName = "model.npz",
    }.RejectEmpty();

    private static readonly Option<string> Split = new Option<string>("--split")
    {
        Description = "Split to read, if the data has both. Choose settings on train, measure on test.",
        DefaultValueFactory = _ => TestSplit,
    }.OneOf("train", TestSplit);

    private static readonly Option<int?> Count = new Option<int?>("--count")
    {
        Description = "Read only this many digits, the last of the split.",
        HelpName = "digits",
    }.Accept(count => count is null or >= 1, "1 or more");

    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "Random seed of the corruptions.",
        DefaultValueFactory = _ => 1,
    };

    public static DocumentedCommand Create() =>
        new DocumentedCommand("robustness",
            "Measure a model's errors on digits under MNIST-C's 15 corruptions.",
            "inkling robustness --data mnist",
            "inkling robustness network.npz --data mnist --against plain.npz")
        {
            ModelArguments.Model,
            { "Data", ModelArguments.Data, ModelArguments.Transpose, Split, Count, Seed },
            { "Evaluation", Against, ModelArguments.Threads },
            { "Output", ScoreArguments.Out, ScoreArguments.Html, ModelArguments.Json },
        }.WithAction(Run);

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        string name = ScoreArguments.NameOf(parsed);
        string? plainPath = parsed.GetValue(Against);
        DigitModel model = ModelArguments.ReadModel(parsed);
        DigitModel? plain = plainPath is null ? null : ModelFile.Read(plainPath);
        (OutputFile? json, OutputFile? page) = ScoreArguments.FilesOf(parsed);
        DigitSource source = ModelArguments.OpenData(parsed);
        DatasetSplit split = parsed.GetValue(Split) == TestSplit ? source.Evaluation : source.Training;
        ulong seed = parsed.GetValue(Seed);
        RobustnessScore score = ReadingProgress.Show(progress =>
        {
            DigitSet digits =
                Last(split.ReadToEvaluate(PictureForm.AsIs, progress, cancellation), parsed.GetValue(Count));
            return RobustnessScore.Run(model, plain, digits,
                new() { Seed = seed, Threads = parsed.GetValue(ModelArguments.Threads) }, progress,
                    cancellation);
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
        ScoreTables.Errors(score).Print();
    }
}
