namespace Inkling.Cli.Report;

/// <summary>What the charts have in common as SVG: the labelled drawing, lines, coordinates.</summary>
internal static class Svg
{
    /// <summary>Begins a drawing with a title and a description for screen readers.</summary>
    public static HtmlWriter.Element Open(
        HtmlWriter html, string id, double width, double height, string title, string description)
    {
        HtmlWriter.Element svg = html.Open("svg", ("viewBox", $"0 0 {width} {height}"), ("role", "img"),
            ("aria-labelledby", $"{id}-title {id}-desc"));
        html.Add("title", title, ("id", $"{id}-title"));
        html.Add("desc", description, ("id", $"{id}-desc"));
        return svg;
    }

    /// <summary>Writes a line.</summary>
    public static void Line(HtmlWriter html, string style, double x1, double y1, double x2, double y2) =>
        html.Add("line", "", ("class", style), ("x1", N(x1)), ("y1", N(y1)), ("x2", N(x2)), ("y2", N(y2)));

    /// <summary>Formats a coordinate.</summary>
    public static string N(double coordinate) => coordinate.ToString("0.##");
}
