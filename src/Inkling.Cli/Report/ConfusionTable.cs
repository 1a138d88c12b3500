using Inkling.Recognition.Evaluation;

namespace Inkling.Cli.Report;

/// <summary>The section of confusions: what each digit was read as, set by set.</summary>
internal static class ConfusionTable
{
    private const int MostPairs = 6;

    public static void Write(HtmlWriter html, TrainingRun run) => Write(
        html, [.. run.Measured.Select(set => (set.Name, set.Evaluation.Matrix))], run.WhyNothingWasMeasured);

    /// <summary>Writes the section of some sets, or why there is none.</summary>
    public static void Write(
        HtmlWriter html, IReadOnlyList<(string Name, ConfusionMatrix Matrix)> sets, string whyNone = "")
    {
        using HtmlWriter.Element section = HtmlPage.OpenSection(html, "confusion", "Confusion matrix");
        if (sets.Count == 0)
        {
            html.Add("p", whyNone, ("class", "lacking"));
            return;
        }
        html.Add("p", "A row is a label, a column a reading. Correct readings are on the diagonal. Only "
            + "mistakes have a colour: the deeper, the more of them.", ("class", "lead"));
        using HtmlWriter.Element matrices = html.Open("div", ("class", "matrices"));
        foreach ((string name, ConfusionMatrix matrix) in sets)
            Write(html, name, matrix);
    }

    private static void Write(HtmlWriter html, string name, ConfusionMatrix matrix)
    {
        using HtmlWriter.Element figure = html.Open("figure", ("class", "matrix"));
        using (html.Open("figcaption"))
        {
            html.Add("h3", name);
            double accuracy = (double)matrix.Correct / matrix.Images;
            html.Add("p", $"{matrix.Correct:N0} of {matrix.Images:N0} correct, {accuracy:P2}.");
        }
        using (html.Open("div", ("class", "scroll")))
        {
            using HtmlWriter.Element table = html.Open("table", ("class", "confusion"));
            WriteHead(html, name);
            using HtmlWriter.Element body = html.Open("tbody");
            int worst = matrix.Pairs.Count > 0 ? matrix.Pairs[0].Images : 1;
            foreach (DigitScore score in matrix.PerDigit)
                WriteRow(html, matrix.Counts[score.Digit], score, worst);
        }
        html.Add("p", Summary(matrix), ("class", "pairs"));
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
        html.Add("th", "label", ("scope", "col"));
        for (int digit = 0; digit < 10; digit++)
            html.Add("th", $"{digit}", ("scope", "col"));
        html.Add("th", "recall", ("scope", "col"), ("class", "recall"));
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

    private static string Summary(ConfusionMatrix matrix)
    {
        string notFound = matrix.NotFound switch
        {
            0 => "",
            1 => " No digit was found in one picture, which counts as wrong and is in no cell.",
            int count =>
                $" No digit was found in {count:N0} pictures, which count as wrong and are in no cell.",
        };
        IReadOnlyList<DigitConfusion> pairs = matrix.Pairs;
        return (pairs.Count == 0
            ? "No digit was read as another."
            : "Most frequent: " + string.Join(", ", pairs.Take(MostPairs).Select(pair =>
                $"{pair.Label} read as {pair.Read} ({pair.Images:N0})")) + ".") + notFound;
    }
}
