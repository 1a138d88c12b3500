using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Text;
using Inkling.Cli.Commands;

namespace Inkling.Cli;

/// <summary>The table of commands; parses a command line, or says in one line what is wrong.</summary>
internal static class Shell
{
    private const string Purpose =
        "Inkling reads handwritten digits with a neural network written from scratch in C#.";

    // What most people come for; the overview begins with them.
    private const int Featured = 3;

    // Every command, in the order of the overview.
    private static readonly OrderedDictionary<string, Func<DocumentedCommand>> Commands = new()
    {
        ["predict"] = PredictCommand.Create,
        ["draw"] = DrawCommand.Create,
        ["train"] = TrainCommand.Create,
        ["teach"] = TeachCommand.Create,
        ["evaluate"] = EvaluateCommand.Create,
        ["scoreboard"] = ScoreboardCommand.Create,
        ["robustness"] = RobustnessCommand.Create,
        ["calibrate"] = CalibrateCommand.Create,
        ["ensemble"] = EnsembleCommand.Create,
        ["info"] = InfoCommand.Create,
        ["convert"] = ConvertCommand.Create,
        ["augment"] = AugmentCommand.Create,
        ["export"] = ExportCommand.Create,
        ["import"] = ImportCommand.Create,
        ["serve"] = ServeCommand.Create,
    };

    public static int Run(string[] arguments)
    {
        // Scripts read what is printed: it must not depend on a locale or a code page.
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        if (arguments is ["predict", ..])
            PredictCommand.Begin(arguments);
        ParseResult parsed = Parse(arguments.Length == 0 ? ["--help"] : arguments);
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

    /// <summary>Makes every command, in the order of the overview.</summary>
    internal static IReadOnlyList<DocumentedCommand> CreateAll() =>
        [.. Commands.Values.Select(create => create())];

    /// <summary>Parses a command line; its errors are in the result.</summary>
    internal static ParseResult Parse(string[] arguments)
    {
        // Only the command that is named: to make all of them takes 12 ms, longer than to read a digit.
        bool isNamed = Commands.TryGetValue(arguments[0], out Func<DocumentedCommand>? named);
        RootCommand root = new(Purpose);
        foreach (DocumentedCommand command in isNamed ? [named!()] : CreateAll())
            root.Subcommands.Add(command);
        root.Options.OfType<HelpOption>().Single().Action = new HelpPrinter(Help);
        // A picture may be called @5.png, which the parser would take for a file of arguments.
        return root.Parse(arguments, new() { ResponseFileTokenReplacer = null });
    }

    private static string Help(Command command)
    {
        if (command is DocumentedCommand documented)
            return HelpPage.Of(documented);
        IReadOnlyList<DocumentedCommand> all = CreateAll();
        return HelpPage.Overview(Purpose, all.Take(Featured), all.Skip(Featured));
    }

    // An unknown word explains the other errors; the error of a value is told with its option.
    private static string Explain(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens.Count > 0)
            return $"\"{parsed.UnmatchedTokens[0]}\" is neither a command nor an option";
        ParseError error = parsed.Errors[0];
        if (error.SymbolResult is not OptionResult result)
            return error.Message;
        return error.Message.Contains(result.Option.Name, StringComparison.Ordinal)
            ? error.Message
            : $"{result.Option.Name}: {error.Message}";
    }

    private static string NameOf(SymbolResult result) =>
        result.Parent is CommandResult parent
            ? $"{NameOf(parent)} {((CommandResult)result).Command.Name}"
            : "inkling";
}
