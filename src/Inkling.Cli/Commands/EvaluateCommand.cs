using Inkling.Cli.Output;
using Inkling.Cli.Report;
using Inkling.Datasets;
using Inkling.Imaging.Preparation;
using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;

namespace Inkling.Cli.Commands;

/// <summary>inkling evaluate [MODEL] --data D: how well a model reads labelled digits.</summary>
internal static class EvaluateCommand
{
    // A sheet of more is no longer looked at, and 400 fit a screen's width at a readable size.
    private const int MostMistakesDrawn = 400;

    private static readonly Option<string> Mistakes = new("--mistakes")
    {
        Description = "Draw the misread digits to this PNG file, the most confident mistakes first.",
        HelpName = "file.png",
    };

    public static DocumentedCommand Create() =>
        new DocumentedCommand("evaluate",
            "Measure a model's accuracy on labelled digits: precision, recall, confusion matrix.",
            "inkling evaluate --data mnist",
            "inkling evaluate network.npz --data mnist --mistakes mistakes.png")
        {
            ModelArguments.Model,
            {
                "Data", ModelArguments.Data, ModelArguments.AsIs, ModelArguments.Prepare,
                ModelArguments.Transpose
            },
            { "Evaluation", ModelArguments.PixelScale, ModelArguments.Threads },
            { "Output", Mistakes, ModelArguments.Json },
        }.WithAction(Run);

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        OutputFile? sheet = parsed.GetValue(Mistakes) is { } path ? OutputFile.AtPng(path) : null;
        DigitModel model = ModelArguments.ReadModel(parsed);
        DigitSource source = ModelArguments.OpenData(parsed);
        PictureForm form = ModelArguments.FormOf(parsed, source);
        EvaluationOptions options = new()
        {
            Threads = parsed.GetValue(ModelArguments.Threads),
            PixelScale = parsed.GetValue(ModelArguments.PixelScale),
        };
        DigitEvaluation evaluation = ReadingProgress.Show(progress => DigitEvaluation.Run(
            model, source.Evaluation.ReadToEvaluate(form, progress, cancellation), options, progress,
            cancellation));
        DataNotes.Print(evaluation.Digits);
        if (evaluation.Accuracy < DigitSetCheck.Well)
            DataNotes.Check(evaluation.Digits, parsed, cancellation);
        if (sheet is not null)
            DrawMistakes(evaluation, sheet);
        if (parsed.GetValue(ModelArguments.Json))
            Json.Print(ToJson(evaluation));
        else
            Print(evaluation, source.Evaluation.Name);
        return ExitCode.Success;
    }

    private static EvaluationJson ToJson(DigitEvaluation evaluation) => new(
        evaluation.Images, evaluation.Correct, evaluation.Accuracy, evaluation.Confusion, evaluation.PerDigit,
        evaluation.Digits.NotFound.Count, evaluation.Rejected.Count);

    private static void Print(DigitEvaluation evaluation, string name)
    {
        Console.Out.WriteLine($"{name}: {evaluation.Correct:N0} of {evaluation.Images:N0} correct, "
            + $"{evaluation.Accuracy:P2}.");
        if (evaluation.Digits.NotFound.Count > 0)
            Console.Out.WriteLine($"No digit found in {evaluation.Digits.NotFound.Count:N0} pictures, which "
                + "count as wrong.");
        if (evaluation.Rejected.Count is > 0 and int rejected)
        {
            Console.Out.WriteLine($"{rejected:N0} rejected as no digit, "
                + $"{(double)rejected / evaluation.Images:P2}; each counts by its likeliest digit.");
        }
        Console.Out.WriteLine();
        TextTable scores = new("digit", "images", "precision", "recall");
        foreach (DigitScore score in evaluation.PerDigit)
        {
            scores.Add($"{score.Digit}", $"{score.Images:N0}", ScoreTables.Percent(score.Precision),
                ScoreTables.Percent(score.Recall));
        }
        scores.Print();
        Console.Out.WriteLine();
        TextTable confusion = new(["is \\ read", .. Enumerable.Range(0, 10).Select(digit => $"{digit}")]);
        for (int digit = 0; digit < evaluation.Confusion.Length; digit++)
        {
            // A dot for none: the mistakes stand out.
            confusion.Add(
                [$"{digit}", .. evaluation.Confusion[digit].Select(count => count == 0 ? "·" : $"{count}")]);
        }
        confusion.Print();
    }

    private static void DrawMistakes(DigitEvaluation evaluation, OutputFile sheet)
    {
        IReadOnlyList<int> mistakes = evaluation.Mistakes;
        if (mistakes.Count == 0)
        {
            Console.Error.WriteLine($"{sheet.Path}: not drawn: there are no mistakes.");
            return;
        }
        DigitTile[] tiles = [.. mistakes.Take(MostMistakesDrawn).Select(i => new DigitTile(
            evaluation.Digits.Image(i).ToArray(),
            $"{evaluation.Digits.Labels[i]} read {evaluation.Read[i]?.ToString() ?? "?"}"))];
        sheet.Write(DigitSheet.Draw(tiles));
        Console.Error.WriteLine(mistakes.Count > tiles.Length
            ? $"{sheet.Path}: the {tiles.Length:N0} most confident of {mistakes.Count:N0} mistakes."
            : $"{sheet.Path}: {mistakes.Count:N0} mistakes.");
    }
}
