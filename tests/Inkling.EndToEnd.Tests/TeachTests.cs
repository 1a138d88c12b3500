using System.Diagnostics;
using System.Text.Json;
using Inkling.Neural.Models;

namespace Inkling.EndToEnd.Tests;

public sealed class TeachTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_small_network_is_taught_judged_by_cross_validation_and_described()
    {
        string mine = _place.WriteIdx("mine", training: 24, test: 3);
        string start = _place.WriteModel("start.npz", "784-12-11");
        Inkling teach = Inkling.Run("teach", mine, "--from", start, "--data", "none", "--out",
            _place["mine.npz"], "--json");
        Assert.True(teach.ExitCode == 0, teach.Error);
        using JsonDocument taught = JsonDocument.Parse(teach.Output);
        JsonElement root = taught.RootElement;
        Assert.Equal(
            ["model", "seconds", "cancelled", "worse", "own", "reference", "howJudged", "howCalibrated"],
            root.EnumerateObject().Select(key => key.Name));
        Assert.Equal(24, root.GetProperty("own").GetProperty("digits").GetInt32());
        Assert.Equal("synthetic digits", root.GetProperty("reference").GetProperty("name").GetString());
        Assert.Contains("Judged by cross-validation: two networks", teach.Error);
        Assert.DoesNotContain("validation share", teach.Error);
        Assert.Matches(@"from +the model with fingerprint [0-9a-f]{12}",
            Inkling.Run("info", _place["mine.npz"]).Output);
        Assert.Equal(
            0, Inkling.Run("predict", "samples/1-marker.png", "--model", _place["mine.npz"]).ExitCode);
    }

    [Fact]
    public void The_table_shows_both_sets_before_and_after_for_digits_in_several_sources()
    {
        string mine = _place.WriteIdx("mine", training: 150, test: 3);
        string more = _place.WriteIdx("more", training: 60, test: 3);
        string start = _place.WriteModel("start.npz", "784-12-10");
        Inkling teach = Inkling.Run("teach", mine, more, "--from", start, "--data", "none", "--out", start);
        Assert.True(teach.ExitCode is 0 or 3, teach.Error);
        Assert.Matches(@"digits +count +wrong before +wrong after\nyour digits +42 ", teach.Output);
        Assert.Contains("Judged by 42 of your 210 digits, which were held back and not taught.", teach.Error);
        Assert.Contains(
            teach.ExitCode == 0 ? "start.npz: taught in" : "Nothing is written to", teach.Error);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Too_few_digits_are_refused_in_a_line(int count)
    {
        string mine = _place.WriteIdx("mine", training: count, test: 3);
        Refuses($"{count} digits with ink are too few to learn a hand from: give 5 or more", mine);
    }

    [Fact]
    public void An_empty_folder_and_a_class_of_another_name_are_refused()
    {
        Directory.CreateDirectory(_place["empty"]);
        Directory.CreateDirectory(_place["letters/a"]);
        Refuses("holds no digits that Inkling knows", _place["empty"]);
        _place.WriteSample("1-marker.png", "letters/a/1.png");
        Refuses("holds no digits that Inkling knows", _place["letters"]);
        new Model("784-12-26").Save(_place["letters.npz"]);
        Refuses("letters.npz: ", _place.WriteIdx("mine", training: 9, test: 3), "--from",
            _place["letters.npz"]);
    }

    [Fact]
    public void An_ensemble_is_refused_by_teach_and_by_train()
    {
        string mine = _place.WriteIdx("mine", training: 9, test: 3), two = _place["two.npz"];
        Assert.Equal(0, Inkling.Run("ensemble", _place.WriteModel("a.npz", "784-12-10"),
            _place.WriteModel("b.npz", "784-12-10"), "--out", two).ExitCode);
        Refuses("the model has 2 networks, and one is taught", mine, "--from", two);
        Inkling train = Inkling.Run("train", "--from", two, "--data", mine, "--out", _place["out.npz"]);
        Assert.Equal(1, train.ExitCode);
        Assert.Contains("this model has 2", train.ErrorLine);
    }

    [Fact]
    public void Ctrl_C_ends_it_with_a_usable_model_or_a_line_that_says_there_is_none()
    {
        string mine = _place.WriteIdx("mine", training: 30, test: 3);
        using Process process = Inkling.StartHearingInterrupts(
            "teach", mine, "--data", "none", "--out", _place["mine.npz"]);
        string? line;
        do
            line = process.StandardError.ReadLine();
        while (line is not null && !line.StartsWith("teaching", StringComparison.Ordinal));
        using (Process kill = Process.Start("kill", ["-INT", $"{process.Id}"]))
            kill.WaitForExit();
        Inkling stopped = Inkling.WaitFor(process);
        Assert.Equal(130, stopped.ExitCode);
        if (File.Exists(_place["mine.npz"]))
            Assert.Equal(0, Inkling.Run("info", _place["mine.npz"]).ExitCode);
        else
            Assert.Matches("cancelled|Nothing is written", stopped.ErrorLine);
    }

    [Fact]
    public void A_training_starts_from_a_model_with_own_digits_repeated()
    {
        string data = _place.WriteIdx("data", training: 400, test: 50);
        string mine = _place.WriteIdx("mine", training: 20, test: 3);
        Inkling train = Inkling.Run(
            "train", "--from", _place.WriteModel("start.npz", "784-12-10"), "--data", data, "--data", mine,
            "--repeat", "5", "--epochs", "1", "--synthetic-digits", "0", "--out", _place["tuned.npz"]);
        Assert.True(train.ExitCode is 0 or 3, train.Error);
        Assert.Contains("784-12-10 on 500 digits from", train.Error);
        string info = Inkling.Run("info", _place["tuned.npz"]).Output;
        Assert.Matches(@"more data +20 digits, taken 5 times", info);
        Assert.Matches(@"from +the model with fingerprint", info);
    }

    private void Refuses(string why, params string[] arguments)
    {
        Inkling teach = Inkling.Run(
            ["teach", .. arguments, "--data", "none", "--out", _place["out.npz"]]);
        Assert.Equal((1, ""), (teach.ExitCode, teach.Output));
        Assert.Contains(why, teach.ErrorLine);
        Assert.False(File.Exists(_place["out.npz"]));
    }
}
