using Inkling.Cli.Output;

namespace Inkling.Cli.Commands;

/// <summary>Arguments of the verbs that measure a model and can save what they found.</summary>
internal static class ScoreArguments
{
    public static Option<string?> Out { get; } = new("--out")
    {
        Description = "Save the JSON document to this file too.",
        HelpName = "result.json",
    };

    public static Option<string?> Html { get; } = new("--html")
    {
        Description = "Write an HTML report with charts and pictures to this file.",
        HelpName = "result.html",
    };

    /// <summary>Reserves the files of --out and --html, which may not overwrite the model.</summary>
    public static (OutputFile? Json, OutputFile? Page) FilesOf(ParseResult parsed)
    {
        string? model = parsed.GetValue(ModelArguments.Model), json = parsed.GetValue(Out);
        return (
            OutputFile.At(Out.Name, json, ("the model", model)),
            OutputFile.At(
                Html.Name, parsed.GetValue(Html), ("the model", model), ("what --out writes", json)));
    }

    /// <summary>Names the model in results.</summary>
    public static string NameOf(ParseResult parsed) =>
        parsed.GetValue(ModelArguments.Model) ?? "the model that ships";
}
