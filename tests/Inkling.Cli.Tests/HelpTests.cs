using System.CommandLine;
using Inkling.Cli.Commands;

namespace Inkling.Cli.Tests;

[Collection("Console")]
public sealed class HelpTests
{
    private static readonly IReadOnlyList<DocumentedCommand> Commands = Shell.CreateAll();

    public static TheoryData<string> Names => [.. Commands.Select(command => command.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_help_begins_with_the_purpose_and_an_example_and_lists_every_option(string name)
    {
        string help = HelpOf(name, "--help");
        DocumentedCommand command = Commands.Single(one => one.Name == name);
        Assert.StartsWith($"{command.Description}\n\nExample", help);
        Assert.InRange(command.Examples.Count, 1, 3);
        Assert.All(command.Examples, example => Assert.Contains($"\n  {example}\n", help));
        Assert.Equal(command.Options, command.Groups.SelectMany(group => group.Options));
        Assert.All(command.Groups, group => Assert.Contains($"\n\n{group.Title}:\n", help));
        Assert.All(command.Options, option => Assert.Matches($@"\n  {option.Name}( |\n)", help));
        Assert.All(help.Split('\n'), line => Assert.InRange(line.Length, 0, 99));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_example_can_be_typed(string name) =>
        Assert.All(Commands.Single(one => one.Name == name).Examples, example =>
        {
            string[] words = example.Split('<')[0].TrimEnd().Split(' ');
            Assert.Equal(["inkling", name], words[..2]);
            Assert.Empty(Shell.Parse(words[1..]).Errors);
        });

    [Theory]
    [MemberData(nameof(Names))]
    public void A_description_is_sentences_of_at_most_30_words(string name)
    {
        DocumentedCommand command = Commands.Single(one => one.Name == name);
        IEnumerable<Symbol> symbols = [command, .. command.Arguments, .. command.Options];
        // The recipes are a list.
        Assert.All(symbols.Where(symbol => symbol.Name != "--recipe"), symbol =>
        {
            Assert.EndsWith(".", symbol.Description);
            Assert.All(symbol.Description!.Split(". "), sentence =>
                Assert.InRange(sentence.Split(' ').Length, 1, 30));
        });
    }

    [Fact]
    public void The_options_of_train_stand_in_six_groups() => Assert.Equal(
        ["Data", "Network", "Optimisation", "Augmentation", "Distillation", "Output"],
        Commands.Single(one => one.Name == "train").Groups.Select(group => group.Title));

    [Fact]
    public void Alone_it_shows_what_most_come_for_and_then_the_other_commands()
    {
        string help = HelpOf();
        Assert.Equal(help, HelpOf("--help"));
        string[] lines = help.Split('\n');
        Assert.Equal(
            ["predict", "draw", "train"],
            lines[1..].TakeWhile(line => line != "Other commands:")
                .Where(line => line.StartsWith("  ", StringComparison.Ordinal) && line[2] != ' ')
                .Select(line => line.Trim().Split(' ')[0]));
        Assert.All(Commands.Take(3), command => Assert.Contains($"{command.Examples[0]}\n", help));
        Assert.All(Commands, command => Assert.Matches($@"\n  {command.Name} +\w", help));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 99));
    }

    [Theory]
    [InlineData("predict", "0", "1", "2")]
    [InlineData("train", "0", "1", "2", "3", "130")]
    public void A_help_has_the_exit_codes_that_scripts_ask_for(string name, params string[] codes) =>
        Assert.Equal(codes, HelpOf(name, "--help").Split("\nExit codes:\n")[1].TrimEnd('\n').Split('\n')
            .Select(line => line.Trim().Split(' ')[0]));

    [Theory]
    [InlineData("--epochs many is no whole number: write digits, as in 10",
        "train", "--data", "mnist", "--epochs", "many")]
    [InlineData("--seed -1 is not 0 to 18446744073709551615", "train", "--data", "mnist", "--seed", "-1")]
    [InlineData("--shift far is no number: write digits, as in 0.001",
        "train", "--data", "mnist", "--shift", "far")]
    [InlineData("\"frobnicate\" is neither a command nor an option", "frobnicate")]
    [InlineData("--checkpoint-seconds 86401 is not 0 to 86400",
        "train", "--data", "mnist", "--checkpoint-seconds", "86401")]
    [InlineData("--teacher: the name is empty: name a file", "train", "--data", "mnist", "--teacher", "")]
    [InlineData("path: the name is empty: name a file", "predict", "")]
    public void What_can_not_be_parsed_is_one_line_that_names_it(string words, params string[] arguments)
    {
        (int exit, string output, string error) = ConsoleCapture.Run(arguments);
        Assert.Equal((ExitCode.Usage, ""), (exit, output));
        Assert.StartsWith($"inkling: {words}. See inkling", error);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void A_picture_may_be_called_as_files_of_arguments_are()
    {
        ParseResult parsed = Shell.Parse(["predict", "@5.png"]);
        Assert.Empty(parsed.Errors);
        Assert.Equal(["@5.png"], parsed.GetRequiredValue<string[]>("path"));
    }

    private static string HelpOf(params string[] arguments)
    {
        (int exit, string output, string error) = ConsoleCapture.Run(arguments);
        Assert.Equal((ExitCode.Success, ""), (exit, error));
        return output;
    }
}
