using Inkling.Cli.Output;
using Inkling.Cli.Report;
using Inkling.Datasets;
using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;

namespace Inkling.Cli.Commands;

/// <summary>inkling scoreboard [MODEL] --data FOLDER: how well a model reads the sets in a folder.</summary>
internal static class ScoreboardCommand
{
    private static readonly Option<string> Data = new("--data")
    {
        Description = "Folder of sets: it and every folder below it that has labels.csv (file,label).",
        HelpName = "folder",
        Required = true,
    };

    public static DocumentedCommand Create() =>
        new DocumentedCommand("scoreboard",
            "Measure a model's accuracy and calibration on several sets of handwriting.",
            "inkling scoreboard --data sets",
            "inkling scoreboard network.npz --data sets --html board.html")
        {
            ModelArguments.Model,
            { "Data", Data, ModelArguments.AsIs },
            { "Evaluation", ModelArguments.PixelScale, ModelArguments.Threads },
            { "Output", ScoreArguments.Out, ScoreArguments.Html, ModelArguments.Json },
        }.WithAction(Run);

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        string data = parsed.GetRequiredValue(Data), name = ScoreArguments.NameOf(parsed);
        DigitModel model = ModelArguments.ReadModel(parsed);
        (OutputFile? json, OutputFile? page) = ScoreArguments.FilesOf(parsed);
        Scoreboard board = ReadingProgress.Show(progress => ScoreboardFolder.Read(model, data, new()
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
        Console.Out.WriteLine($"{name}: {board.MeanAccuracy:P2} correct{mean}; {board.All.Correct:N0} of "
            + $"{board.All.Count:N0} pictures.");
        Console.Out.WriteLine();
        ScoreTables.Accuracy(board).Print();
        if (board.Sets.Any(set => set.Writers.Count > 0))
        {
            Console.Out.WriteLine();
            ScoreTables.Writers(board).Print();
        }
        Console.Out.WriteLine();
        ScoreTables.Confidence(board).Print();
        Console.Out.WriteLine();
        Console.Out.WriteLine("Accuracy at each coverage:");
        ScoreTables.Selective(board).Print();
        foreach (SkippedSet skipped in board.Skipped)
            Console.Out.WriteLine($"\n{skipped.Name}: skipped, because {skipped.Reason}.");
    }
}
