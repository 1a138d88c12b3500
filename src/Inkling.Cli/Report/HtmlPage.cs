namespace Inkling.Cli.Report;

/// <summary>The head, style and footer of a page: one file that loads, runs and sends nothing.</summary>
internal static class HtmlPage
{
    // Only the style below and the pictures in the page.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
        + "base-uri 'none'; form-action 'none'";

    // A browser would ask for one otherwise.
    private const string Icon =
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 28 28'%3E"
        + "%3Crect width='28' height='28' rx='6' fill='%230b0c0e'/%3E"
        + "%3Cpath d='M9 8h10.5c-3.5 4-5.5 8-6.2 13' fill='none' "
        + "stroke='%23fff' stroke-width='3.2' stroke-linecap='round' stroke-linejoin='round'/%3E%3C/svg%3E";

    /// <summary>Draws a page with a title; writeMain writes its header and sections.</summary>
    public static string Draw(string title, DateTimeOffset at, Action<HtmlWriter> writeMain)
    {
        HtmlWriter html = new();
        using (html.Open("html", ("lang", "en")))
        {
            WriteHead(html, title);
            using HtmlWriter.Element body = html.Open("body");
            using (html.Open("main"))
                writeMain(html);
            html.Add("footer",
                $"Written by Inkling {SettingsTables.Version} on {at:yyyy-MM-dd} at {at:HH:mm} UTC.");
        }
        return html.ToString();
    }

    /// <summary>Writes the top of a page: its kind, and its result in words and figures.</summary>
    public static void WriteHeader(
        HtmlWriter html, string kind, string headline, string lead,
        IEnumerable<(string Name, string Value)> figures)
    {
        using HtmlWriter.Element header = html.Open("header");
        html.Add("p", $"Inkling, {kind}", ("class", "eyebrow"));
        html.Add("h1", headline);
        html.Add("p", lead, ("class", "lead"));
        using HtmlWriter.Element list = html.Open("dl", ("class", "figures"));
        foreach ((string name, string value) in figures)
        {
            using HtmlWriter.Element figure = html.Open("div");
            html.Add("dt", name);
            html.Add("dd", value);
        }
    }

    /// <summary>Begins a section with its heading.</summary>
    public static HtmlWriter.Element OpenSection(HtmlWriter html, string id, string title)
    {
        HtmlWriter.Element section = html.Open("section", ("id", id), ("aria-labelledby", $"{id}-title"));
        html.Add("h2", title, ("id", $"{id}-title"));
        return section;
    }

    /// <summary>Writes the command that made a page, so that it can be given again.</summary>
    public static void WriteCommand(HtmlWriter html, IEnumerable<string> words)
    {
        using HtmlWriter.Element command = html.Open("pre", ("class", "command"));
        html.Add("code", QuoteForShell(words));
    }

    /// <summary>Joins words to a line that a POSIX shell takes apart into the same words again.</summary>
    internal static string QuoteForShell(IEnumerable<string> words) => string.Join(' ', words.Select(word =>
        // Between single quotes everything stands for itself (POSIX.1-2017, XCU 2.2.2), except the quote.
        word.Length > 0
            && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "_@%+=:,./-".Contains(letter))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'"));

    private static void WriteHead(HtmlWriter html, string title)
    {
        using HtmlWriter.Element head = html.Open("head");
        html.AddVoid("meta", ("charset", "utf-8"));
        html.AddVoid("meta", ("http-equiv", "Content-Security-Policy"), ("content", Policy));
        html.AddVoid("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        html.AddVoid("meta", ("name", "color-scheme"), ("content", "light dark"));
        html.Add("title", title);
        html.AddVoid("link", ("rel", "icon"), ("href", Icon));
        using HtmlWriter.Element style = html.Open("style");
        html.Trusted(ReadStyle("Inkling.tokens.css"));
        html.Trusted(ReadStyle("Inkling.report.css"));
    }

    private static string ReadStyle(string name)
    {
        using Stream stream = typeof(HtmlPage).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException("The command was built without its pages' style.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
