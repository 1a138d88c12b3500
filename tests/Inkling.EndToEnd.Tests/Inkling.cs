using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Inkling.EndToEnd.Tests;

/// <summary>The real command as a process of its own, and what it printed.</summary>
internal sealed record Inkling(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>The root of the project: where README.md and samples are.</summary>
    public static string Root { get; } =
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../.."));

    /// <summary>stderr without its last line's end.</summary>
    public string ErrorLine => Error.TrimEnd();

    private static string Executable { get; } = Path.Combine(
        Root, "artifacts", "bin", "Inkling.Cli", "release",
        OperatingSystem.IsWindows() ? "inkling.exe" : "inkling");

    /// <summary>Runs it to its end, in the project's root.</summary>
    public static Inkling Run(params string[] arguments) => Run(input: null, environment: [], arguments);

    public static Inkling Run(
        byte[]? input, IEnumerable<(string Name, string Value)> environment, params string[] arguments)
    {
        using Process process = Start(environment, arguments);
        if (input is not null)
            process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        return WaitFor(process);
    }

    public static Process Start(
        IEnumerable<(string Name, string Value)> environment, params string[] arguments) =>
        Start(Executable, environment, arguments);

    /// <summary>
    /// Starts it so that it hears Ctrl-C. Who runs the tests in the background of a shell has it ignored, and
    /// so has all that is started there, as it should be of the command.
    /// </summary>
    public static Process StartHearingInterrupts(params string[] arguments) => OperatingSystem.IsLinux()
        ? Start("env", [], ["--default-signal=INT", Executable, .. arguments])
        : Start(Executable, [], arguments);

    private static Process Start(
        string program, IEnumerable<(string Name, string Value)> environment, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static Inkling WaitFor(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"inkling took more than {Limit}.");
        }
        return new(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
