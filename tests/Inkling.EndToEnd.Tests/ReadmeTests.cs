using System.Text.RegularExpressions;

namespace Inkling.EndToEnd.Tests;

/// <summary>What the pages say is what happens: commands are run, links are followed.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void Every_console_block_prints_what_the_README_says()
    {
        MatchCollection blocks = ConsoleBlock().Matches(Read("README.md"));
        Assert.True(blocks.Count >= 3);
        Assert.All(blocks, block =>
        {
            Inkling run = Inkling.Run(block.Groups["arguments"].Value.Split(' '));
            Assert.Equal(0, run.ExitCode);
            Assert.Equal(Lines(block.Groups["output"].Value), Lines(run.Output));
        });
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/method.md")]
    [InlineData("docs/engine.md")]
    [InlineData("docs/decisions.md")]
    [InlineData("docs/page.md")]
    [InlineData("docs/accuracy.md")]
    [InlineData("models/README.md")]
    public void Every_link_leads_somewhere(string page)
    {
        string folder = Path.GetDirectoryName(Path.Combine(Inkling.Root, page))!;
        Assert.All(Link().Matches(Read(page)).Select(link => link.Groups[1].Value), link =>
            Assert.True(
                Path.Exists(Path.Combine(folder, link)), $"{page} links to {link}, which is not there"));
    }

    [Fact]
    public void The_README_stays_short() =>
        Assert.True(File.ReadAllLines(Path.Combine(Inkling.Root, "README.md")).Length < 150);

    private static string Read(string page) => File.ReadAllText(Path.Combine(Inkling.Root, page));

    private static string[] Lines(string text) =>
        [.. text.Trim('\n').Split('\n').Select(line => line.TrimEnd())];

    [GeneratedRegex(
        @"```console\n\$ inkling (?<arguments>[^\n]*)\n(?<output>.*?)```", RegexOptions.Singleline)]
    private static partial Regex ConsoleBlock();

    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)\)")]
    private static partial Regex Link();
}
