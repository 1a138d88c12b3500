using Inkling.Cli.Output;

namespace Inkling.Cli.Report;

/// <summary>A table of numbers on a page; it scrolls by itself where it is wider than the window.</summary>
internal static class HtmlTable
{
    /// <summary>Writes a table under a name for screen readers.</summary>
    public static void Write(HtmlWriter html, string name, TextTable content)
    {
        // A region that scrolls must be within reach of the keyboard.
        using HtmlWriter.Element scroll = html.Open(
            "div", ("class", "scroll named"), ("tabindex", "0"), ("role", "region"), ("aria-label", name));
        using HtmlWriter.Element table = html.Open("table", ("class", "numbers"));
        using (html.Open("thead"))
        {
            using HtmlWriter.Element head = html.Open("tr");
            foreach (string header in content.Headers)
                html.Add("th", header, ("scope", "col"));
        }
        using HtmlWriter.Element body = html.Open("tbody");
        foreach (string[] cells in content.Rows)
        {
            using HtmlWriter.Element row = html.Open("tr");
            html.Add("th", cells[0], ("scope", "row"));
            foreach (string cell in cells.AsSpan(1))
                html.Add("td", cell);
        }
    }
}
