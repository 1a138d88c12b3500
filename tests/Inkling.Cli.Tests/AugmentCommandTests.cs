using System.Runtime.CompilerServices;
using Inkling.Cli.Commands;
using Inkling.Imaging;
using Inkling.Pictures;

namespace Inkling.Cli.Tests;

// The process has one stderr: tests that catch it run one after the other.
[Collection("Console")]
public sealed class AugmentCommandTests : IDisposable
{
    private const int Row = 84 + 4; // a digit of three times its size, and the gap to the next

    private readonly string _folder = Directory.CreateTempSubdirectory("inkling-augment-").FullName;

    private string Sheet => Path.Combine(_folder, "sheet.png");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_samples_become_a_sheet_of_their_own_digits_and_copies()
    {
        string data = WriteSamples();
        (int exit, string error) = Run("augment", "--preview", Sheet, "--data", data, "--count", "24");
        string remark = $"{Sheet}: 24 digits from {data}, 9 augmented copies of each.";
        Assert.Equal("", error.Replace(remark, "", StringComparison.Ordinal).Trim());
        Assert.Equal(ExitCode.Success, exit);
        GreyImage sheet = Read();
        Assert.Equal(
            (12 + 84 + 24 + (9 * Row) - 4 + 12, 12 + (24 * Row) - 4 + 12),
            (sheet.Width, sheet.Height));
        for (int row = 0; row < 24; row++)
        {
            // Every variant is there, dark on white, with about as much ink as the digit it is made of.
            double original = Ink(sheet, 12, 12 + (row * Row));
            Assert.True(original > 10_000);
            for (int variant = 0; variant < 9; variant++)
                Assert.InRange(Ink(sheet, 120 + (variant * Row), 12 + (row * Row)) / original, 0.4, 2);
        }
    }

    [Fact]
    public void The_same_seed_draws_the_same_file_and_options_change_it()
    {
        string data = WriteSamples();
        byte[] Made(params string[] options)
        {
            Assert.Equal(0,
                Run(["augment", "--preview", Sheet, "--data", data, "--count", "2", .. options]).Exit);
            return File.ReadAllBytes(Sheet);
        }
        byte[] first = Made();
        Assert.Equal(first, Made("--seed", "1"));
        Assert.NotEqual(first, Made("--seed", "2"));
        Assert.NotEqual(first, Made("--rotation", "0"));
    }

    [Fact]
    public void With_every_part_off_the_copies_are_the_digit()
    {
        string[] off =
            ["--shift", "--rotation", "--scale", "--shear", "--elastic", "--stroke", "--noise", "--blur"];
        string[] command =
            ["augment", "--preview", Sheet, "--data", WriteSamples(), "--count", "1", "--copies", "1"];
        Assert.Equal(0, Run([.. command, .. off.SelectMany(option => new[] { option, "0" })]).Exit);
        GreyImage sheet = Read();
        for (int y = 12; y < 12 + 84; y++)
            Assert.All(Enumerable.Range(0, 84), x => Assert.Equal(sheet[12 + x, y], sheet[120 + x, y]));
    }

    [Theory]
    [InlineData("rotation is 400 degrees, not 0 to 180", "--rotation", "400")]
    [InlineData("noise probability is 2, not 0 to 1", "--noise-probability", "2")]
    [InlineData("--shift", "--shift", "far")]
    [InlineData("--count 0 is not 1 to 100", "--count", "0")]
    [InlineData("--copies 101 is not 1 to 100", "--copies", "101")]
    [InlineData("exclude each other", "--as-is", "--prepare")]
    public void What_can_not_be_is_one_line_and_the_old_sheet_stays(string words, params string[] options) =>
        Rejects(words, ["augment", "--preview", Sheet, "--data", WriteSamples(), .. options]);

    [Fact]
    public void Data_that_is_not_there_or_is_no_data_is_one_line()
    {
        Rejects(
            "no such file or folder",
            "augment", "--preview", Sheet, "--data", Path.Combine(_folder, "nowhere"));
        Rejects("--data", "augment", "--preview", Sheet);
        Rejects("--preview", "augment", "--data", WriteSamples());
    }

    [Fact]
    public void A_sheet_takes_the_place_of_no_other_kind_of_file()
    {
        string labels = Path.Combine(WriteSamples(), "labels.csv");
        string before = File.ReadAllText(labels);
        Rejects("ends in .png", "augment", "--preview", labels, "--data", _folder);
        Assert.Equal(before, File.ReadAllText(labels));
        Rejects(
            "does not exist",
            "augment", "--preview", Path.Combine(_folder, "deep", "s.png"), "--data", _folder);
    }

    private static (int Exit, string Error) Run(params string[] arguments)
    {
        (int exit, _, string error) = ConsoleCapture.Run(arguments);
        return (exit, error);
    }

    private static double Ink(GreyImage sheet, int left, int top)
    {
        double ink = 0;
        for (int y = 0; y < 84; y++)
        {
            for (int x = 0; x < 84; x++)
                ink += 255 - sheet[left + x, top + y];
        }
        return ink;
    }

    // Refused with one line, and nothing is written over what was there.
    private void Rejects(string words, params string[] arguments)
    {
        File.WriteAllText(Sheet, "what was here before");
        (int exit, string error) = Run(arguments);
        Assert.NotEqual(0, exit);
        Assert.Contains(words, error);
        Assert.StartsWith("inkling: ", error);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Equal("what was here before", File.ReadAllText(Sheet));
        Assert.Empty(Directory.GetFiles(_folder, ".*.tmp"));
    }

    private GreyImage Read() => PictureFile.DecodeGrey(File.ReadAllBytes(Sheet));

    // The project's samples with the labels that their names begin with.
    private string WriteSamples([CallerFilePath] string here = "")
    {
        string samples = Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "samples");
        List<string> labels = ["file,label"];
        foreach (string sample in Directory.GetFiles(samples, "*.png"))
        {
            string name = Path.GetFileName(sample);
            File.Copy(sample, Path.Combine(_folder, name), overwrite: true);
            labels.Add($"{name},{name[0]}");
        }
        File.WriteAllLines(Path.Combine(_folder, "labels.csv"), labels);
        return _folder;
    }
}
