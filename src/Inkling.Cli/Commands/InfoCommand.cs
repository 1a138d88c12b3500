using Inkling.Cli.Output;

namespace Inkling.Cli.Commands;

/// <summary>inkling info [MODEL]: a model's layers, settings and scores.</summary>
internal static class InfoCommand
{
    public static DocumentedCommand Create() =>
        new DocumentedCommand("info", "Show a model's layers, training settings, calibration and scores.",
            "inkling info network.npz")
        {
            ModelArguments.Model,
        }.WithAction(Run);

    private static int Run(ParseResult parsed, CancellationToken _)
    {
        TextTable table = new("", "") { LastIsWords = true };
        foreach ((string name, string value) in ModelDescription.Rows(ModelArguments.ReadModel(parsed)))
            table.Add(name, value);
        table.Print();
        return ExitCode.Success;
    }
}
