using System.CommandLine;
using Inkling.Cli.Commands;
using Inkling.Imaging;
using Inkling.Neural.Models;
using Inkling.Neural.Training;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Cli.Tests;

/// <summary>Whose fault a failure is: the user's in one line, or a bug that can be reported.</summary>
[Collection("Console")]
public sealed class CommandRunnerTests : IDisposable
{
    private readonly string? _debug = Environment.GetEnvironmentVariable(CommandRunner.DebugVariable);

    public static TheoryData<Exception> ForTheUser =>
    [
        new UsageException("name a file."), new DataException("row 1 is wrong."),
        new ModelException("net.npz: there is no such file."),
        new DivergenceException("the loss became NaN."),
        new ImageFormatException("is damaged: it ends early"), new IOException("No space left on device."),
        new UnwritableException("net.npz", "is a folder: name a file."),
        new UnauthorizedAccessException("Access to net.npz is denied."),
        new DllNotFoundException("add the package SkiaSharp.NativeAssets.Linux.NoDependencies."),
    ];

    public static TheoryData<Exception> Bugs =>
    [
        new ArgumentException("the labels are 9.\nThe images are 10."), new ArgumentNullException("model"),
        new InvalidOperationException("the plan is for inference."),
        new NotSupportedException("no such layer."),
        new OperationCanceledException(), new AggregateException(new DataException("row 1 is wrong.")),
    ];

    public void Dispose() => Environment.SetEnvironmentVariable(CommandRunner.DebugVariable, _debug);

    [Theory]
    [MemberData(nameof(ForTheUser))]
    public void A_failure_that_is_written_for_users_is_its_message_alone(Exception failure)
    {
        Environment.SetEnvironmentVariable(CommandRunner.DebugVariable, "1");
        Assert.Equal((ExitCode.Failure, "", $"inkling: {failure.Message}\n"), RunThrowing(failure));
    }

    [Theory]
    [MemberData(nameof(Bugs))]
    public void Any_other_failure_is_a_bug_told_in_one_line_without_a_trace(Exception bug)
    {
        Environment.SetEnvironmentVariable(CommandRunner.DebugVariable, null);
        (int exit, string output, string error) = RunThrowing(bug);
        Assert.Equal((70, ""), (exit, output));
        Assert.StartsWith("inkling: internal error, a bug in Inkling: ", error);
        Assert.Contains(bug.Message.ReplaceLineEndings(" ").TrimEnd('.'), error);
        Assert.EndsWith(". Please report it with the stack trace that INKLING_DEBUG=1 adds.\n", error);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [MemberData(nameof(Bugs))]
    public void The_trace_of_a_bug_follows_where_it_is_asked_for(Exception bug)
    {
        Environment.SetEnvironmentVariable(CommandRunner.DebugVariable, "1");
        (int exit, _, string error) = RunThrowing(bug);
        Assert.Equal(70, exit);
        string[] lines = error.Split('\n');
        Assert.EndsWith("Please report it with this stack trace:", lines[0]);
        Assert.StartsWith(bug.GetType().FullName, lines[1]);
        Assert.Contains(lines, line => line.StartsWith("   at Inkling.", StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_user_asked_for_and_can_not_be_is_his_and_not_ours()
    {
        (int exit, _, string error) = ConsoleCapture.Run("info", "");
        Assert.Equal(ExitCode.Usage, exit);
        Assert.Equal("inkling: model: the name is empty: name a file. See inkling info --help.\n", error);
        Assert.Throws<UsageException>(() => UsageException.Guard(() => throw new ArgumentException("no")));
        Assert.Throws<InvalidOperationException>(
            () => UsageException.Guard(() => throw new InvalidOperationException("no")));
    }

    private static (int Exit, string Output, string Error) RunThrowing(Exception failure)
    {
        RootCommand root = [new DocumentedCommand("fail", "Fails.").WithAction((_, _) => throw failure)];
        return ConsoleCapture.Run(() =>
            root.Parse(["fail"]).Invoke(new() { EnableDefaultExceptionHandler = false }));
    }
}
