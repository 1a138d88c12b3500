using System.Diagnostics;

namespace Inkling.EndToEnd.Tests;

/// <summary>Ctrl-C in the midst of reading: one line, exit code 130, and nothing is written.</summary>
public sealed class CancelTests : IDisposable
{
    // To read them all takes many seconds, far longer than a signal.
    private const int Many = 100_000;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("scoreboard", "--threads", "1")]
    [InlineData("evaluate")]
    [InlineData("calibrate", "--out", "{out}")]
    public async Task An_interrupt_ends_it_at_once(string command, params string[] options)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "It takes a named pipe.");
        string pipe = _place["set/pipe.png"];
        _place.Write("set/labels.csv", "file,label\npipe.png,1\n"
            + string.Concat(Enumerable.Repeat("1-marker.png,1\n", Many)));
        _place.WriteSample("1-marker.png", "set/1-marker.png");
        Run("mkfifo", pipe);
        using Process process = Inkling.StartHearingInterrupts(
        [
            command, "--data", Path.GetDirectoryName(pipe)!,
            .. options.Select(option => option.Replace("{out}", _place["out.npz"], StringComparison.Ordinal)),
        ]);
        // A pipe opens for writing once the command opens it for reading: it is in the midst of the pictures.
        await using (await Task.Run(() => File.OpenWrite(pipe)).WaitAsync(Limit))
            Run("kill", "-INT", $"{process.Id}");
        Inkling stopped = Inkling.WaitFor(process);
        Assert.Equal(("", "inkling: cancelled."), (stopped.Output, stopped.ErrorLine.Split('\n')[^1]));
        Assert.Equal(130, stopped.ExitCode);
        Assert.False(File.Exists(_place["out.npz"]));
    }

    private static void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
