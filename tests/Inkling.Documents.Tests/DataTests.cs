using System.Text.RegularExpressions;

namespace Inkling.Documents.Tests;

/// <summary>Each form of data in docs/data.md is read by the command beside it.</summary>
public sealed partial class DataTests(DataFiles files) : IClassFixture<DataFiles>
{
    private const int Samples = 24;

    public static IEnumerable<TheoryDataRow<string, string>> Rows =>
        from line in Document.All.Single(document => document.Name == "docs/data.md").Lines
        let row = Row().Match(line)
        where row.Success
        select new TheoryDataRow<string, string>(row.Groups["data"].Value, row.Groups["command"].Value);

    [Theory]
    [MemberData(nameof(Rows))]
    public void It_is_read(string data, string command)
    {
        string printed = new Command(0, command, "").Run(files.Root);
        Assert.True(IsRead(command, printed), $"{data}: {command} printed\n{printed}");
    }

    [Fact]
    public void There_are_rows_of_both_kinds() =>
        Assert.Equal([19, 6], Rows.CountBy(row => row.Data.Item2.Split(' ')[1]).Select(kind => kind.Value));

    // The samples are all read right, so are all that is made of them: a line of the heading, and one each.
    private static bool IsRead(string command, string printed) =>
        command.StartsWith("inkling evaluate", StringComparison.Ordinal)
            ? printed.Contains($"{Samples} of {Samples} correct", StringComparison.Ordinal)
            : printed.Split('\n').Length == Samples + 1
                && !printed.Contains("exit code", StringComparison.Ordinal);

    [GeneratedRegex(@"^\| (?<data>.+) \| `(?<command>inkling [^`]+)` \|$")]
    private static partial Regex Row();
}
