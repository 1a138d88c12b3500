using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Inkling.Recognition.Data;

namespace Inkling.EndToEnd.Tests;

/// <summary>What predict is given besides pictures, and what scripts get from it.</summary>
public sealed class PredictInputsTests
{
    [Theory]
    [InlineData("*.png", "2-neon.png", "3-ruled.png")]
    [InlineData("?-r*", "3-ruled.png")]
    [InlineData("**/5*.png", "5-tiny.png")]
    public void A_pattern_that_no_shell_expanded_is_expanded(string pattern, params string[] found)
    {
        using Workplace place = new();
        Directory.CreateDirectory(place["deep"]);
        place.WriteSample("2-neon.png", "2-neon.png");
        place.WriteSample("3-ruled.png", "3-ruled.png");
        place.WriteSample("5-tiny.png", "deep/5-tiny.png");
        Inkling run = Inkling.Run("predict", place[pattern], "--csv");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(found, Rows(run).Select(row => Path.GetFileName(row[0])));
        Assert.All(Rows(run), row => Assert.Equal(Path.GetFileName(row[0])[..1], row[1]));
    }

    [Fact]
    public void A_pattern_without_a_match_is_one_error_and_the_rest_is_read()
    {
        using Workplace place = new();
        Inkling run = Inkling.Run("predict", place["*.png"], "samples/5-tiny.png");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal($"inkling: {place["*.png"]}: no file matches.", run.ErrorLine);
        Assert.Contains("samples/5-tiny.png      5", run.Output);
        Inkling ensemble = Inkling.Run("ensemble", place["*.npz"], "--out", place["out.npz"]);
        Assert.Equal(1, ensemble.ExitCode);
        Assert.Equal($"inkling: {place["*.npz"]}: no file matches.", ensemble.ErrorLine);
    }

    [Fact]
    public void Models_are_found_by_a_pattern_too()
    {
        using Workplace place = new();
        place.WriteModel("a.npz", "784-12-11");
        place.WriteModel("b.npz", "784-12-11");
        Inkling run = Inkling.Run("ensemble", place["?.npz"], "--out", place["out.npz"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("2 networks", run.Error);
    }

    [Fact]
    public void Unlabelled_rows_are_read_and_make_a_submission()
    {
        using Workplace place = new();
        string model = place.WriteModel("net.npz", "784-12-10");
        DigitSet digits = Workplace.Blots(300, seed: 4);
        string test = place.Write("test.csv", Csv(digits, heading: true));
        Inkling rows = Inkling.Run("predict", test, "--model", model, "--csv");
        Assert.Equal((0, ""), (rows.ExitCode, rows.Error));
        Assert.Equal(Enumerable.Range(1, 300).Select(row => $"{row}"), Rows(rows).Select(row => row[^1]));
        Assert.All(Rows(rows), row => Assert.Equal(test, row[0]));

        Inkling kaggle = Inkling.Run("predict", test, "--model", model, "--kaggle");
        Assert.Equal((0, ""), (kaggle.ExitCode, kaggle.Error));
        Assert.StartsWith("ImageId,Label\n1,", kaggle.Output);
        Assert.Equal(
            Rows(rows).Select(row => $"{row[^1]},{row[1]}"),
            Rows(kaggle).Select(row => string.Join(',', row)));
        Assert.Equal(
            kaggle.Output, Inkling.Run("predict", test, "--model", model, "--kaggle", "--csv").Output);

        // As one by one, pixel for pixel.
        string one = place.Write("one.csv", Csv(digits.Subset([7]), heading: false));
        Inkling alone = Inkling.Run("predict", one, "--model", model, "--csv");
        Assert.Equal(Rows(rows).ElementAt(7)[1..^1], Assert.Single(Rows(alone))[1..^1]);
    }

    [Fact]
    public void Every_row_of_a_submission_has_a_digit_even_if_all_are_rejected()
    {
        using Workplace place = new();
        string model = place.WriteModel("strict.npz", "784-12-11", noDigitAbove: 1e-6f);
        string test = place.Write("test.csv", Csv(Workplace.Blots(25, seed: 5), heading: true));
        Inkling run = Inkling.Run("predict", test, "--model", model, "--kaggle");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(25, Rows(run).Count(row => row[1] is [>= '0' and <= '9']));
        Inkling table = Inkling.Run("predict", test, "--model", model);
        Assert.Matches(
            @"test\.csv, row 25 +– +–  no digit: ink that is no digit \(rather \d\)\n$", table.Output);
    }

    [Fact]
    public void A_file_that_can_not_be_read_leaves_its_row_of_a_submission_empty_and_is_told()
    {
        using Workplace place = new();
        Inkling run = Inkling.Run("predict", place["gone.csv"], "samples/5-tiny.png", "--kaggle");
        Assert.Equal((1, "ImageId,Label\n1,\n2,5\n"), (run.ExitCode, run.Output));
        Assert.Equal($"inkling: {place["gone.csv"]}: there is no such file.", run.ErrorLine);
        Assert.Equal(2, Inkling.Run("predict", "samples", "--kaggle", "--json").ExitCode);
    }

    [Theory]
    [InlineData("C")]
    [InlineData("de_DE.ISO-8859-1")]
    [InlineData("ja_JP.EUC-JP")]
    public void Output_is_utf_8_without_a_mark_whatever_the_locale(string locale)
    {
        using Workplace place = new();
        string picture = place["größe-１-😀.png"], gone = place["fehlt-ñ.png"];
        place.WriteSample("1-marker.png", Path.GetFileName(picture));
        foreach (string option in (string[])["--json", "--csv"])
        {
            Inkling run = Inkling.Run(
                null, [("LC_ALL", locale), ("LANG", locale)], "predict", picture, gone, option);
            Assert.Equal(1, run.ExitCode);
            Assert.NotEqual('\uFEFF', run.Output[0]);
            string[] files = option == "--csv"
                ? [.. Rows(run).Select(row => row[0])]
                : [.. Parsed(run).Select(FileOf)];
            Assert.Equal([picture, gone], files);
        }
        Inkling table =
            Inkling.Run(null, [("LC_ALL", locale), ("LANG", locale)], "predict", picture, gone);
        Assert.Contains("größe-１-😀.png      1", table.Output);
        Assert.Equal($"inkling: {gone}: there is no such file.", table.ErrorLine);
    }

    [Theory]
    [InlineData("/dev/zero", "has more than")]
    [InlineData("/dev/urandom", "has more than")]
    [InlineData("/proc/version", "is a text, not a picture")]
    [InlineData("/dev/null", "is empty")]
    public void A_device_is_read_to_the_limit_and_no_further(string device, string words)
    {
        Assert.SkipUnless(File.Exists(device), "There is no such device.");
        Inkling run = Inkling.Run("predict", device, "samples/5-tiny.png");
        Assert.Equal(1, run.ExitCode);
        // Behind lines of progress, where it took long.
        string error = run.ErrorLine.Split('\n')[^1];
        Assert.StartsWith($"inkling: {device} ", error);
        Assert.Contains(words, error);
        Assert.Contains("samples/5-tiny.png      5", run.Output);
    }

    [Fact]
    public void A_folder_below_that_can_not_be_read_is_one_error_and_the_rest_is_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Its paths have no such limit.");
        using Workplace place = new();
        Directory.CreateDirectory(place["scans"]);
        place.WriteSample("5-tiny.png", "scans/5-tiny.png");
        File.CreateSymbolicLink(place["scans/broken.png"], place["nowhere.png"]);
        // So deep that its path is too long for anyone, the system's administrator included.
        Shell(place["scans"], $"for i in $(seq 20); do mkdir {new string('d', 240)} && cd d*; done");
        try
        {
            Inkling run = Inkling.Run("predict", place["scans"], "--json");
            Assert.Equal((1, ""), (run.ExitCode, run.Error));
            JsonElement[] readings = Parsed(run);
            Assert.Equal(3, readings.Length);
            Assert.Single(
                readings, one => FileOf(one) == place["scans/5-tiny.png"] && ErrorOf(one).Length == 0);
            Assert.Single(readings, one =>
                FileOf(one) == place["scans/broken.png"] && ErrorOf(one).Contains("there is no such file"));
            Assert.Single(readings, one => FileOf(one).Length > 3800 && ErrorOf(one).StartsWith(FileOf(one)));
        }
        finally
        {
            Shell(place["scans"], "rm -rf d*");
        }
    }

    [Fact]
    public void A_folder_without_pictures_does_not_stop_the_others()
    {
        using Workplace place = new();
        Directory.CreateDirectory(place["empty"]);
        Inkling run = Inkling.Run("predict", place["empty"], "samples/5-tiny.png");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("holds no picture", run.ErrorLine);
        Assert.Contains("samples/5-tiny.png      5", run.Output);
    }

    private static string Csv(DigitSet digits, bool heading)
    {
        StringBuilder text = new();
        IEnumerable<string> names = Enumerable.Range(0, DigitSet.PixelCount).Select(i => $"pixel{i}");
        if (heading)
            text.AppendJoin(',', names).Append('\n');
        for (int i = 0; i < digits.Count; i++)
            text.AppendJoin(',', digits.Image(i).ToArray()).Append('\n');
        return text.ToString();
    }

    private static IEnumerable<string[]> Rows(Inkling run) =>
        run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','));

    private static JsonElement[] Parsed(Inkling run)
    {
        using JsonDocument document = JsonDocument.Parse(run.Output);
        return [.. document.RootElement.Clone().EnumerateArray()];
    }

    private static string FileOf(JsonElement reading) => reading.GetProperty("file").GetString()!;

    private static string ErrorOf(JsonElement reading) =>
        reading.TryGetProperty("error", out JsonElement error) ? error.GetString()! : "";

    private static void Shell(string folder, string command)
    {
        using Process process =
            Process.Start(new ProcessStartInfo("sh", ["-c", command]) { WorkingDirectory = folder })!;
        process.WaitForExit();
    }
}
