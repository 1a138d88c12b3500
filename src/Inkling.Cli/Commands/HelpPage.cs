using System.CommandLine.Invocation;
using System.Text;

namespace Inkling.Cli.Commands;

/// <summary>The help of a command or of all, as text of at most 99 columns.</summary>
internal static class HelpPage
{
    private const int Columns = 99;
    private const int WidestLabel = 30; // a longer one has a line of its own, so descriptions keep their room
    private const string Indent = "  ";

    /// <summary>Draws a command's help: purpose, examples, usage, arguments and grouped options.</summary>
    public static string Of(DocumentedCommand command)
    {
        StringBuilder text = new();
        text.Append(command.Description).Append("\n\n");
        text.Append(command.Examples.Count == 1 ? "Example:\n" : "Examples:\n");
        foreach (string example in command.Examples)
            text.Append(Indent).Append(example).Append('\n');
        text.Append("\nUsage:\n").Append(Indent).Append(UsageOf(command)).Append('\n');
        AppendRows(text, "Arguments",
            [.. command.Arguments.Select(argument => ($"<{argument.Name}>", argument.Description ?? ""))]);
        foreach (OptionGroup group in command.Groups)
            AppendRows(text, group.Title, [.. group.Options.Select(one => (LabelOf(one), Explain(one)))]);
        AppendRows(text, "Exit codes", [.. command.ExitCodes.Select(exit => ($"{exit.Code}", exit.Meaning))]);
        return text.ToString();
    }

    /// <summary>Draws the overview: what most people come for with examples, then the rest.</summary>
    public static string Overview(
        string purpose, IEnumerable<DocumentedCommand> first, IEnumerable<DocumentedCommand> others)
    {
        StringBuilder text = new();
        text.Append(purpose).Append('\n');
        foreach (DocumentedCommand command in first)
        {
            text.Append('\n').Append(Indent).Append($"{command.Name,-9}").Append(command.Description);
            text.Append('\n').Append(' ', 11).Append(command.Examples[0]).Append('\n');
        }
        AppendRows(text, "Other commands",
            [.. others.Select(command => (command.Name, command.Description ?? ""))]);
        text.Append("\ninkling COMMAND --help shows a command's options and examples, inkling --version the "
            + "version.\n");
        return text.ToString();
    }

    private static string UsageOf(DocumentedCommand command)
    {
        IEnumerable<string> arguments = command.Arguments.Select(argument =>
        {
            string name = $"<{argument.Name}>" + (argument.Arity.MaximumNumberOfValues > 1 ? "..." : "");
            return argument.Arity.MinimumNumberOfValues > 0 ? name : $"[{name}]";
        });
        IEnumerable<string> required = command.Options.Where(option => option.Required).Select(LabelOf);
        string optional = command.Options.Any(option => !option.Required) ? "[options]" : "";
        return string.Join(' ', ["inkling", command.Name, .. arguments, .. required, optional]).TrimEnd();
    }

    private static string LabelOf(Option option) => option.ValueType == typeof(bool)
        ? option.Name
        : $"{option.Name} <{option.HelpName ?? "number"}>";

    private static string Explain(Option option)
    {
        if (option.Required)
            return $"{option.Description} (required)";
        return option.HasDefaultValue && option.ValueType != typeof(bool)
            ? $"{option.Description} (default: {option.GetDefaultValue()})"
            : option.Description ?? "";
    }

    private static void AppendRows(
        StringBuilder text, string title, IReadOnlyList<(string Label, string Text)> rows)
    {
        if (rows.Count == 0)
            return;
        text.Append('\n').Append(title).Append(":\n");
        int width = rows.Select(row => row.Label.Length).Where(width => width <= WidestLabel).Max();
        string margin = new(' ', Indent.Length + width + Indent.Length);
        foreach ((string label, string description) in rows)
        {
            text.Append(Indent).Append(label.PadRight(width));
            text.Append(label.Length > width ? $"\n{margin}" : Indent);
            text.Append(string.Join($"\n{margin}", Wrap(description, Columns - margin.Length))).Append('\n');
        }
    }

    private static List<string> Wrap(string text, int width)
    {
        List<string> lines = [""];
        foreach (string word in text.Split(' '))
        {
            if (lines[^1].Length == 0)
                lines[^1] = word;
            else if (lines[^1].Length + 1 + word.Length <= width)
                lines[^1] += " " + word;
            else
                lines.Add(word);
        }
        return lines;
    }
}

/// <summary>Prints a help text on stdout.</summary>
internal sealed class HelpPrinter(Func<Command, string> draw) : SynchronousCommandLineAction
{
    /// <summary>What lacks on a command line does not matter to who asks for help.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        Console.Out.Write(draw(parseResult.CommandResult.Command));
        return ExitCode.Success;
    }
}
