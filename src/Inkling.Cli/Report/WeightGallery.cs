using Inkling.Recognition.Models;

namespace Inkling.Cli.Report;

/// <summary>The section of the first layer: the weights of each of its units as a picture.</summary>
internal static class WeightGallery
{
    private const int MostShown = 64;

    /// <summary>Writes the section; weights are null where the first ones make no pictures.</summary>
    public static void Write(HtmlWriter html, string network, WeightPictures? weights)
    {
        using HtmlWriter.Element section =
            HtmlPage.OpenSection(html, "weights", "Weights of the first layer");
        if (weights is null)
        {
            html.Add("p", $"The first weights of {network} do not form pictures, so none are "
                + "drawn.", ("class", "lacking"));
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
        string all = shown == weights.Count ? "all" : $"the first {shown:N0} of";
        return $"Each square is a unit of {weights.Tensor}, {all} {weights.Count:N0}, and shows its "
            + $"{weights.Height} × {weights.Width} weights in place. Ink on blue activates the unit, ink on "
            + $"orange inhibits it. Colour is full from ±{weights.Scale:G3}.";
    }

    private static void WriteScale(HtmlWriter html, float scale)
    {
        using HtmlWriter.Element line = html.Open("p", ("class", "scale"));
        html.Add("span", $"−{scale:G3}");
        html.Add("span", "", ("class", "ramp"), ("aria-hidden", "true"));
        html.Add("span", $"+{scale:G3}");
    }
}
