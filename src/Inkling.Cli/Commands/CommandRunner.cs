using System.Runtime.InteropServices;
using Inkling.Imaging.Decoding;
using Inkling.Neural.Kernels;
using Inkling.Neural.Training;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Cli.Commands;

/// <summary>Runs a command: a failure is a line on stderr; Ctrl-C cancels, a second one ends it.</summary>
internal static class CommandRunner
{
    public static Command WithAction(this Command command, Func<ParseResult, CancellationToken, int> action)
    {
        command.SetAction(parsed => Run(parsed, action));
        return command;
    }

    /// <summary>Adds options in a collection initialiser.</summary>
    public static void Add(this Command command, IEnumerable<Option> options)
    {
        foreach (Option option in options)
            command.Options.Add(option);
    }

    /// <summary>Writes a failure on stderr, in one line.</summary>
    public static void WriteError(string message) =>
        Console.Error.WriteLine(
            $"inkling: {message.ReplaceLineEndings(" ").Replace("\t", "", StringComparison.Ordinal)}");

    private static int Run(ParseResult parsed, Func<ParseResult, CancellationToken, int> action)
    {
        using CancellationTokenSource cancellation = new();
        using PosixSignalRegistration interrupt = CancelOn(PosixSignal.SIGINT, cancellation);
        using PosixSignalRegistration terminate = CancelOn(PosixSignal.SIGTERM, cancellation);
        try
        {
            // A kernel path that this machine lacks is reported before the work.
            _ = KernelPath.Chosen;
            return action(parsed, cancellation.Token);
        }
        catch (OperationCanceledException)
        {
            WriteError("cancelled.");
            return ExitCode.Cancelled;
        }
        catch (Exception failure) when (IsForTheUser(failure))
        {
            WriteError(failure.Message);
            return ExitCode.Failure;
        }
    }

    private static PosixSignalRegistration CancelOn(PosixSignal signal, CancellationTokenSource source) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            // The second signal is not held back, so the system ends the process.
            context.Cancel = !source.IsCancellationRequested;
            source.Cancel();
        });

    // The messages of these are written for users; anything else is a bug, and its stack trace is shown.
    private static bool IsForTheUser(Exception failure) => failure is DataException or ModelException
        or ImageFormatException or DivergenceException or ArgumentException or IOException
        or UnauthorizedAccessException;
}

/// <summary>The exit codes of the process.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Failure = 1; // something that was named can't be used; a line on stderr says what
    public const int Usage = 2; // the command line itself is wrong
    public const int Cancelled = 130; // by Ctrl-C: 128 + SIGINT's number, as in shells
}
