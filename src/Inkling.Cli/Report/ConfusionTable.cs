using Inkling.Recognition;

namespace Inkling.Cli.Report;

/// <summary>The section of the confusions: what each digit was read as, for each set that was measured.</summary>
internal static class ConfusionTable
{
    private const int MostPairs = 6;

    /// <summary>Writes the section.</summary>
    public static void Write(HtmlWriter html, TrainingRun run)
    {
        using HtmlWriter.Element section = ReportPage.OpenSection(html, "confusion", "What was read as what");
        if (run.Measured.Count == 0)
        {
            html.Add("p", run.WhyNothingWasMeasured, ("class", "lacking"));
            return;
        }
        html.Add("p", "A row is what a digit is, a column what it was read as. What was read right stands on the "
            + "diagonal, uncoloured: colour is for mistakes, the deeper the more.", ("class", "lead"));
        using HtmlWriter.Element matrices = html.Open("div", ("class", "matrices"));
        foreach ((string name, Evaluation evaluation) in run.Measured)
            Write(html, name, evaluation);
    }

    private static void Write(HtmlWriter html, string name, Evaluation evaluation)
    {
        using HtmlWriter.Element figure = html.Open("figure", ("class", "matrix"));
        using (html.Open("figcaption"))
        {
            html.Add("h3", name);
            html.Add("p", $"{evaluation.Correct:N0} of {evaluation.Images:N0} read right, {evaluation.Accuracy:P2}.");
        }
        using (html.Open("div", ("class", "scroll")))
        {
            using HtmlWriter.Element table = html.Open("table", ("class", "confusion"));
            WriteHead(html, name);
            using HtmlWriter.Element body = html.Open("tbody");
            int worst = evaluation.Confusions.Count > 0 ? evaluation.Confusions[0].Images : 1;
            foreach (DigitScore score in evaluation.PerDigit)
                WriteRow(html, evaluation.Confusion[score.Digit], score, worst);
        }
        html.Add("p", Tell(evaluation), ("class", "pairs"));
    }

    private static void WriteHead(HtmlWriter html, string name)
    {
        html.Add("caption", $"{name}: what each digit was read as", ("class", "unseen"));
        using HtmlWriter.Element head = html.Open("thead");
        using (html.Open("tr"))
        {
            html.Add("td", "");
            html.Add("th", "read as", ("scope", "colgroup"), ("colspan", "10"));
            html.Add("td", "", ("class", "recall"));
        }
        using HtmlWriter.Element row = html.Open("tr");
        html.Add("th", "is", ("scope", "col"));
        for (int digit = 0; digit < 10; digit++)
            html.Add("th", $"{digit}", ("scope", "col"));
        html.Add("th", "right", ("scope", "col"), ("class", "recall"));
    }

    private static void WriteRow(HtmlWriter html, int[] counts, DigitScore score, int worst)
    {
        using HtmlWriter.Element row = html.Open("tr");
        html.Add("th", $"{score.Digit}", ("scope", "row"));
        for (int read = 0; read < counts.Length; read++)
        {
            int count = counts[read];
            // The root lets a single mistake be seen beside many.
            double share = Math.Sqrt((double)count / worst);
            if (read == score.Digit)
                html.Add("td", $"{count}", ("class", "right"));
            else if (count == 0)
                html.Add("td", "·", ("class", "none"));
            else
                html.Add("td", $"{count}", ("class", "wrong"), ("style", $"--share: {share * 100:F0}%"));
        }
        html.Add("td", score.Recall is { } recall ? $"{recall:P1}" : "–", ("class", "recall"));
    }

    private static string Tell(Evaluation evaluation)
    {
        string notFound = evaluation.Digits.NotFound.Count is > 0 and int count
            ? $" In {count:N0} pictures no digit was found; they count as wrong and stand in no cell."
            : "";
        IReadOnlyList<DigitConfusion> pairs = evaluation.Confusions;
        return (pairs.Count == 0
            ? "None was taken for another."
            : "Most often: " + string.Join(", ", pairs.Take(MostPairs).Select(pair =>
                $"{pair.Label} read as {pair.Read} ({pair.Images:N0})")) + ".") + notFound;
    }
}
