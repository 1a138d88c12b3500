using Inkling.Recognition.Evaluation;

namespace Inkling.Cli.Report;

/// <summary>The page of a robustness measure: each corruption with its picture and its errors.</summary>
internal static class RobustnessPage
{
    public static string Draw(
        RobustnessScore score, string model, string? against, string data, IReadOnlyList<string> command)
    {
        string headline = $"{score.MeanError:P2} misread under corruptions";
        return HtmlPage.Draw($"{headline} – Inkling's robustness", DateTimeOffset.UtcNow, html =>
        {
            HtmlPage.WriteHeader(
                html, "robustness", headline, Summary(score, model, against, data), Figures(score));
            WritePictures(html, score);
            WriteTable(html, score);
            using HtmlWriter.Element section = HtmlPage.OpenSection(html, "command", "Command");
            HtmlPage.WriteCommand(html, command);
        });
    }

    private static string Summary(RobustnessScore score, string model, string? against, string data)
    {
        string plain = against is null ? "" : $", compared with {against}";
        return $"Read by {model}{plain}, on {score.Count:N0} digits of {data}, under each of "
            + $"{score.Corruptions.Count} corruptions. They are those of MNIST-C (Mu & Gilmer 2019), at its "
            + "severities, drawn by Inkling.";
    }

    private static IEnumerable<(string Name, string Value)> Figures(RobustnessScore score)
    {
        yield return ("Error without corruption", ScoreTables.Percent(score.Clean.Error));
        yield return ("Mean error", ScoreTables.Percent(score.MeanError));
        if (score.MeanPlainError is { } plain)
            yield return ("Plain network's mean error", ScoreTables.Percent(plain));
        if (score.MeanRatio is { } ratio)
            yield return ("Mean ratio", $"{ratio:F3}");
    }

    private static void WritePictures(HtmlWriter html, RobustnessScore score)
    {
        using HtmlWriter.Element section =
            HtmlPage.OpenSection(html, "corruptions", "Corruptions");
        html.Add("p", "The first digit under each corruption, and the model's error on all digits.",
            ("class", "lead"));
        using HtmlWriter.Element list = html.Open("ul", ("class", "mistakes eight"));
        foreach (CorruptionScore one in score.Corruptions.Prepend(score.Clean))
        {
            using HtmlWriter.Element item = html.Open("li");
            EmbeddedPicture.WriteDigit(html, one.Sample.Span, $"{one.Name}: {one.Summary}", one.Summary);
            html.Add("p", one.Name.Replace('_', ' '));
            html.Add("p", $"{one.Error:P2} error", ("class", "quiet"));
        }
    }

    private static void WriteTable(HtmlWriter html, RobustnessScore score)
    {
        using HtmlWriter.Element section = HtmlPage.OpenSection(html, "errors", "Errors");
        html.Add("p", score.MeanRatio is null
            ? "The fraction of digits misread."
            : "The fraction of digits misread, by the model and by the plain network. A ratio below 1 is "
                + "more robust.", ("class", "lead"));
        HtmlTable.Write(html, "Errors under each corruption", ScoreTables.Errors(score));
    }
}
