using Inkling.Recognition.Evaluation;

namespace Inkling.Cli.Report;

/// <summary>The page of a scoreboard: accuracy, calibration and mistakes of each set.</summary>
internal static class ScoreboardPage
{
    // Below, so few are answered that a single mistake is a cliff.
    private const int FirstPercent = 20;

    public static string Draw(Scoreboard board, string model, string data, IReadOnlyList<string> command)
    {
        string headline = $"{board.MeanAccuracy:P2} accuracy on real handwriting";
        return HtmlPage.Draw($"{headline} – Inkling's scoreboard", DateTimeOffset.UtcNow, html =>
        {
            HtmlPage.WriteHeader(html, "scoreboard", headline, Summary(board, model, data), Figures(board));
            WriteSets(html, board);
            WriteConfidence(html, board);
            WriteSelective(html, board);
            ConfusionTable.Write(html, [("All sets", board.All.Confusion)]);
            WriteMistakes(html, board);
            using HtmlWriter.Element section = HtmlPage.OpenSection(html, "command", "Command");
            HtmlPage.WriteCommand(html, command);
        });
    }

    private static string Summary(Scoreboard board, string model, string data)
    {
        int count = board.Sets.Count;
        string sets = count == 1 ? "one set" : $"{count} sets of equal weight";
        string text = $"Read by {model}, on {board.All.Count:N0} pictures below {data}: {sets}.";
        IEnumerable<string> skipped = board.Skipped.Select(set => $"{set.Name}, because {set.Reason}");
        return board.Skipped.Count == 0 ? text : $"{text} Skipped: {string.Join("; ", skipped)}.";
    }

    private static IEnumerable<(string Name, string Value)> Figures(Scoreboard board)
    {
        yield return ("Mean of the sets", ScoreTables.Percent(board.MeanAccuracy));
        yield return ("All pictures", ScoreTables.Percent(board.All.Accuracy));
        yield return ("Accuracy when sure", ScoreTables.Percent(board.All.SureAccuracy));
        yield return ("Calibration error", ScoreTables.Percent(board.All.Reliability.ExpectedError));
        yield return ("Time per picture", $"{board.All.TimePerImage.TotalMilliseconds:F1} ms");
    }

    private static void WriteSets(HtmlWriter html, Scoreboard board)
    {
        using HtmlWriter.Element section = HtmlPage.OpenSection(html, "sets", "Set by set");
        html.Add("p", "The interval is Wilson's 95 % interval of the accuracy. A picture in which no digit "
            + "was found counts as wrong. The time is the median, from the file to the answer on one thread.",
            ("class", "lead"));
        HtmlTable.Write(html, "Accuracy of each set", ScoreTables.Accuracy(board));
        if (board.Sets.All(set => set.Writers.Count == 0))
            return;
        html.Add("h3", "Writer by writer");
        HtmlTable.Write(html, "Accuracy of each writer", ScoreTables.Writers(board));
    }

    private static void WriteConfidence(HtmlWriter html, Scoreboard board)
    {
        using HtmlWriter.Element section =
            HtmlPage.OpenSection(html, "confidence", "Calibration");
        html.Add("p", "Each bar is the accuracy of the readings of about one confidence. On the dotted "
            + "diagonal the two are equal. The more readings, the more solid the bar. The calibration error "
            + "is the mean distance from the diagonal.", ("class", "lead"));
        HtmlTable.Write(html, "Calibration of each set", ScoreTables.Confidence(board));
        using HtmlWriter.Element charts = html.Open("div", ("class", "charts"));
        foreach ((string id, string title, SetScore set) in Charted(board))
            ReliabilityChart.Write(html, $"reliability-{id}", title, set.Reliability);
    }

    private static void WriteSelective(HtmlWriter html, Scoreboard board)
    {
        using HtmlWriter.Element section =
            HtmlPage.OpenSection(html, "selective", "Accuracy at each coverage");
        html.Add("p", "The pictures with the highest confidence are answered, and the others are left to a "
            + "person. Coverage is the fraction answered.", ("class", "lead"));
        HtmlTable.Write(html, "Accuracy of each set at each coverage", ScoreTables.Selective(board));
        using HtmlWriter.Element charts = html.Open("div", ("class", "charts"));
        foreach ((string id, string title, SetScore set) in Charted(board))
        {
            CurvePoint[] points = [.. set.Selective.Curve(FirstPercent).Select(point =>
                new CurvePoint((int)Math.Round(point.Coverage * 100), point.Accuracy * 100))];
            CurveChart.Write(html, new($"selective-{id}", title, [new("right", "judging", points)])
            {
                Format = value => $"{value:F2} %",
                Unit = " %",
                Ceiling = 100,
                Horizontal = HorizontalAxis.Coverage,
            });
        }
    }

    private static void WriteMistakes(HtmlWriter html, Scoreboard board)
    {
        using HtmlWriter.Element section = HtmlPage.OpenSection(html, "mistakes", "The worst mistakes");
        foreach (SetScore set in board.Sets)
        {
            html.Add("h3", set.Name);
            MistakeGallery.Write(html, set.Name, set.Count, [.. set.Mistakes.Select(mistake =>
                new Mistake(
                    mistake.Label, mistake.Read, mistake.Confidence, mistake.Pixels, mistake.Name))]);
        }
    }

    private static IEnumerable<(string Id, string Title, SetScore Set)> Charted(Scoreboard board)
    {
        if (board.Sets.Count > 1)
            yield return ("all", "All sets", board.All);
        for (int i = 0; i < board.Sets.Count; i++)
            yield return ($"{i + 1}", board.Sets[i].Name, board.Sets[i]);
    }
}
