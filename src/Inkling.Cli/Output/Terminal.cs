using Spectre.Console;

namespace Inkling.Cli.Output;

/// <summary>Progress and remarks on stderr; bars only where there is a terminal to draw them on.</summary>
internal static class Terminal
{
    private static readonly Lazy<IAnsiConsole> Console = new(() =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Error) }));

    /// <summary>Draws bars.</summary>
    public static IAnsiConsole Error => Console.Value;

    /// <summary>Whether someone can watch bars on stderr.</summary>
    public static bool HasBars => !System.Console.IsErrorRedirected && Error.Profile.Capabilities.Interactive;

    /// <summary>Writes a remark: above the bars where there are some, else straight to stderr.</summary>
    public static void WriteLine(string line)
    {
        if (HasBars)
            Error.WriteLine(line);
        else
            System.Console.Error.WriteLine(line);
    }
}
