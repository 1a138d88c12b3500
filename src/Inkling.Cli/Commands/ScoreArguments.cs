using System.CommandLine;
using Inkling.Cli.Output;
using Inkling.Cli.Report;

namespace Inkling.Cli.Commands;

/// <summary>Arguments of the verbs that measure a model and can save what they found.</summary>
internal static class ScoreArguments
{
    public static Option<string?> Out { get; } = new("--out")
    {
        Description = "Save the JSON document here too.",
        HelpName = "result.json",
    };

    public static Option<string?> Html { get; } = new("--html")
    {
        Description = "Write a page that shows it, with pictures. One file, for any browser.",
        HelpName = "result.html",
    };

    /// <summary>
    /// The places that --out and --html name, made sure of; the model's file is none of them.
    /// </summary>
    public static (ResultFile? Json, ResultFile? Page) FilesOf(ParseResult parsed)
    {
        string?[] paths = [parsed.GetValue(Out), parsed.GetValue(Html)];
        foreach (string path in paths.OfType<string>().Where(path => path.Length > 0))
        {
            if (parsed.GetValue(ModelArguments.Model) is { } model && Path.GetFullPath(path) == Path.GetFullPath(model))
                throw new ArgumentException($"{path}: the result would overwrite the model: name another file.");
        }
        ResultFile?[] files = ResultFile.At((Out.Name, paths[0]), (Html.Name, paths[1]));
        return (files[0], files[1]);
    }

    /// <summary>What a model is called.</summary>
    public static string NameOf(string? model) => model ?? "the model that ships";

    /// <summary>Prints a table on stdout.</summary>
    public static void Print(ScoreTable rows)
    {
        TextTable table = new([.. rows.Columns]);
        foreach (IReadOnlyList<string> row in rows.Rows)
            table.Add([.. row]);
        table.Print();
    }
}
