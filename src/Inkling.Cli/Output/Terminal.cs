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

    private static readonly Lazy<IAnsiConsole> Bars = new(() => Create(Console.Error, Console.IsErrorRedirected));

    /// <summary>For progress and remarks.</summary>
    public static IAnsiConsole Error => Bars.Value;

    /// <summary>Whether someone can watch a bar on stderr.</summary>
    public static bool HasBars => !Console.IsErrorRedirected && Error.Profile.Capabilities.Interactive;

    /// <summary>A remark: above the bars where there are some, else straight to stderr, which starts at once.</summary>
    public static void Say(string line)
    {
        if (HasBars)
            Error.WriteLine(line);
        else
            Console.Error.WriteLine(line);
    }

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        IAnsiConsole console =
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (redirected)
            console.Profile.Width = UnwatchedWidth;
        return console;
    }
}
