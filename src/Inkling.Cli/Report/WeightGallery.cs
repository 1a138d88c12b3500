using Inkling.Recognition.Models;

namespace Inkling.Cli.Report;

/// <summary>The section of the first layer: what each of its units looks for, as pictures of its weights.</summary>
internal static class WeightGallery
{
    private const int MostShown = 64;

    /// <summary>Writes the section.</summary>
    public static void Write(HtmlWriter html, TrainingRun run)
    {
        using HtmlWriter.Element section = ReportPage.OpenSection(html, "weights", "What the first layer looks for");
        if (WeightPictures.Of(run.Outcome.Record.Model.Network) is not { } weights)
        {
            html.Add("p", $"The first weights of {run.Facts.Network} do not lie as a picture does, so there is "
                + "nothing to draw.", ("class", "lacking"));
            return;
        }
        int shown = Math.Min(weights.Count, MostShown);
        html.Add("p", Explain(weights, shown), ("class", "lead"));
        WriteScale(html, weights.Scale);
        using HtmlWriter.Element list = html.Open("ul", ("class", "weights"));
        for (int unit = 0; unit < shown; unit++)
        {
            using HtmlWriter.Element item = html.Open("li");
            string picture =
                EmbeddedPicture.OfSigned(weights.Picture(unit), weights.Width, weights.Height, weights.Scale);
            html.AddVoid("img", ("width", $"{weights.Width}"), ("height", $"{weights.Height}"),
                ("alt", $"Weights of unit {unit + 1}"), ("title", $"Unit {unit + 1}"), ("src", picture));
        }
    }

    private static string Explain(WeightPictures weights, int shown)
    {
        string all = shown == weights.Count ? $"all {shown:N0}" : $"the first {shown:N0} of {weights.Count:N0}";
        return $"Each square is a unit of {weights.Tensor}, {all}: its {weights.Height} × {weights.Width} weights, "
            + "where they meet the picture. Ink on blue speaks for the unit, ink on orange against it.";
    }

    private static void WriteScale(HtmlWriter html, float scale)
    {
        using HtmlWriter.Element line = html.Open("p", ("class", "scale"));
        html.Add("span", $"−{scale:G3} and below");
        html.Add("span", "", ("class", "ramp"), ("aria-hidden", "true"));
        html.Add("span", $"+{scale:G3} and above");
    }
}
