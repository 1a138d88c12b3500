namespace Inkling.Cli.Report;

/// <summary>A table of numbers on a page, which scrolls by itself where it is wider than the window.</summary>
internal static class NumberTable
{
    /// <summary>Writes it.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="name">What it is called by those who do not see it.</param>
    /// <param name="rows">Its texts.</param>
    public static void Write(HtmlWriter html, string name, ScoreTable rows)
    {
        // A region that scrolls must be within reach of the keyboard.
        using HtmlWriter.Element scroll = html.Open(
            "div", ("class", "scroll named"), ("tabindex", "0"), ("role", "region"), ("aria-label", name));
        using HtmlWriter.Element table = html.Open("table", ("class", "numbers"));
        using (html.Open("thead"))
        {
            using HtmlWriter.Element head = html.Open("tr");
            foreach (string column in rows.Columns)
                html.Add("th", column, ("scope", "col"));
        }
        using HtmlWriter.Element body = html.Open("tbody");
        foreach (IReadOnlyList<string> cells in rows.Rows)
        {
            using HtmlWriter.Element row = html.Open("tr");
            html.Add("th", cells[0], ("scope", "row"));
            foreach (string cell in cells.Skip(1))
                html.Add("td", cell);
        }
    }
}
