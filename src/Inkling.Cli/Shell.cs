using System.CommandLine.Parsing;
using Inkling.Cli.Commands;
using Inkling.Recognition;

namespace Inkling.Cli;

/// <summary>The table of commands; parses a command line, or says in one line what is wrong.</summary>
internal static class Shell
{
    // Every command, in the order of --help.
    private static readonly OrderedDictionary<string, Func<Command>> Commands = new()
    {
        ["convert"] = ConvertCommand.Create,
        ["train"] = TrainCommand.Create,
        ["ensemble"] = EnsembleCommand.Create,
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
        if (arguments is ["predict", ..])
            _ = DigitReader.Default; // on another thread, while the command line is parsed
        // Only the command that is named: to make all twelve takes 12 ms, longer than to read a digit.
        bool isNamed = Commands.TryGetValue(arguments.FirstOrDefault(""), out Func<Command>? named);
        RootCommand root = new("Reads handwritten digits, with a neural network written from scratch in C#.");
        foreach (Func<Command> create in isNamed ? [named!] : Commands.Values.AsEnumerable())
            root.Subcommands.Add(create());
        ParseResult parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            CommandRunner.WriteError(
                $"{Explain(parsed).TrimEnd('.', ' ')}. See {NameOf(parsed.CommandResult)} --help.");
            return ExitCode.Usage;
        }
        // Signals and exceptions are the CommandRunner's.
        return parsed.Invoke(
            new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
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
        result.Parent is CommandResult parent
            ? $"{NameOf(parent)} {((CommandResult)result).Command.Name}"
            : "inkling";
}
