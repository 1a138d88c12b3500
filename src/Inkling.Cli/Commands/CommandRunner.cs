using System.Runtime.InteropServices;
using Inkling.Imaging;
using Inkling.Neural.Kernels;
using Inkling.Neural.Models;
using Inkling.Neural.Training;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Cli.Commands;

/// <summary>Runs a command: a failure is a line on stderr; Ctrl-C cancels, a second one kills.</summary>
internal static class CommandRunner
{
    /// <summary>The variable that, set to 1, adds the stack trace to an internal error.</summary>
    public const string DebugVariable = "INKLING_DEBUG";

    /// <summary>Writes a failure on stderr, in one line.</summary>
    public static void WriteError(string message) =>
        Console.Error.WriteLine(
            $"inkling: {message.ReplaceLineEndings(" ").Replace("\t", "", StringComparison.Ordinal)}");

    /// <summary>Runs a command's action; returns the process's exit code.</summary>
    public static int Run(ParseResult parsed, Func<ParseResult, CancellationToken, int> action)
    {
        using CancellationTokenSource cancellation = new();
        using PosixSignalRegistration interrupt = CancelOn(PosixSignal.SIGINT, cancellation);
        using PosixSignalRegistration terminate = CancelOn(PosixSignal.SIGTERM, cancellation);
        try
        {
            // A kernel path that this machine lacks is reported before the work.
            _ = UsageException.Guard(() => KernelPath.Chosen);
            return action(parsed, cancellation.Token);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            WriteError("cancelled.");
            return ExitCode.Cancelled;
        }
        catch (Exception failure) when (ForTheUser(failure) is { } told)
        {
            WriteError(told.Message);
            return ExitCode.Failure;
        }
#pragma warning disable CA1031 // whatever else it is, it is a bug: the user reads one line and can report it
        catch (Exception bug)
#pragma warning restore CA1031
        {
            WriteBug(bug);
            return ExitCode.InternalError;
        }
    }

    private static void WriteBug(Exception bug)
    {
        bool traces = Environment.GetEnvironmentVariable(DebugVariable) == "1";
        string what = $"internal error, a bug in Inkling: {bug.Message.TrimEnd('.')}.";
        WriteError(traces
            ? $"{what} Please report it with this stack trace:"
            : $"{what} Please report it with the stack trace that {DebugVariable}=1 adds.");
        if (traces)
            Console.Error.WriteLine(bug);
    }

    private static PosixSignalRegistration CancelOn(PosixSignal signal, CancellationTokenSource source) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            // The second signal is not held back, so the system ends the process.
            context.Cancel = !source.IsCancellationRequested;
            source.Cancel();
        });

    // The messages of these are written for users, and the system's about a file or a port name it. A native
    // library that is missing is missed by every thread.
    private static Exception? ForTheUser(Exception failure) => failure switch
    {
        UsageException or DataException or ModelException or ImageFormatException or DivergenceException
            or IOException or UnauthorizedAccessException or DllNotFoundException => failure,
        AggregateException { InnerException: DllNotFoundException missing } => missing,
        _ => null,
    };
}

/// <summary>The exit codes of the process.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Failure = 1; // a file, data or a setting can't be used; a line on stderr says which
    public const int Usage = 2; // the command line can't be parsed
    public const int NothingLearnt = 3; // a training is saved, but reads no better than guessing
    public const int InternalError = 70; // a bug; EX_SOFTWARE of BSD's sysexits.h
    public const int Cancelled = 130; // by Ctrl-C: 128 + SIGINT's number, as in shells
}
