using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;

namespace Inkling.Cli.Report;

/// <summary>What was misread with the most confidence, as pictures.</summary>
internal static class MistakeGallery
{
    private const int MostShown = 40;

    public static void Write(HtmlWriter html, TrainingRun run)
    {
        using HtmlWriter.Element section = HtmlPage.OpenSection(html, "mistakes", "The worst mistakes");
        if (run.Measured.Count == 0)
        {
            html.Add("p", run.WhyNothingWasMeasured, ("class", "lacking"));
            return;
        }
        (string name, DigitEvaluation evaluation) = run.Measured[0];
        DigitSet digits = evaluation.Digits;
        Write(html, name, evaluation.Images, [.. evaluation.Mistakes.Select(i => new Mistake(
            digits.Labels[i], evaluation.Read[i], evaluation.Confidence[i], digits.Image(i).ToArray()))]);
    }

    /// <summary>Writes the mistakes of a set, the most confident first.</summary>
    public static void Write(HtmlWriter html, string name, int images, IReadOnlyList<Mistake> mistakes)
    {
        if (mistakes.Count == 0)
        {
            html.Add("p", $"{name}: all {images:N0} digits are correct.", ("class", "lacking"));
            return;
        }
        html.Add("p", Explain(name, mistakes.Count), ("class", "lead"));
        using HtmlWriter.Element list = html.Open("ul", ("class", "mistakes"));
        foreach (Mistake mistake in mistakes.Take(MostShown))
            Write(html, mistake);
    }

    private static string Explain(string name, int mistakes) => mistakes > MostShown
        ? $"{name}: the {MostShown} most confident of {mistakes:N0} mistakes, as the network saw them."
        : mistakes == 1
            ? $"{name}: its only mistake, as the network saw it."
            : $"{name}: its {mistakes:N0} mistakes, the most confident first, as the network saw them.";

    private static void Write(HtmlWriter html, Mistake mistake)
    {
        string label = $"{mistake.Label}";
        int? read = mistake.Read;
        using HtmlWriter.Element item = html.Open("li");
        string what = read is null ? "in which no digit was found" : $"that was read as {read}";
        EmbeddedPicture.WriteDigit(html, mistake.Pixels.Span, $"A {label} {what}", mistake.Name);
        using (html.Open("p"))
        {
            html.Add("strong", label);
            html.Text(read is null ? " not found" : " read as ");
            if (read is not null)
                html.Add("strong", $"{read}");
        }
        if (read is not null)
            html.Add("p", $"{mistake.Confidence:P1}", ("class", "quiet"));
    }
}

/// <summary>A misread digit, [28 × 28] as the network saw it; Read is null where none was found.</summary>
internal sealed record Mistake(
    int Label, int? Read, float Confidence, ReadOnlyMemory<byte> Pixels, string Name = "");
