using Inkling.Recognition.Models;

namespace Inkling.Cli.Report;

/// <summary>
/// The page around the sections: its head, style and order. One file that needs no other: it may load nothing, run
/// nothing and send nothing, and says so to the browser.
/// </summary>
internal static class ReportPage
{
    // Only the style below and the pictures in the page.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
        + "base-uri 'none'; form-action 'none'";

    // A browser would ask for one otherwise.
    private const string Icon = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 28 28'%3E"
        + "%3Crect width='28' height='28' rx='6' fill='%230b0c0e'/%3E"
        + "%3Cpath d='M9 8h10.5c-3.5 4-5.5 8-6.2 13' fill='none' "
        + "stroke='%23fff' stroke-width='3.2' stroke-linecap='round' stroke-linejoin='round'/%3E%3C/svg%3E";

    /// <summary>The whole page.</summary>
    public static string Draw(TrainingRun run)
    {
        HtmlWriter html = new();
        using (html.Open("html", ("lang", "en")))
        {
            WriteHead(html, run);
            using HtmlWriter.Element body = html.Open("body");
            using (html.Open("main"))
            {
                ReportHeader.Write(html, run);
                LearningCurves.Write(html, run);
                ConfusionTable.Write(html, run);
                MistakeGallery.Write(html, run);
                WeightGallery.Write(html, run.Facts.Network, WeightPictures.Of(run.Outcome.Record.Model.Network));
                SettingsTables.Write(html, run);
            }
            html.Add("footer",
                $"Written by Inkling {SettingsTables.Version} on {run.Ended:yyyy-MM-dd} at {run.Ended:HH:mm} UTC.");
        }
        return html.ToString();
    }

    /// <summary>Begins a section with its heading.</summary>
    public static HtmlWriter.Element OpenSection(HtmlWriter html, string id, string title)
    {
        HtmlWriter.Element section = html.Open("section", ("id", id), ("aria-labelledby", $"{id}-title"));
        html.Add("h2", title, ("id", $"{id}-title"));
        return section;
    }

    private static void WriteHead(HtmlWriter html, TrainingRun run)
    {
        using HtmlWriter.Element head = html.Open("head");
        html.AddVoid("meta", ("charset", "utf-8"));
        html.AddVoid("meta", ("http-equiv", "Content-Security-Policy"), ("content", Policy));
        html.AddVoid("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        html.AddVoid("meta", ("name", "color-scheme"), ("content", "light dark"));
        html.Add("title", $"{ReportHeader.Headline(run)} – Inkling's training report");
        html.AddVoid("link", ("rel", "icon"), ("href", Icon));
        using HtmlWriter.Element style = html.Open("style");
        html.Trusted(ReadStyle("Inkling.tokens.css"));
        html.Trusted(ReadStyle("Inkling.report.css"));
    }

    private static string ReadStyle(string name)
    {
        using Stream stream = typeof(ReportPage).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException("The command was built without the report's style.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
