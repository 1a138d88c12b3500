using Inkling.Cli.Commands;
using Inkling.Cli.Output;
using Inkling.Cli.Report;
using Inkling.Neural.Networks;
using Inkling.Neural.Training;
using Inkling.Recognition.Models;
using Inkling.Recognition.Training;

namespace Inkling.Cli.Tests;

/// <summary>The command, in this process, whose one stderr another test catches.</summary>
[Collection("Console")]
public sealed class ReportCommandTests
{
    private static readonly string[] Small = ["--network", "784-8-10", "--epochs", "2", "--threads", "1"];

    [Fact]
    public void A_training_leaves_its_report_beside_its_network()
    {
        using Runs runs = new();
        string data = runs.WriteIdx("my <digits>");
        Assert.Equal(ExitCode.Success, Train(runs, data, runs["run.html"]));
        string page = File.ReadAllText(runs["run.html"]);
        Assert.Contains(
            "inkling train --data "
                + $"&#39;{data.Replace("<digits>", "&lt;digits&gt;", StringComparison.Ordinal)}&#39;",
            page, StringComparison.Ordinal);
        Assert.Contains("accuracy on the test set", page, StringComparison.Ordinal);
        Assert.Equal(["my <digits>", "net.npz", "run.html"], runs.Files);
    }

    [Fact]
    public void A_report_that_cannot_be_written_is_told_before_the_training()
    {
        using Runs runs = new();
        string data = runs.WriteIdx("data");
        foreach (string place in (string[])[
            runs["missing/run.html"], runs["data"], "", runs["net.npz"], runs["net.npz.checkpoint"]])
            Assert.Equal(ExitCode.Failure, Train(runs, data, place));
        Assert.Equal(["data"], runs.Files);
    }

    [Fact]
    public void A_report_that_fails_at_the_end_costs_no_network()
    {
        using Runs runs = new();
        Directory.CreateDirectory(runs["folder"]);
        OutputFile report = TrainCommand.ReserveReport(runs["folder/run.html"], runs["net.npz"])!;
        Directory.Delete(runs["folder"]);
        IOException failure =
            Assert.ThrowsAny<IOException>(() => TrainCommand.WriteReport(report, Runs.Run(epochs: 2)));
        Assert.Contains(
            "run.html: the network is saved, but not the report: ",
            failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_old_report_stays_until_the_new_one_is_whole()
    {
        using Runs runs = new();
        File.WriteAllText(runs["run.html"], "old");
        OutputFile report = TrainCommand.ReserveReport(runs["run.html"], runs["net.npz"])!;
        Assert.Equal("old", File.ReadAllText(runs["run.html"]));
        TrainCommand.WriteReport(report, Runs.Run(epochs: 2));
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(runs["run.html"]), StringComparison.Ordinal);
        Assert.Equal(["run.html"], runs.Files);
    }

    [Fact]
    public void A_training_that_is_cancelled_and_one_that_goes_on_have_reports()
    {
        using Runs runs = new();
        string data = runs.WriteIdx("data");
        TrainingSettings settings = Recipe.Dense.Settings with { Network = "784-8-10", Epochs = 4 };
        using CancellationTokenSource cancellation = new();
        TrainingOutcome cut = DigitTraining.Start(new(settings), Runs.Bars(200, seed: 2), 1, TimeSpan.Zero)
            .Run(runs["net.npz"], null, new CancelAfter(epochs: 2, cancellation), cancellation.Token);
        Assert.NotNull(cut.Record.Validation);
        string page = TrainingPage.Draw(new(cut, "bars", ["inkling", "train"]));
        Assert.Contains("Cancelled after 2 epochs", page, StringComparison.Ordinal);
        Assert.Contains("class=\"confusion\"", page, StringComparison.Ordinal);

        Assert.Equal(ExitCode.Success, Shell.Run(
            ["train", "--data", data, "--out", runs["net.npz"], "--resume", "--report", runs["run.html"]]));
        string resumed = File.ReadAllText(runs["run.html"]);
        Assert.Contains("Time since resumed", resumed, StringComparison.Ordinal);
        Assert.Contains("in epoch 1 to", resumed, StringComparison.Ordinal);
        Assert.Contains("in epoch 4.", resumed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_says_what_info_says_of_the_saved_network()
    {
        using Runs runs = new();
        Assert.Equal(ExitCode.Success, Train(runs, runs.WriteIdx("data"), runs["run.html"]));
        string page = File.ReadAllText(runs["run.html"]);
        Assert.All(ModelDescription.Rows(ModelFile.Read(runs["net.npz"])), row =>
            Assert.Contains($"<td>{row.Value}</td>", page, StringComparison.Ordinal));
    }

    private static int Train(Runs runs, string data, string report) =>
        Shell.Run(["train", "--data", data, "--out", runs["net.npz"], "--report", report, .. Small]);

    private sealed class CancelAfter(int epochs, CancellationTokenSource cancellation) : ITrainingObserver
    {
        public void Stepped(in StepReport report)
        {
        }

        public void EpochEnded(EpochReport report)
        {
            if (report.Epoch == epochs)
                cancellation.Cancel();
        }
    }
}
