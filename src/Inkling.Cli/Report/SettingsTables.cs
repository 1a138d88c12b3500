using System.Reflection;
using System.Runtime.InteropServices;
using Inkling.Cli.Output;
using Inkling.Neural.Kernels;
using Inkling.Neural.Networks;
using Inkling.Neural.Training;

namespace Inkling.Cli.Report;

/// <summary>The section of what made the network: the command, the settings, the machine.</summary>
internal static class SettingsTables
{
    /// <summary>Which Inkling this is.</summary>
    public static string Version { get; } = typeof(SettingsTables).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "of no version";

    public static void Write(HtmlWriter html, TrainingRun run)
    {
        using HtmlWriter.Element section = HtmlPage.OpenSection(html, "settings", "Settings");
        html.Add("h3", "Command");
        HtmlPage.WriteCommand(html, run.Command);
        using HtmlWriter.Element tables = html.Open("div", ("class", "tables"));
        WriteTable(html, "Network and settings", ModelDescription.Rows(run.Outcome.Record.Model));
        WriteTable(html, "This run", RowsOfRun(run));
    }

    private static IEnumerable<(string Name, string Value)> RowsOfRun(TrainingRun run)
    {
        yield return ("trained on", run.Data);
        yield return ("tested on", run.Test ?? "nothing: no test set");
        yield return ("ended", run.Outcome.End switch
        {
            TrainingEnd.StoppedEarly => $"early, after {run.Outcome.Epochs:N0} epochs; best was epoch "
                + $"{run.Outcome.Record.BestEpoch:N0}",
            TrainingEnd.Cancelled => $"cancelled after {run.Outcome.Epochs:N0} epochs",
            _ => "all epochs done",
        });
        yield return (
            run.Resumed ? "time since resumed" : "time", $"{run.Outcome.Duration.TotalSeconds:N1} s");
        yield return ("at", $"{run.Ended:yyyy-MM-dd HH:mm:ss} UTC");
        yield return ("threads", $"{run.Threads} on {Environment.ProcessorCount} cores");
        yield return ("kernels", KernelPath.Chosen.Name);
        yield return ("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}");
        yield return ("runtime", RuntimeInformation.FrameworkDescription);
        yield return ("inkling", Version);
    }

    private static void WriteTable(
        HtmlWriter html, string title, IEnumerable<(string Name, string Value)> rows)
    {
        using HtmlWriter.Element part = html.Open("div");
        html.Add("h3", title);
        using HtmlWriter.Element table = html.Open("table", ("class", "facts"));
        foreach ((string name, string value) in rows)
        {
            // On the terminal, an indented name belongs to the one above.
            string style = name.StartsWith(' ') ? "inner" : "outer";
            using HtmlWriter.Element row = html.Open("tr", ("class", style));
            html.Add("th", name.Trim(), ("scope", "row"));
            html.Add("td", value);
        }
    }
}
