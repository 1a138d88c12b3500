using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Inkling.EndToEnd.Tests;

/// <summary>predict reads the pictures in an archive as those below a folder.</summary>
public sealed class PredictArchiveTests
{
    [Theory]
    [InlineData("scans.zip")]
    [InlineData("scans.tar")]
    [InlineData("scans.tar.gz")]
    public void Pictures_in_an_archive_are_read_in_natural_order(string name)
    {
        using Workplace place = new();
        string archive = Pack(place, name);
        Inkling run = Inkling.Run("predict", archive, "samples/5-tiny.png", "--csv");
        Assert.Equal(1, run.ExitCode);
        string[] rows = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(5, rows.Length);
        Assert.StartsWith($"{archive}/9-broken.png,,,", rows[1]);
        Assert.Contains("is a text, not a picture", rows[1]);
        Assert.StartsWith($"{archive}/page/2.png,3,", rows[2]);
        Assert.StartsWith($"{archive}/page/10.png,2,", rows[3]);
        Assert.StartsWith("samples/5-tiny.png,5,", rows[4]);
    }

    [Fact]
    public void An_archive_without_pictures_is_one_error_and_the_rest_is_read()
    {
        using Workplace place = new();
        Directory.CreateDirectory(place["texts"]);
        File.WriteAllText(place["texts/notes.txt"], "hello");
        ZipFile.CreateFromDirectory(place["texts"], place["texts.zip"]);
        File.WriteAllBytes(place["cut.zip"], File.ReadAllBytes(place["texts.zip"])[..^9]);
        Inkling run = Inkling.Run("predict", place["texts.zip"], place["cut.zip"], "samples/5-tiny.png");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"inkling: {place["texts.zip"]}: this archive holds no picture", run.Error);
        Assert.Contains($"inkling: {place["cut.zip"]}: its ZIP archive is damaged", run.Error);
        Assert.Contains("samples/5-tiny.png      5", run.Output);
    }

    private static string Pack(Workplace place, string name)
    {
        Directory.CreateDirectory(place["all/page"]);
        place.WriteSample("2-neon.png", "all/page/10.png");
        place.WriteSample("3-ruled.png", "all/page/2.png");
        File.WriteAllText(place["all/9-broken.png"], "hello", Encoding.ASCII);
        File.WriteAllText(place["all/.hidden.png"], "hello", Encoding.ASCII);
        if (name.EndsWith(".zip", StringComparison.Ordinal))
        {
            ZipFile.CreateFromDirectory(place["all"], place[name]);
            return place[name];
        }
        using FileStream file = File.Create(place[name]);
        bool isZipped = name.EndsWith("gz", StringComparison.Ordinal);
        using Stream tar = isZipped ? new GZipStream(file, CompressionMode.Compress) : file;
        TarFile.CreateFromDirectory(place["all"], tar, includeBaseDirectory: false);
        return place[name];
    }
}
