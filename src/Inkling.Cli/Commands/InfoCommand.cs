using Inkling.Cli.Output;

namespace Inkling.Cli.Commands;

/// <summary>inkling info [MODEL]: what is inside a network file.</summary>
internal static class InfoCommand
{
    public static Command Create() =>
        new Command("info", "Show what is inside a network file.") { ModelArguments.Model }.WithAction(Run);

    private static int Run(ParseResult parsed, CancellationToken _)
    {
        TextTable table = new("", "") { LastIsWords = true };
        foreach ((string name, string value) in ModelDescription.Rows(ModelArguments.ReadModel(parsed)))
            table.Add(name, value);
        table.Print();
        return ExitCode.Success;
    }
}
