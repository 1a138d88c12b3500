using System.CommandLine;
using Inkling.Cli.Output;
using Inkling.Cli.Report;
using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;

namespace Inkling.Cli.Commands;

/// <summary>
/// inkling scoreboard [MODEL] --data FOLDER: how well a model reads each set below a folder.
/// </summary>
internal static class ScoreboardCommand
{
    private static readonly Option<string> Data = new("--data")
    {
        Description = "A folder: it, and every folder below it that holds labels.csv (file,label), is a set.",
        HelpName = "folder",
        Required = true,
    };

    public static Command Create()
    {
        Command command = new("scoreboard", "Measure how well a model reads sets of handwriting, and how far to trust it.")
        {
            ModelArguments.Model, Data, ScoreArguments.Out, ScoreArguments.Html, ModelArguments.AsIs,
            ModelArguments.PixelScale, ModelArguments.Threads, ModelArguments.Json,
        };
        command.SetAction(parsed => Shell.Guard(cancellation => Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        string? path = parsed.GetValue(ModelArguments.Model);
        string data = parsed.GetRequiredValue(Data), name = ScoreArguments.NameOf(path);
        DigitModel model = ModelArguments.ReadModel(path);
        (ResultFile? json, ResultFile? page) = ScoreArguments.FilesOf(parsed);
        Scoreboard board = ReadingProgress.Show(progress => Scoreboard.Run(model, data, new()
        {
            Form = parsed.GetValue(ModelArguments.AsIs) ? PictureForm.AsIs : PictureForm.Prepare,
            PixelScale = parsed.GetValue(ModelArguments.PixelScale),
            Threads = parsed.GetValue(ModelArguments.Threads),
        }, progress, cancellation));
        ScoreboardJson document = ScoreboardJson.Of(board, name, data);
        json?.Write(Json.Text(document) + "\n");
        page?.Write(ScoreboardPage.Draw(board, name, data, ModelArguments.WordsOf(parsed)));
        if (parsed.GetValue(ModelArguments.Json))
            Json.Print(document);
        else
            Print(board, name);
        return ExitCode.Success;
    }

    private static void Print(Scoreboard board, string name)
    {
        string mean = board.Sets.Count == 1 ? "" : $", the mean of {board.Sets.Count} sets";
        Console.Out.WriteLine($"{name}: {board.MeanAccuracy:P2} read right{mean}; {board.All.Correct:N0} of "
            + $"{board.All.Count:N0} pictures.");
        Console.Out.WriteLine();
        ScoreArguments.Print(ScoreTables.Accuracy(board));
        if (board.Sets.Any(set => set.Writers.Count > 0))
        {
            Console.Out.WriteLine();
            ScoreArguments.Print(ScoreTables.Writers(board));
        }
        Console.Out.WriteLine();
        ScoreArguments.Print(ScoreTables.Confidence(board));
        Console.Out.WriteLine();
        Console.Out.WriteLine("Accuracy at each coverage, the surest first:");
        ScoreArguments.Print(ScoreTables.Selective(board));
        foreach (SkippedSet skipped in board.Skipped)
            Console.Out.WriteLine($"\n{skipped.Name}: skipped, since {skipped.Reason}.");
    }
}
