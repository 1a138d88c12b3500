using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using Inkling.Cli.Commands;
using Inkling.Imaging.Decoding;
using Inkling.Neural.Kernels;
using Inkling.Neural.Training;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Cli;

/// <summary>
/// The table of verbs, and what every verb has in common: one line on stderr and an exit code for what goes
/// wrong, and a Ctrl-C that asks first and insists the second time.
/// </summary>
internal static class Shell
{
    // Every verb there is, in the order of --help.
    private static readonly OrderedDictionary<string, Func<Command>> Verbs = new()
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
        ParseResult parsed = ParseVerb(arguments) is { Errors.Count: 0 } plain ? plain : ParseAll(arguments);
        if (parsed.Errors.Count > 0)
        {
            Console.Error.WriteLine($"inkling: {OneLine(Explain(parsed)).TrimEnd('.', ' ')}. See "
                + $"{NameOf(parsed.CommandResult)} --help.");
            return ExitCode.Usage;
        }
        // Signals are ours (CancelOnSignals), and so is what becomes of an exception.
        return parsed.Invoke(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    /// <summary>Runs a verb: cancellable, and with its failures told in one line.</summary>
    public static int Guard(Func<CancellationToken, int> verb)
    {
        using CancellationTokenSource cancellation = new();
        using PosixSignalRegistration interrupt = CancelOn(PosixSignal.SIGINT, cancellation);
        using PosixSignalRegistration terminate = CancelOn(PosixSignal.SIGTERM, cancellation);
        try
        {
            // A kernel that is not there is known before the work and not in its midst.
            _ = KernelPath.Chosen;
            return verb(cancellation.Token);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("inkling: cancelled.");
            return ExitCode.Cancelled;
        }
        catch (Exception failure) when (IsForTheUser(failure))
        {
            Console.Error.WriteLine($"inkling: {OneLine(failure.Message)}");
            return ExitCode.Failure;
        }
    }

    // A verb alone, where nobody asks for help: the others and the root, which looks up its help's words in the system's
    // language, take longer to make than a digit takes to read. The first word is then the name of what is parsed.
    private static ParseResult? ParseVerb(string[] arguments) =>
        arguments is [string name, ..] && Verbs.TryGetValue(name, out Func<Command>? create) && !Array.Exists(arguments, AsksForHelp)
            ? create().Parse(arguments)
            : null;

    private static bool AsksForHelp(string argument) => argument is "--help" or "-h" or "/h" or "-?" or "/?";

    // All verbs below the root, which knows their place in a line of usage.
    private static ParseResult ParseAll(string[] arguments)
    {
        RootCommand root = new("Reads handwritten digits, with a neural network written from scratch in C#.");
        foreach (Func<Command> create in Verbs.Values)
            root.Subcommands.Add(create());
        return root.Parse(arguments);
    }

    // A word that nothing knows explains the other errors; a value's error is told with its option.
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

    private static PosixSignalRegistration CancelOn(PosixSignal signal, CancellationTokenSource cancellation) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            // The second signal is not held back, so the system ends the process.
            context.Cancel = !cancellation.IsCancellationRequested;
            cancellation.Cancel();
        });

    // What these say is meant to be read by a person; anything else is our mistake, and its trace should be
    // seen.
    private static bool IsForTheUser(Exception failure) => failure is DataException or ModelException
        or ImageFormatException or DivergenceException or ArgumentException or IOException or UnauthorizedAccessException;

    private static string OneLine(string message) =>
        message.ReplaceLineEndings(" ").Replace("\t", "", StringComparison.Ordinal);

    private static string NameOf(SymbolResult result) =>
        result.Parent is CommandResult parent ? $"{NameOf(parent)} {((CommandResult)result).Command.Name}" : "inkling";
}
