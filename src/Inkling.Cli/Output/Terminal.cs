using Spectre.Console;

namespace Inkling.Cli.Output;

/// <summary>
/// Where words go: results to stdout, all else to stderr; bars only where there is a terminal to draw them
/// on.
/// </summary>
internal static class Terminal
{
    // Wide enough that a table that nobody watches is never folded.
    private const int UnwatchedWidth = 4_096;

    /// <summary>For progress and remarks.</summary>
    public static IAnsiConsole Error { get; } = Create(Console.Error, Console.IsErrorRedirected);

    /// <summary>For results.</summary>
    public static IAnsiConsole Result { get; } = Create(Console.Out, Console.IsOutputRedirected);

    /// <summary>Whether someone can watch a bar on stderr.</summary>
    public static bool HasBars => !Console.IsErrorRedirected && Error.Profile.Capabilities.Interactive;

    /// <summary>A table without lines, so that it reads well in a file too.</summary>
    public static Table Columns(params ReadOnlySpan<string> headers)
    {
        Table table = new() { Border = TableBorder.None };
        foreach (string header in headers)
        {
            // Numbers stand to the right, the first column, which names, to the left.
            table.AddColumn(new TableColumn(Markup.Escape(header))
            {
                Alignment = table.Columns.Count == 0 ? Justify.Left : Justify.Right,
                Padding = new Padding(0, 0, 2, 0),
                NoWrap = true,
            });
        }
        return table;
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
