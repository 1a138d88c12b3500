using System.CommandLine.Parsing;
using Inkling.Cli.Commands;

namespace Inkling.Cli;

/// <summary>The table of commands; parses a command line, and explains in one line what is wrong with it.</summary>
internal static class Shell
{
    // Every command, in the order of --help.
    private static readonly OrderedDictionary<string, Func<Command>> Commands = new()
    {
        ["convert"] = ConvertCommand.Create,
        ["train"] = TrainCommand.Create,
        ["join"] = JoinCommand.Create,
        ["calibrate"] = CalibrateCommand.Create,
        ["augment"] = AugmentCommand.Create,
        ["evaluate"] = EvaluateCommand.Create,
        ["scoreboard"] = ScoreboardCommand.Create,
        ["robustness"] = RobustnessCommand.Create,
        ["predict"] = PredictCommand.Create,
        ["info"] = InfoCommand.Create,
        ["draw"] = DrawCommand.Create,
        ["serve"] = ServeCommand.Create,
    };

    public static int Run(string[] arguments)
    {
        ParseResult parsed = ParseVerb(arguments) is { Errors.Count: 0 } plain ? plain : ParseAll(arguments);
        if (parsed.Errors.Count > 0)
        {
            CommandRunner.WriteError(
                $"{Explain(parsed).TrimEnd('.', ' ')}. See {NameOf(parsed.CommandResult)} --help.");
            return ExitCode.Usage;
        }
        // Signals and exceptions are the CommandRunner's.
        return parsed.Invoke(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    // A verb alone, where nobody asks for help: the others and the root, which looks up its help's words in the system's
    // language, take longer to make than a digit takes to read. The first word is then the name of what is parsed.
    private static ParseResult? ParseVerb(string[] arguments) =>
        arguments is [string name, ..] && Commands.TryGetValue(name, out Func<Command>? create) && !Array.Exists(arguments, AsksForHelp)
            ? create().Parse(arguments)
            : null;

    private static bool AsksForHelp(string argument) => argument is "--help" or "-h" or "/h" or "-?" or "/?";

    private static ParseResult ParseAll(string[] arguments)
    {
        RootCommand root = new("Reads handwritten digits, with a neural network written from scratch in C#.");
        foreach (Func<Command> create in Commands.Values)
            root.Subcommands.Add(create());
        return root.Parse(arguments);
    }

    // An unknown word explains the other errors; the error of a value is told with its option.
    private static string Explain(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens.Count > 0)
            return $"\"{parsed.UnmatchedTokens[0]}\" is no command or option";
        ParseError error = parsed.Errors[0];
        return error.SymbolResult is OptionResult { Option.Name: { } name }
            && !error.Message.Contains(name, StringComparison.Ordinal)
            ? $"{name}: {error.Message}"
            : error.Message;
    }

    private static string NameOf(SymbolResult result) =>
        result.Parent is CommandResult parent ? $"{NameOf(parent)} {((CommandResult)result).Command.Name}" : "inkling";
}
