using Inkling.Cli.Commands;
using Inkling.Recognition.Data;

namespace Inkling.Cli.Tests;

/// <summary>Wildcards that no shell expanded.</summary>
public sealed class FilePatternsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("inkling-patterns-").FullName;

    public FilePatternsTests()
    {
        string[] files =
        [
            "img_10.png", "img_2.png", "img_2.jpg", "a.png", ".hidden.png", "ä.png", "scans/b.png",
            "scans/deep/c.png", "scans/deep/d.txt", "scans-old/e.png", "empty/.keep",
        ];
        foreach (string file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, file))!);
            File.WriteAllText(Path.Combine(_folder, file), "");
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("*.png", "a.png", "img_2.png", "img_10.png", "ä.png")]
    [InlineData("img_?.*", "img_2.jpg", "img_2.png")]
    [InlineData("img_??.png", "img_10.png")]
    [InlineData("?.png", "a.png", "ä.png")]
    [InlineData(".*.png", ".hidden.png")]
    [InlineData("scans/*", "scans/b.png", "scans/deep")]
    [InlineData("scans*", "scans", "scans-old")]
    [InlineData("scans*/*.png", "scans/b.png", "scans-old/e.png")]
    [InlineData("scan?/deep/*.png", "scans/deep/c.png")]
    [InlineData("scans/**/*.png", "scans/b.png", "scans/deep/c.png")]
    [InlineData("**/c.png", "scans/deep/c.png")]
    [InlineData("scans/**", "scans/b.png", "scans/deep")]
    [InlineData("nowhere.png", "nowhere.png")]
    [InlineData("scans", "scans")]
    public void A_pattern_is_what_a_shell_makes_of_it_in_natural_order(
        string pattern, params string[] found)
    {
        Assert.Equal(found.Select(Below), FilePatterns.Expand(Below(pattern)));
        Assert.Equal(found.Select(Below), FilePatterns.Find(Below(pattern)));
    }

    // The folder that the tests run in has files, whichever it is.
    [Fact]
    public void A_pattern_without_a_folder_finds_names_without_a_folder()
    {
        IReadOnlyList<string> found = FilePatterns.Expand("*");
        Assert.NotEmpty(found);
        Assert.All(found, name => Assert.Equal(Path.GetFileName(name), name));
    }

    [Theory]
    [InlineData("*.gif")]
    [InlineData("nowhere/*.png")]
    [InlineData("a.png/*.png")]
    [InlineData("empty/*")]
    [InlineData("scans/**/*.jpg")]
    public void A_pattern_without_a_match_is_named(string pattern)
    {
        DataException failure = Assert.Throws<DataException>(() => FilePatterns.Expand(Below(pattern)));
        Assert.Equal($"{Below(pattern)}: no file matches.", failure.Message);
    }

    [Fact]
    public void A_file_that_is_called_like_a_pattern_wins()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names.");
        File.WriteAllText(Below("*.png"), "");
        Assert.Equal([Below("*.png")], FilePatterns.Expand(Below("*.png")));
    }

    [Fact]
    public void Any_depth_does_not_follow_links_up()
    {
        Directory.CreateSymbolicLink(Below("scans/deep/up"), Below("scans"));
        Assert.Equal(
            [Below("scans/b.png"), Below("scans/deep/c.png")], FilePatterns.Expand(Below("scans/**/*.png")));
    }

    private string Below(string path) => Path.Combine(_folder, path);
}
