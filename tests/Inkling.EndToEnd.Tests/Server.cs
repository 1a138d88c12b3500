using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Inkling.EndToEnd.Tests;

/// <summary>A real <c>inkling draw</c> or <c>inkling serve</c> on a free port, and what it prints.</summary>
internal sealed partial class Server : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly List<string> _output = [];
    private readonly List<string> _error = [];

    private Server(Process process)
    {
        _process = process;
        TaskCompletionSource speaks = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        _process.ErrorDataReceived += (_, line) =>
        {
            Keep(_error, line.Data);
            speaks.TrySetResult();
        };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Assert.True(speaks.Task.Wait(Limit), "the server says nothing");
        string first = Copy(_error).FirstOrDefault() ?? "nothing";
        Match address = HttpAddress().Match(first);
        Assert.True(address.Success, $"the first line on stderr names no address: {first}");
        Address = new(address.Value);
    }

    public Uri Address { get; }

    /// <summary>The lines on stdout so far.</summary>
    public IReadOnlyList<string> Output => Copy(_output);

    /// <summary>The lines on stderr so far, the first one left out.</summary>
    public IReadOnlyList<string> Error => Copy(_error)[1..];

    public static Server Start(params string[] arguments) => StartWith([], arguments);

    public static Server StartWith(
        IEnumerable<(string Name, string Value)> environment, params string[] arguments) =>
        new(Inkling.Start(environment, [.. arguments, "--port", "0"]));

    /// <summary>Starts it where another has been.</summary>
    public static Server StartAt(Uri address, params string[] arguments) =>
        new(Inkling.Start([], [.. arguments, "--port", $"{address.Port}"]));

    /// <summary>Tells it to stop, as a shell or a service manager does, and waits until it has.</summary>
    public async Task<int> Stop()
    {
        using (Process kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
            await kill.WaitForExitAsync();
        using CancellationTokenSource limit = new(Limit);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static void Keep(List<string> lines, string? line)
    {
        lock (lines)
        {
            if (line is not null)
                lines.Add(line);
        }
    }

    private static string[] Copy(List<string> lines)
    {
        lock (lines)
            return [.. lines];
    }

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex HttpAddress();
}
