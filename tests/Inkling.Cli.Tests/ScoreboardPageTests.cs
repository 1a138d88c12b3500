using System.Text.RegularExpressions;
using Inkling.Cli.Output;
using Inkling.Cli.Report;
using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;

namespace Inkling.Cli.Tests;

public sealed partial class ScoreboardPageTests
{
    [Fact]
    public void A_single_set_is_told_once_and_without_a_mean()
    {
        Scoreboard board = new([Set("only", right: 8, wrong: 2)]);
        Assert.Equal(["only"], ScoreTables.Accuracy(board).Rows.Select(row => row[0]));
        Assert.Equal(["only"], ScoreTables.Confidence(board).Rows.Select(row => row[0]));
        string page = Draw(board);
        Assert.Single(
            Drawing().Matches(page),
            drawing => drawing.Value.Contains("reliability-", StringComparison.Ordinal));
        Assert.Contains("one set", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_table_has_a_cell_for_each_column()
    {
        Scoreboard board = new([Set("a", right: 3, wrong: 1), Set("images", right: 1, wrong: 0)]);
        foreach (TextTable table in (TextTable[])[
            ScoreTables.Accuracy(board), ScoreTables.Writers(board),
            ScoreTables.Confidence(board), ScoreTables.Selective(board)])
            Assert.All(table.Rows, row => Assert.Equal(table.Headers.Count, row.Length));
        Assert.Equal(
            ["a", "images", "all", "mean of the sets"],
            ScoreTables.Accuracy(board).Rows.Select(row => row[0]));
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(0, 5)]
    [InlineData(1, 0)]
    public void What_is_no_number_never_reaches_a_drawing(int right, int wrong)
    {
        string page = Draw(new([Set("set", right, wrong)]));
        Assert.Equal(2, Drawing().Count(page)); // reliability and the curve
        Assert.All(
            Drawing().Matches(page).Select(drawing => drawing.Value),
            drawing => Assert.DoesNotMatch("NaN|∞|Infinity", drawing));
    }

    [Fact]
    public void At_most_forty_mistakes_of_each_set_are_drawn()
    {
        string page = Draw(new([Set("many", right: 0, wrong: 50), Set("few", right: 0, wrong: 3)]));
        Assert.Equal(43, Regex.Count(page, "class=\"ink\""));
        Assert.Contains("many: the 40 most confident of 50 mistakes", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_results_do_not_go_into_one_file_and_an_empty_name_is_none()
    {
        using Runs runs = new();
        Assert.Throws<UnwritableException>(
            () => OutputFile.At("--html", runs["./a"], ("what --out writes", runs["a"])));
        Assert.Throws<UnwritableException>(() => OutputFile.At("--out", ""));
        Assert.Null(OutputFile.At("--out", null));
        Assert.NotNull(OutputFile.At("--html", runs["b"], ("what --out writes", null)));
        Assert.Empty(runs.Files);
    }

    private static string Draw(Scoreboard board) =>
        ScoreboardPage.Draw(board, "model.npz", "data", ["inkling", "scoreboard"]);

    private static SetScore Set(string name, int right, int wrong) => new(name,
    [
        .. Enumerable.Range(0, right + wrong).Select(i => new ScoredReading(
            $"images/{(i % 2 == 0 ? "x" : "y")}/{i}.png", 3, i < right ? 3 : 8,
            0.99f - (i * 0.001f), IsSure: i % 3 > 0)
        {
            Pixels = new byte[784],
        }),
    ]);

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Drawing();
}
