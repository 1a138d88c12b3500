using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Inkling.Cli.Commands;

namespace Inkling.Cli.Tests;

/// <summary>docs/cli.md has every command and option in the groups of the help, and no other.</summary>
public sealed partial class CliDocumentTests
{
    private static readonly IReadOnlyList<DocumentedCommand> Commands = Shell.CreateAll();

    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Root(), "docs", "cli.md"));

    public static TheoryData<string> CommandNames => [.. Commands.Select(command => command.Name)];

    [Fact]
    public void Every_command_has_a_section_and_every_section_a_command() => Assert.Equal(
        Commands.Select(command => command.Name),
        Lines.Select(line => Section().Match(line)).Where(match => match.Success)
            .Select(match => match.Groups[1].Value));

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void A_section_has_the_groups_and_options_of_the_help_and_no_others(string name)
    {
        IEnumerable<string> expected = GroupsOf(name).SelectMany(group =>
            SectionOf(name).Contains($"{group.Title}: the options of [`train`](#train).")
                ? []
                : (IEnumerable<string>)[group.Title, .. Names(group)]);
        Assert.Equal(expected, SectionOf(name).SelectMany(GroupOrOption));
    }

    [Fact]
    public void Augment_has_the_augmentation_of_train() =>
        Assert.Equal(Names(Augmentation("train")), Names(Augmentation("augment")));

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void A_section_has_an_example_of_the_help(string name) => Assert.Contains(
        SectionOf(name), line => line == Commands.Single(one => one.Name == name).Examples[0]);

    [Theory]
    [InlineData(ExitCode.Success)]
    [InlineData(ExitCode.Failure)]
    [InlineData(ExitCode.Usage)]
    [InlineData(ExitCode.NothingLearnt)]
    [InlineData(ExitCode.InternalError)]
    [InlineData(ExitCode.Cancelled)]
    public void Every_exit_code_has_a_row(int code) =>
        Assert.Single(Lines, line => line.StartsWith($"| {code} | ", StringComparison.Ordinal));

    private static IReadOnlyList<OptionGroup> GroupsOf(string name) =>
        Commands.Single(one => one.Name == name).Groups;

    private static OptionGroup Augmentation(string name) =>
        GroupsOf(name).Single(group => group.Title == "Augmentation");

    private static IEnumerable<string> Names(OptionGroup group) =>
        group.Options.Select(option => option.Name);

    private static IEnumerable<string> SectionOf(string name) =>
        Lines.SkipWhile(line => line != $"## `{name}`").Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal));

    // The head of a table of options is the title of its group.
    private static IEnumerable<string> GroupOrOption(string line) =>
        GroupHead().Match(line) is { Success: true } head ? [head.Groups[1].Value]
        : OptionRow().Match(line) is { Success: true } row ? [row.Groups[1].Value]
        : [];

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    [GeneratedRegex("^## `([a-z]+)`$")]
    private static partial Regex Section();

    [GeneratedRegex(@"^\| (\w[\w ]*) \| what it does \|$")]
    private static partial Regex GroupHead();

    [GeneratedRegex(@"^\| `(--[a-z-]+)")]
    private static partial Regex OptionRow();
}
