using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Inkling.EndToEnd.Tests;

public sealed class TrainTests
{
    private const int SignalInterrupt = 2;
    private const int SignalKill = 9;

    // Small enough for a second, long enough to be killed in the middle of an epoch.
    private static readonly string[] Settings =
    [
        "--recipe", "dense", "--network", "784-24-10", "--epochs", "60", "--batch-size", "8",
        "--checkpoint-seconds", "0.02",
    ];

    [Fact]
    public void A_network_is_trained_saved_evaluated_and_described()
    {
        using Workplace place = new();
        string data = place.WriteIdx("data", training: 1200, test: 300);
        Inkling train = Inkling.Run(
            "train", "--data", data, "--out", place["net.npz"], "--recipe", "dense", "--network", "784-32-10",
            "--epochs", "8", "--json");
        Assert.Equal(0, train.ExitCode);
        using JsonDocument trained = JsonDocument.Parse(train.Output);
        Assert.Equal(["model", "epochs", "seconds", "trainAccuracy", "validationAccuracy", "testAccuracy"],
            trained.RootElement.EnumerateObject().Select(key => key.Name));
        Assert.Equal(8, trained.RootElement.GetProperty("epochs").GetInt32());
        // A line an epoch, one of the end, and a note that blots seem not to be digits.
        Assert.Equal(10, train.Error.Split('\n').Count(line => line.Contains('%', StringComparison.Ordinal)));

        Inkling evaluate = Inkling.Run(
            "evaluate", place["net.npz"], "--data", data, "--json", "--mistakes", place["mistakes.png"]);
        Assert.Equal(0, evaluate.ExitCode);
        using JsonDocument evaluated = JsonDocument.Parse(evaluate.Output);
        JsonElement root = evaluated.RootElement;
        Assert.Equal(300, root.GetProperty("images").GetInt32());
        Assert.Equal(0, root.GetProperty("refused").GetInt32());
        Assert.Equal(
            trained.RootElement.GetProperty("testAccuracy").GetDouble(),
            root.GetProperty("accuracy").GetDouble());
        Assert.Equal(300, root.GetProperty("confusion").EnumerateArray()
            .Sum(row => row.EnumerateArray().Sum(count => count.GetInt32())));
        Assert.Equal(["digit", "images", "precision", "recall"],
            root.GetProperty("perDigit")[0].EnumerateObject().Select(key => key.Name));
        Assert.True(root.GetProperty("accuracy").GetDouble() > 0.8);
        Assert.Equal(0x89, File.ReadAllBytes(place["mistakes.png"])[0]);

        Inkling info = Inkling.Run("info", place["net.npz"]);
        Assert.Contains("784-32-10", info.Output);
        Assert.Contains("test set", info.Output);
        Assert.Matches(
            @"temperature +\d\.\d\d: (lowers|raises|keeps) the confidence",
            info.Output);
        Assert.Matches(@"rejection +none: the network has no output for non-digits", info.Output);
        Assert.Equal(
            ["data", "mistakes.png", "net.npz"], place.Files.Select(file => file.Split('/')[0]).Distinct());
    }

    [Theory]
    [InlineData("--learning-rate", "1e-9", "--optimiser", "sgd")]
    [InlineData("--learning-rate", "30", "--optimiser", "adamw")]
    public void A_network_that_learnt_nothing_is_saved_with_a_warning_and_an_exit_code_of_its_own(
        params string[] settings)
    {
        using Workplace place = new();
        string data = place.WriteIdx("data", training: 1200, test: 50);
        Inkling train = Inkling.Run([
            "train", "--data", data, "--out", place["net.npz"], "--recipe", "fast", "--epochs", "1",
            "--validation", "0.2", .. settings]);
        Assert.Equal(3, train.ExitCode);
        Assert.Matches(
            @"net\.npz: saved after 1 epochs in .*\n"
                + @"inkling: warning: validation accuracy is \d+\.\d %, no better than guessing "
                + @"\(1\d\.\d %\): check the learning rate",
            train.Error);
        Assert.Equal(0, Inkling.Run("info", place["net.npz"]).ExitCode);
    }

    [Fact]
    public void A_training_that_is_killed_and_resumed_ends_with_the_same_bytes()
    {
        using Workplace place = new();
        string data = place.WriteIdx("data", training: 2000, test: 100);
        string[] whole = ["train", "--data", data, "--out", place["whole.npz"], .. Settings];
        Assert.Equal(0, Inkling.Run(whole).ExitCode);
        string[] train = ["train", "--data", data, "--out", place["cut.npz"], .. Settings];
        UntilCutOff(() =>
            IsKilled(place["cut.npz"], train) && IsKilled(place["cut.npz"], [.. train, "--resume"]));
        AssertGoesOn(Inkling.Run([.. train, "--resume"]));
        Assert.Equal(File.ReadAllBytes(place["whole.npz"]), File.ReadAllBytes(place["cut.npz"]));
        Assert.False(File.Exists(place["cut.npz.checkpoint"]));
    }

    [Fact]
    public void A_finished_network_is_calibrated_anew_on_its_validation_set_to_the_same_bytes()
    {
        using Workplace place = new();
        string data = place.WriteIdx("data", training: 2400, test: 300);
        Assert.Equal(0, Inkling.Run(
            "train", "--data", data, "--out", place["net.npz"], "--recipe", "dense", "--network", "784-24-10",
            "--epochs", "2", "--validation", "0.25").ExitCode);
        Inkling again =
            Inkling.Run("calibrate", place["net.npz"], "--data", data, "--out", place["again.npz"]);
        Assert.Equal((0, ""), (again.ExitCode, again.Output));
        Assert.Matches(
            @"again\.npz: temperature \d\.\d\d, not sure below \d+\.\d %; calibrated on 600 of 2,400 digits",
            again.Error);
        Assert.Equal(File.ReadAllBytes(place["net.npz"]), File.ReadAllBytes(place["again.npz"]));
        string strict = place.WriteModel("strict.npz", "784-12-11", noDigitAbove: 1e-6f);
        Assert.Contains(
            "300 rejected as no digit, 100.00 %",
            Inkling.Run("evaluate", strict, "--data", data).Output);
        Assert.Matches(
            @"rejection +of non-digits from a probability of 0\.0 %", Inkling.Run("info", strict).Output);
        Assert.Equal(0, Inkling.Run("calibrate", strict, "--data", data, "--out", strict).ExitCode);
        Assert.DoesNotContain("from a probability of 0.0 %", Inkling.Run("info", strict).Output);
    }

    // Everything at once that a training may have: convolutions from a file, changed digits, an average, a
    // report, killed and resumed; then an ensemble of two such networks that reads pictures shifted too.
    [Fact]
    public void
        A_convolutional_network_is_trained_on_augmented_digits_killed_resumed_and_put_into_an_ensemble()
    {
        using Workplace place = new();
        string data = place.WriteIdx("data", training: 1500, test: 300);
        File.WriteAllText(place["net.txt"], """
            1x28x28
            conv 8 5x5 stride 2     # so small that a test has the time
            batchnorm
            relu
            residual { conv 8 3x3 pad 1, batchnorm, relu, depthwise 3x3 pad 1 }
            maxpool 2x2
            flatten
            dropout 0.1
            dense 10
            """);
        string[] settings =
        [
            "--data", data, "--network", place["net.txt"], "--recipe", "fast", "--epochs", "4",
            "--batch-size", "16",
            "--augmentation", "default", "--shift", "1", "--ema", "0.9", "--label-smoothing", "0.05",
            "--checkpoint-seconds", "0.02",
        ];
        Assert.Equal(0, Inkling.Run(["train", "--out", place["one.npz"], .. settings]).ExitCode);
        string[] second = [.. settings, "--seed", "2"];
        Assert.Equal(0, Inkling.Run(["train", "--out", place["two.npz"], .. second]).ExitCode);
        UntilCutOff(() => IsKilled(place["cut.npz"], ["train", "--out", place["cut.npz"], .. settings]));
        AssertGoesOn(Inkling.Run(
            "train", "--data", data, "--out", place["cut.npz"], "--resume", "--checkpoint-seconds", "0.02"));
        Assert.Equal(File.ReadAllBytes(place["one.npz"]), File.ReadAllBytes(place["cut.npz"]));

        Inkling info = Inkling.Run("info", place["one.npz"]);
        Assert.Contains(
            "1x28x28, conv 8 5x5 stride 2, batchnorm, relu, residual { conv 8 3x3 pad 1, batchnorm, relu, "
                + "depthwise 3x3 pad 1 }, maxpool 2x2, flatten, dropout 0.1, dense 10",
            info.Output);
        Assert.Matches(@"conv 8 5x5 stride 2 +to 8×12×12, 208 parameters, 28,800 multiply-adds", info.Output);
        Assert.Matches(@"augmentation +shift 1 px, rotation 12°", info.Output);

        Inkling ensemble = Inkling.Run(
            "ensemble", place["one.npz"], place["two.npz"], "--out", place["both.npz"], "--shift", "1");
        Assert.Equal(0, ensemble.ExitCode);
        Assert.Contains(
            "2 networks; pictures are also read shifted by 1 px to each side", ensemble.Error);
        Inkling both = Inkling.Run("evaluate", place["both.npz"], "--data", data, "--json");
        using JsonDocument evaluated = JsonDocument.Parse(both.Output);
        Assert.True(evaluated.RootElement.GetProperty("accuracy").GetDouble() > 0.8);
        Assert.Contains("ensemble of 2", Inkling.Run("info", place["both.npz"]).Output);
    }

    [Fact]
    public void Ctrl_C_leaves_a_usable_network_and_the_way_to_go_on()
    {
        using Workplace place = new();
        string data = place.WriteIdx("data", training: 2000, test: 100);
        string[] whole = ["train", "--data", data, "--out", place["whole.npz"], .. Settings];
        Assert.Equal(0, Inkling.Run(whole).ExitCode);
        string[] train = ["train", "--data", data, "--out", place["cut.npz"], .. Settings];
        Inkling stopped = null!;
        UntilCutOff(() =>
        {
            using Process process = Inkling.StartHearingInterrupts([.. train, "--report", place["cut.html"]]);
            WaitForCheckpointAfterEpoch(place["cut.npz"], process);
            Interrupt(process);
            stopped = Inkling.WaitFor(process);
            return stopped.ExitCode != 0;
        });
        Assert.Equal(128 + SignalInterrupt, stopped.ExitCode);
        Assert.Contains("--resume", stopped.ErrorLine.Split('\n')[^2]);
        Assert.Matches(@"cut\.html: \d+ KiB\.", stopped.ErrorLine.Split('\n')[^1]);
        Assert.Contains("<h1>Cancelled after", File.ReadAllText(place["cut.html"]));
        Assert.Equal(0, Inkling.Run("evaluate", place["cut.npz"], "--data", data).ExitCode);
        AssertGoesOn(Inkling.Run([.. train, "--resume"]));
        Assert.Equal(File.ReadAllBytes(place["whole.npz"]), File.ReadAllBytes(place["cut.npz"]));
    }

    [Fact]
    public void The_number_of_threads_changes_no_byte_and_the_seed_does()
    {
        using Workplace place = new();
        string data = place.WriteIdx("data", training: 400, test: 50);
        string[] files = [.. new[] { ("1", "1"), ("3", "1"), ("1", "2") }.Select(run =>
        {
            string file = place[$"threads{run.Item1}-seed{run.Item2}.npz"];
            Assert.Equal(0, Inkling.Run(
                "train", "--data", data, "--out", file, "--recipe", "dense", "--epochs", "2",
                "--threads", run.Item1, "--seed", run.Item2).ExitCode);
            return Convert.ToHexString(File.ReadAllBytes(file));
        })];
        Assert.Equal(files[0], files[1]);
        Assert.NotEqual(files[0], files[2]);
    }

    [Fact]
    public void Resuming_refuses_other_settings_and_other_data()
    {
        using Workplace place = new();
        string data = place.WriteIdx("data", training: 2000, test: 100);
        string other = place.WriteIdx("other", training: 300, test: 10);
        UntilCutOff(() => IsKilled(
            place["net.npz"], ["train", "--data", data, "--out", place["net.npz"], .. Settings]));
        Inkling settings =
            Inkling.Run("train", "--data", data, "--out", place["net.npz"], "--resume", "--epochs", "7");
        Assert.Equal(1, settings.ExitCode);
        Assert.Contains("--epochs", settings.ErrorLine);
        Inkling elsewhere = Inkling.Run("train", "--data", other, "--out", place["net.npz"], "--resume");
        Assert.Equal(1, elsewhere.ExitCode);
        Assert.Contains("other data", elsewhere.ErrorLine);
        Inkling anew = Inkling.Run(
            "train", "--data", other, "--out", place["net.npz"], "--recipe", "dense", "--epochs", "1");
        Assert.Equal(0, anew.ExitCode);
        Assert.Contains("kept as", anew.Error);
        Assert.True(File.Exists(place["net.npz.checkpoint.old"]));
        Inkling none = Inkling.Run("train", "--data", data, "--out", place["none.npz"], "--resume");
        Assert.Contains("no unfinished training", none.ErrorLine);
    }

    // The first row below the header begins with its epoch.
    private static void AssertGoesOn(Inkling resumed)
    {
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        string[] lines = resumed.Error.Split('\n');
        int header = Array.FindIndex(lines, line => line.StartsWith("epoch", StringComparison.Ordinal));
        string epoch = lines[header + 1].TrimStart().Split(' ')[0];
        Assert.True(int.Parse(epoch, CultureInfo.InvariantCulture) > 1, "it began anew: " + resumed.Error);
    }

    // On a busy machine a training may come to its end before a signal comes: then all begins anew.
    private static void UntilCutOff(Func<bool> isCutOff)
    {
        for (int tries = 0; tries < 20; tries++)
        {
            if (isCutOff())
                return;
        }
        Assert.Fail("20 trainings ended before they could be cut off.");
    }

    // True if the training was cut off, and not at its end before.
    private static bool IsKilled(string model, params string[] train)
    {
        using Process process = Inkling.Start([], train);
        WaitForCheckpointAfterEpoch(model, process);
        process.Kill();
        process.WaitForExit();
        Assert.Contains(process.ExitCode, (int[])[0, 128 + SignalKill]);
        return process.ExitCode != 0;
    }

    // So that what goes on from the checkpoint can't begin with the first epoch. Returns too when the process
    // has ended.
    private static void WaitForCheckpointAfterEpoch(string model, Process process)
    {
        string? line;
        do
            line = process.StandardError.ReadLine();
        while (line is not null && !line.StartsWith("epoch", StringComparison.Ordinal));
        process.StandardError.ReadLine(); // the first row
        DateTime before = File.GetLastWriteTimeUtc(model + ".checkpoint");
        while (!process.HasExited && File.GetLastWriteTimeUtc(model + ".checkpoint") == before)
            Thread.Sleep(1);
    }

    private static void Interrupt(Process process)
    {
        using Process kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        kill.WaitForExit();
    }
}
