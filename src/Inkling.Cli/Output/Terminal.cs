using Spectre.Console;

namespace Inkling.Cli.Output;

/// <summary>
/// Where all goes that is no result: to stderr; bars only where there is a terminal to draw them on. Results are
/// <see cref="TextTable"/>'s.
/// </summary>
internal static class Terminal
{
    // Wide enough that a line that nobody watches is never folded.
    private const int UnwatchedWidth = 4_096;

    /// <summary>For progress and remarks.</summary>
    public static IAnsiConsole Error { get; } = Create(Console.Error, Console.IsErrorRedirected);

    /// <summary>Whether someone can watch a bar on stderr.</summary>
    public static bool HasBars => !Console.IsErrorRedirected && Error.Profile.Capabilities.Interactive;

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        IAnsiConsole console =
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (redirected)
            console.Profile.Width = UnwatchedWidth;
        return console;
    }
}
