using System.Diagnostics;
using System.Text;

namespace Inkling.Documents.Tests;

/// <summary>A command of a console block, and what the document says that it prints.</summary>
internal sealed record Command(int Line, string Text, string Output)
{
    private const string Prompt = "$ ";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private static string Inkling { get; } = Path.Combine(
        Document.Root, "artifacts", "bin", "Inkling.Cli", "release",
        OperatingSystem.IsWindows() ? "inkling.exe" : "inkling");

    /// <summary>The commands of a block: each begins at a prompt, and a backslash continues it.</summary>
    public static IEnumerable<Command> In(CodeBlock block)
    {
        string[] lines = block.Text.Split('\n');
        for (int n = 0; n < lines.Length;)
        {
            int begin = n;
            StringBuilder text = new(lines[n++].TrimStart('$', ' '));
            while (text is [.., '\\'] && n < lines.Length)
                text.Remove(text.Length - 1, 1).Append(lines[n++].TrimStart());
            int end = n;
            while (end < lines.Length && !lines[end].StartsWith(Prompt, StringComparison.Ordinal))
                end++;
            yield return new(block.Line + 1 + begin, text.ToString(), Tidy(string.Join('\n', lines[n..end])));
            n = end;
        }
    }

    /// <summary>Runs it, in the project's root by default. Returns stdout, or what went wrong.</summary>
    public string Run(string? folder = null)
    {
        string[] words = Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not (["inkling", ..] or ["dotnet", "run", ..]))
            return "(nothing: only inkling and dotnet run are run here; mark the block as text)";
        using Process process = Start(
            words[0] == "inkling" ? Inkling : words[0], words[1..], folder ?? Document.Root);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            return $"(nothing within {Limit})";
        }
        string printed = Tidy(output.GetAwaiter().GetResult());
        return process.ExitCode == 0
            ? printed
            : $"(exit code {process.ExitCode})\n{printed}\n{error.GetAwaiter().GetResult()}";
    }

    private static Process Start(string program, string[] arguments, string folder)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        // A build server that outlives its command would keep the pipes open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        return Process.Start(start)!;
    }

    private static string Tidy(string text) =>
        string.Join('\n', text.Trim('\n').Split('\n').Select(line => line.TrimEnd()));
}
