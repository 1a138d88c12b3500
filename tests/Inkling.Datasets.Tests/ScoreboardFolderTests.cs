using Inkling.Pictures;
using Inkling.Pictures.Tests;
using Inkling.Recognition;
using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;
using Inkling.Recognition.Tests;
using Inkling.Recognition.Tests.Data;

namespace Inkling.Datasets.Tests;

public sealed class ScoreboardFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_folder_with_a_list_is_a_set_and_strings_are_skipped_with_the_reason()
    {
        _folder.Png("b10/x.png", 0);
        _folder.File("b10/labels.csv", "file,label\nx.png,3\n");
        _folder.Png("b2/deep/x.png", 0);
        _folder.File("b2/deep/labels.csv", "file,label\nx.png,4\nx.png,5\n");
        _folder.File("amounts/labels.csv", "file,label\nnowhere.png,15\n");
        _folder.File(".hidden/labels.csv", "file,label\nnowhere.png,1\n");
        Scoreboard board = Run();
        Assert.Equal(["b2/deep", "b10"], board.Sets.Select(set => set.Name));
        Assert.Equal([2, 1], board.Sets.Select(set => set.Count));
        SkippedSet skipped = Assert.Single(board.Skipped);
        Assert.Equal("amounts", skipped.Name);
        Assert.Contains("\"15\"", skipped.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_folder_itself_may_be_a_set_and_its_readings_are_the_readers()
    {
        string[] samples = [.. Directory.EnumerateFiles(Samples(), "*.png").Order().Take(6)];
        foreach (string sample in samples)
            _folder.File($"images/{Path.GetFileName(sample)}", File.ReadAllBytes(sample));
        _folder.Png("images/blank.png", 255, 60, 60);
        _folder.File("labels.csv", "file,label\n" + string.Concat(samples.Select((sample, i) =>
            $"images/{Path.GetFileName(sample)},{(i == 0 ? 9 : Path.GetFileName(sample)[0] - '0')}\n"))
                + "images/blank.png,4\n");
        SetScore set = Assert.Single(Run().Sets);
        Assert.Equal(Path.GetFileName(_folder.Root), set.Name);
        for (int i = 0; i < samples.Length; i++)
        {
            DigitReading reading = DigitReader.Default.Read(samples[i]);
            Assert.Equal((reading.Digit, reading.Confidence, reading.IsSure),
                (set.Readings[i].Read, set.Readings[i].Confidence, set.Readings[i].IsSure));
            Assert.Equal(set.Readings[i].IsRight, set.Readings[i].Pixels.IsEmpty);
        }
        Assert.Null(set.Readings[6].Read);
        Assert.Equal(1, set.NotFound);
        Assert.Equal(2, set.Mistakes.Count);
        Assert.All(set.Mistakes, mistake => Assert.Equal(784, mistake.Pixels.Length));
        Assert.True(set.Mistakes[0].Pixels.Span.ContainsAnyExcept((byte)0));
    }

    [Theory]
    [InlineData("file,label\na.png,3\nb.png,4\n", "labels.csv: row 3: there is no file \"b.png\"")]
    [InlineData("file,label\na.png,x\n", "labels.csv: row 2, field 2: \"x\" is not a label 0 to 9.")]
    [InlineData("file,label\na.png,-1\n", "\"-1\" is not a label")]
    [InlineData("file,label\na.png\n", "row 2 has no comma")]
    [InlineData("file\na.png\n", "row 1 is not the heading \"file,label\"")]
    [InlineData("name,colour\na.png,red\n", "field 2: \"red\" is not a label 0 to 9.")]
    [InlineData("", "labels.csv: is empty: download it again")]
    [InlineData("file,label\n", "labels.csv: has its heading and no picture.")]
    [InlineData("file,label\nc.png,3\na.png,3\n", "set: 1 of 2 pictures can't be used: ")]
    [InlineData("file,label\na.png,31\n",
        "no set there has single digits: set was skipped, since its labels are numbers")]
    public void A_list_that_is_wrong_is_one_line(string list, string words)
    {
        _folder.Png("set/a.png", 1);
        _folder.File("set/c.png", "no picture");
        _folder.File("set/labels.csv", list);
        TemporaryFolder.Says(words, TemporaryFolder.Fault(Run));
    }

    [Fact]
    public void A_folder_without_a_set_is_named()
    {
        _folder.Png("3/a.png", 1);
        TemporaryFolder.Says("neither it nor a folder below it is a set", TemporaryFolder.Fault(Run));
        TemporaryFolder.Says("no such folder", TemporaryFolder.Fault(
            () => ScoreboardFolder.Read(DigitModel.Default, _folder.At("nowhere"))));
    }

    [Fact]
    public void It_can_be_called_off()
    {
        _folder.Png("a.png", 1);
        _folder.File("labels.csv", "file,label\na.png,3\n");
        Assert.ThrowsAny<OperationCanceledException>(() =>
            ScoreboardFolder.Read(
                DigitModel.Default, _folder.Root, cancellation: new CancellationToken(canceled: true)));
    }

    private Scoreboard Run() =>
        ScoreboardFolder.Read(
            DigitModel.Default, _folder.Root, cancellation: TestContext.Current.CancellationToken);

    private static string Samples([System.Runtime.CompilerServices.CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, "../../samples");
}
