using Inkling.Recognition;
using Inkling.Recognition.Data;

namespace Inkling.Cli.Report;

/// <summary>The section of the mistakes: what was misread with the most confidence, as pictures.</summary>
internal static class MistakeGallery
{
    private const int MostShown = 40;

    /// <summary>Writes the section.</summary>
    public static void Write(HtmlWriter html, TrainingRun run)
    {
        using HtmlWriter.Element section = ReportPage.OpenSection(html, "mistakes", "The worst mistakes");
        if (run.Measured.Count == 0)
        {
            html.Add("p", run.WhyNothingWasMeasured, ("class", "lacking"));
            return;
        }
        (string name, Evaluation evaluation) = run.Measured[0];
        IReadOnlyList<int> mistakes = evaluation.Mistakes;
        if (mistakes.Count == 0)
        {
            html.Add("p", $"{name}: all {evaluation.Images:N0} digits were read right.", ("class", "lacking"));
            return;
        }
        html.Add("p", Explain(name, mistakes.Count), ("class", "lead"));
        using HtmlWriter.Element list = html.Open("ul", ("class", "mistakes"));
        foreach (int image in mistakes.Take(MostShown))
            Write(html, evaluation, image);
    }

    private static string Explain(string name, int mistakes) => mistakes > MostShown
        ? $"{name}: the {MostShown} most confident of {mistakes:N0} mistakes, as the network saw them."
        : mistakes == 1
            ? $"{name}: its only mistake, as the network saw it."
            : $"{name}: its {mistakes:N0} mistakes, the most confident first, as the network saw them.";

    private static void Write(HtmlWriter html, Evaluation evaluation, int image)
    {
        string label = $"{evaluation.Digits.Labels[image]}";
        int? read = evaluation.Read[image];
        using HtmlWriter.Element item = html.Open("li");
        html.AddVoid("img", ("class", "ink"), ("width", $"{DigitSet.Side}"), ("height", $"{DigitSet.Side}"),
            ("alt", read is null ? $"A {label} in which no digit was found" : $"A {label} that was read as {read}"),
            ("src", EmbeddedPicture.OfInk(evaluation.Digits.Image(image), DigitSet.Side, DigitSet.Side)));
        using (html.Open("p"))
        {
            html.Add("strong", label);
            html.Text(read is null ? ", nothing found" : " read as ");
            if (read is not null)
                html.Add("strong", $"{read}");
        }
        if (read is not null)
            html.Add("p", $"{evaluation.Confidence[image]:P1}", ("class", "quiet"));
    }
}
