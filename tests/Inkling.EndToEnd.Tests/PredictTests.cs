using System.Text.Json;

namespace Inkling.EndToEnd.Tests;

public sealed class PredictTests
{
    private static string Samples => Path.Combine(Inkling.Root, "samples");

    [Fact]
    public void Every_sample_is_read_right_by_the_model_that_ships_inside()
    {
        Inkling run = Inkling.Run("predict", "samples", "--json");
        Assert.Equal(0, run.ExitCode);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        Assert.True(document.RootElement.GetArrayLength() >= 20);
        Assert.All(document.RootElement.EnumerateArray(), reading =>
        {
            string file = Path.GetFileName(reading.GetProperty("file").GetString()!);
            Assert.Equal($"{file}: {file[0]}", $"{file}: {reading.GetProperty("digit").GetInt32()}");
        });
    }

    [Fact]
    public void A_folder_and_a_picture_may_be_called_as_the_verb_is()
    {
        using Workplace place = new();
        string folder = place["predict"], picture = Path.Combine(folder, "predict");
        Directory.CreateDirectory(folder);
        File.Copy(Path.Combine(Samples, "2-neon.png"), picture + ".png");
        File.Copy(Path.Combine(Samples, "2-neon.png"), picture);
        Assert.Contains($"{picture}.png      2", Inkling.Run("predict", folder).Output);
        Assert.Contains($"{picture}      2", Inkling.Run("predict", picture).Output);
    }

    [Fact]
    public void Json_has_the_promised_keys_and_probabilities_that_sum_to_one()
    {
        Inkling run = Inkling.Run("predict", "samples/2-neon.png", "--json");
        using JsonDocument document = JsonDocument.Parse(run.Output);
        JsonElement reading = Assert.Single(document.RootElement.EnumerateArray());
        Assert.Equal(
            ["file", "digit", "confidence", "probabilities", "noDigit", "sure", "likeliest", "digits"],
            reading.EnumerateObject().Select(key => key.Name).Where(name => name != "pieces"));
        double[] probabilities =
            [.. reading.GetProperty("probabilities").EnumerateArray().Select(value => value.GetDouble())];
        Assert.Equal(10, probabilities.Length);
        Assert.Equal(1, probabilities.Sum(), tolerance: 1e-5);
        Assert.Equal(probabilities.Max(), reading.GetProperty("confidence").GetDouble());
        Assert.True(reading.GetProperty("sure").GetBoolean());
    }

    [Fact]
    public void What_is_taken_for_no_digit_is_no_failure_and_says_what_it_would_be()
    {
        using Workplace place = new();
        string model = place.WriteModel("strict.npz", "784-12-11", noDigitAbove: 1e-6f);
        Inkling run = Inkling.Run("predict", "samples/2-neon.png", "--model", model);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"2-neon\.png +– +–  no digit: ink that is no digit \(rather \d\)\n$", run.Output);
        using JsonDocument document = JsonDocument.Parse(
            Inkling.Run("predict", "samples/2-neon.png", "--model", model, "--json").Output);
        JsonElement reading = Assert.Single(document.RootElement.EnumerateArray());
        Assert.Equal(
            ["file", "probabilities", "noDigit", "sure", "likeliest", "reason", "digits"],
            reading.EnumerateObject().Select(key => key.Name).Where(name => name != "pieces"));
        Assert.Equal("notADigit", reading.GetProperty("reason").GetString());
        Assert.Equal(
            1,
            reading.GetProperty("probabilities").EnumerateArray().Sum(value => value.GetDouble()),
            tolerance: 1e-5);
        Assert.InRange(reading.GetProperty("noDigit").GetDouble(), 1e-6, 1);
        Assert.False(reading.GetProperty("sure").GetBoolean());
    }

    [Fact]
    public void What_a_model_is_not_sure_of_says_so_beside_its_confidence()
    {
        using Workplace place = new();
        string model = place.WriteModel("unsure.npz", "784-12-11", unsureBelow: 1);
        string[] lines = Inkling.Run("predict", "samples/2-neon.png", "--model", model).Output.Split('\n');
        Assert.EndsWith(" %  not sure", lines[1]);
    }

    [Fact]
    public void A_bad_file_does_not_stop_the_others_and_the_exit_code_tells()
    {
        using Workplace place = new();
        string bad = place.Write("bad.png", "this is no picture");
        string missing = place["missing.png"];
        Inkling run = Inkling.Run("predict", bad, Path.Combine(Samples, "3-ruled.png"), missing, "--json");
        Assert.Equal(1, run.ExitCode);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        JsonElement[] readings = [.. document.RootElement.EnumerateArray()];
        Assert.Contains("bad.png", readings[0].GetProperty("error").GetString());
        Assert.False(readings[0].TryGetProperty("digit", out _));
        Assert.Equal(3, readings[1].GetProperty("digit").GetInt32());
        Assert.Contains("there is no such file", readings[2].GetProperty("error").GetString());
    }

    [Fact]
    public void A_blank_picture_says_that_it_is_blank()
    {
        using Workplace place = new();
        Inkling run = Inkling.Run("predict", place.WriteBlank("blank.png"));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.EndsWith("–  no digit: blank\n", run.Output);
    }

    [Fact]
    public void A_picture_is_read_from_standard_input()
    {
        byte[] picture = File.ReadAllBytes(Path.Combine(Samples, "8-shadow.png"));
        Inkling run = Inkling.Run(picture, [], "predict", "-", "--csv");
        Assert.Equal(0, run.ExitCode);
        string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("file,digit,confidence,error,sure,noDigit,reason,digits,row", lines[0]);
        Assert.StartsWith("-,8,", lines[1]);
    }

    [Fact]
    public void Nonsense_on_standard_input_is_one_line()
    {
        Inkling run = Inkling.Run("GIF89a nonsense"u8.ToArray(), [], "predict", "-");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("inkling: standard input is ", run.ErrorLine);
        Assert.DoesNotContain('\n', run.ErrorLine);
    }

    [Fact]
    public void Folders_are_read_with_what_lies_below_in_natural_order()
    {
        using Workplace place = new();
        Directory.CreateDirectory(place["a/b"]);
        File.Copy(Path.Combine(Samples, "5-tiny.png"), place["a/img_10.png"]);
        File.Copy(Path.Combine(Samples, "5-tiny.png"), place["a/img_2.png"]);
        File.Copy(Path.Combine(Samples, "5-tiny.png"), place["a/b/deep.png"]);
        place.Write("a/notes.txt", "not a picture, and not looked at");
        Inkling run = Inkling.Run("predict", place["a"], "--csv");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["deep.png", "img_2.png", "img_10.png"],
            run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
                .Select(line => Path.GetFileName(line.Split(',')[0])));
    }

    [Fact]
    public void As_is_refuses_a_picture_of_another_size_and_takes_one_that_fits()
    {
        Assert.Contains("not 28", Inkling.Run("predict", "samples/0-chalk.png", "--as-is").ErrorLine);
        Assert.Equal(0, Inkling.Run("predict", "samples/5-tiny.png", "--as-is").ExitCode);
    }
}
