using Inkling.Neural.Models;
using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;
using Inkling.Recognition.Synthesis;
using Inkling.Recognition.Tests.Data;
using Inkling.Recognition.Training;

namespace Inkling.Recognition.Tests.Training;

public sealed class TeachingTests
{
    // Every step is reported, whatever the machine's speed.
    private static readonly TeachingOptions Quick = new()
    {
        ReportEvery = TimeSpan.Zero,
        Recipe = new() { Steps = 6 },
        CrossValidates = false,
        Threads = 2,
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_model_that_ships_learns_a_digit_that_it_misreads()
    {
        DigitSet own = Hooks(20);
        TeachingOptions options = Quick with { Recipe = new() { Steps = 30, LearningRate = 0.02f, Mix = 1 } };
        TeachingResult result = Teaching.Run(own, options, null, Token);
        Assert.Equal(20, Wrong(DigitModel.Default, own));
        Assert.Equal(0, Wrong(result.Model, own));
        Assert.False(result.WasCancelled);
        Assert.Equal(2_000, result.Reference.Digits);
        Assert.InRange(result.Reference.WrongAfter, 0, 100);
        Assert.Equal("synthetic digits", result.Reference.Name);
        Assert.True(result.Model.KnowsNoDigit);
    }

    [Fact]
    public void A_new_network_learns_from_nothing_and_keeps_nothing_of_its_first_weights()
    {
        DigitSet own = Hooks(20);
        List<TeachingProgress> reports = [];
        TeachingOptions options = Quick with { FromNothing = true, TakesSnapshots = true };
        TeachingResult result = Teaching.Run(own, options, reports.Add, Token);
        Assert.Equal(300, reports[0].Steps);
        Assert.InRange(reports[0].OwnAccuracy, 0, 0.7);
        Assert.InRange(reports[0].ReferenceAccuracy, 0, 0.3);
        Assert.InRange(reports[^1].ReferenceAccuracy, 0.9, 1);
        Assert.NotEqual(reports[0].Snapshot!.Kernels, reports[^1].Snapshot!.Kernels);
        Assert.Equal(0, Wrong(result.Model, own));
        Assert.True(result.Model.KnowsNoDigit);
        Assert.Null(result.Model.Metadata.Distillation);
    }

    [Fact]
    public void The_number_of_threads_and_a_listener_change_no_bit_of_the_result()
    {
        DigitSet own = Hooks(6);
        DigitModel one = Teaching.Run(own, Quick with { Threads = 1 }, _ => { }, Token).Model;
        DigitModel two = Teaching.Run(own, Quick, null, Token).Model;
        Assert.Equal(one.ComputeFingerprint(), two.ComputeFingerprint());
        DigitModel other = Teaching.Run(own, Quick with { Seed = 2 }, null, Token).Model;
        Assert.NotEqual(one.ComputeFingerprint(), other.ComputeFingerprint());
    }

    [Fact]
    public void Reports_tell_steps_loss_accuracies_and_time_and_snapshots_show_the_network()
    {
        List<TeachingProgress> reports = [];
        DigitSet own = Hooks(6);
        Teaching.Run(own, Quick with { TakesSnapshots = true }, reports.Add, Token);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 6], reports.Select(report => report.Step));
        Assert.Equal(TeachingStage.Measuring, reports[^1].Stage);
        Assert.All(reports, report =>
        {
            Assert.Equal((6, 1, 1), (report.Steps, report.Round, report.Rounds));
            Assert.InRange(report.OwnAccuracy, 0, 1);
            Assert.InRange(report.ReferenceAccuracy, 0.5, 1);
            Assert.False(report.IsHeldBack);
            Assert.Equal((32, 5, 5), (report.Snapshot!.KernelCount, report.Snapshot.KernelHeight,
                report.Snapshot.KernelWidth));
            Assert.Equal(800, report.Snapshot.Kernels.Count);
            Assert.Equal(6, report.Snapshot.Readings.Count);
        });
        Assert.True(double.IsNaN(reports[0].Loss));
        Assert.All(reports.Skip(1), report => Assert.True(report.Loss > 0));
        Assert.Null(reports[0].SecondsLeft);
        Assert.Equal(0, reports[^1].SecondsLeft);
        Assert.NotEqual(reports[0].Snapshot!.Kernels, reports[^1].Snapshot!.Kernels);
    }

    [Fact]
    public void Few_digits_are_cross_validated_and_each_judges_once()
    {
        HashSet<int> rounds = [];
        TeachingResult result = Teaching.Run(
            Hooks(7), Quick with { CrossValidates = true }, report => rounds.Add(report.Round), Token);
        Assert.Equal([1, 2, 3], rounds.Order());
        Assert.Equal(7, result.Own!.Digits);
        Assert.Contains("cross-validation: two networks", result.HowJudged);
        Assert.Contains("those of the first model", result.HowCalibrated);
    }

    [Fact]
    public void Of_200_digits_a_fifth_is_held_back_and_judges()
    {
        DigitSet own = SyntheticDigits.Make(200, seed: 0, Token);
        List<TeachingProgress> reports = [];
        TeachingResult result =
            Teaching.Run(own, Quick with { CrossValidates = true }, reports.Add, Token);
        Assert.All(reports, report => Assert.True(report.IsHeldBack));
        Assert.Equal(40, result.Own!.Digits);
        Assert.Contains("40 of your 200 digits", result.HowJudged);
    }

    [Fact]
    public void A_cancelled_teaching_gives_the_network_so_far()
    {
        using CancellationTokenSource cancellation = new();
        TeachingResult result = Teaching.Run(Hooks(6), Quick, report =>
        {
            if (report.Step == 3)
                cancellation.Cancel();
        }, cancellation.Token);
        Assert.True(result.WasCancelled);
        Assert.NotEqual(DigitModel.Default.ComputeFingerprint(), result.Model.ComputeFingerprint());
        Assert.Null(result.Own);
        Assert.Throws<OperationCanceledException>(
            () => Teaching.Run(Hooks(6), Quick, null, cancellation.Token));
    }

    [Fact]
    public void One_cancelled_while_it_is_judged_is_taught_in_full()
    {
        using CancellationTokenSource cancellation = new();
        TeachingResult result = Teaching.Run(Hooks(6), Quick with { CrossValidates = true }, report =>
        {
            if (report.Stage == TeachingStage.CrossValidating)
                cancellation.Cancel();
        }, cancellation.Token);
        Assert.False(result.WasCancelled);
        Assert.Null(result.Own);
        Assert.Contains("taught in full", result.HowJudged);
        Assert.Equal(Teaching.Run(Hooks(6), Quick, null, Token).Model.ComputeFingerprint(),
            result.Model.ComputeFingerprint());
    }

    [Fact]
    public void What_a_training_held_out_stays_unseen_and_calibrates()
    {
        using TemporaryFolder folder = new();
        DigitSet digits = Digits.Bars(4_000, seed: 1);
        DigitTraining.Start(
            new(Recipe.Fast.Settings with { Network = "784-16-10", Epochs = 2, ValidationShare = 0.25 }),
            digits, threads: 2, TimeSpan.FromHours(1)).Run(folder.At("start.npz"), null, null, Token);
        DigitModel start = ModelFile.Read(folder.At("start.npz"));
        TeachingResult result =
            Teaching.Run(
                Digits.Bars(20, seed: 3), Quick with { From = start, Reference = digits }, null, Token);
        Assert.Contains("fitted on 1,000 digits", result.HowCalibrated);
        Assert.Equal(1_000, result.Reference.Digits);
        result.Model.Save(folder.At("taught.npz"));
        DigitModel saved = ModelFile.Read(folder.At("taught.npz"));
        Assert.Equal(start.ComputeFingerprint(), saved.Metadata.From!.Fingerprint);
        Assert.Equal(1_000, UnseenDigits.Of(saved, digits, "bars", Token).Count);
        Assert.False(saved.KnowsNoDigit);
    }

    [Fact]
    public void What_would_forget_others_is_taught_less()
    {
        using TemporaryFolder folder = new();
        DigitSet digits = Digits.Bars(4_000, seed: 1), wrong = Digits.Bars(40, seed: 3);
        DigitTraining.Start(
            new(Recipe.Fast.Settings with { Network = "784-16-10", Epochs = 2, ValidationShare = 0.25 }),
            digits, threads: 2, TimeSpan.FromHours(1)).Run(folder.At("start.npz"), null, null, Token);
        DigitSet own = new(wrong.Pixels, [.. wrong.Labels.Select(label => (byte)((label + 1) % 10))]);
        TeachingRecipe strong = new() { Steps = 20, LearningRate = 0.1f, OwnShare = 0.9, Mix = 1 };
        TeachingOptions options =
            Quick with { From = ModelFile.Read(folder.At("start.npz")), Recipe = strong };
        Assert.True(Teaching.Run(own, options, null, Token).Reference.WrongAfter > 500);
        TeachingResult guarded = Teaching.Run(own, options with { Reference = digits }, null, Token);
        Assert.InRange(guarded.Reference.WrongAfter, 0, guarded.Reference.WrongBefore + 200);
    }

    [Fact]
    public void A_set_of_which_nothing_was_held_out_is_learnt_whole_and_told()
    {
        DigitSet digits = Digits.Bars(600, seed: 1);
        TeachingResult result = Teaching.Run(Digits.Bars(20, seed: 3),
            Quick with { From = Digits.Model(), Reference = digits }, null, Token);
        Assert.Contains("no digits of other people", result.HowCalibrated.ReplaceLineEndings(" "));
        Assert.Equal(TrainingData.Of(digits), Assert.Single(result.Model.Metadata.MoreData!));
        Assert.Contains("has 0 digits", Assert.Throws<DataException>(
            () => UnseenDigits.Of(result.Model, digits, "bars", Token)).Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void Too_few_digits_are_refused(int count) => Assert.Contains(
        $"{count} digits with ink are too few",
        Assert.Throws<DataException>(() => Teaching.Run(Hooks(count), Quick, null, Token)).Message);

    [Fact]
    public void Pictures_without_ink_do_not_count()
    {
        DigitSet own = Hooks(6);
        DigitSet blank = new(own.Pixels, own.Labels) { NotFound = [1, 4] };
        Assert.Contains("4 digits with ink",
            Assert.Throws<DataException>(() => Teaching.Run(blank, Quick, null, Token)).Message);
    }

    [Fact]
    public void An_ensemble_is_refused()
    {
        DigitModel two = DigitModel.Ensemble([Digits.Model(seed: 1), Digits.Model(seed: 2)]);
        Assert.Contains("has 2 networks", Assert.Throws<ArgumentException>(
            () => Teaching.Run(Hooks(6), Quick with { From = two }, null, Token)).Message);
    }

    [Theory]
    [InlineData(3, 2, 10_000, 30, 50, false)]
    [InlineData(2, 3, 10_000, 30, 30, true)]
    [InlineData(3, 2, 10_000, 30, 51, true)]
    [InlineData(3, 2, 2_000, 24, 36, false)]
    [InlineData(3, 2, 2_000, 24, 44, true)]
    public void A_model_is_worse_if_it_misreads_more_own_digits_or_forgets_others(
        int before, int after, int count, int otherBefore, int otherAfter, bool isWorse) =>
        Assert.Equal(isWorse, new TeachingResult
        {
            Model = DigitModel.Default,
            WasCancelled = false,
            Own = new("your digits", 50, before, after),
            Reference = new("MNIST", count, otherBefore, otherAfter),
            HowJudged = "",
            HowCalibrated = "",
        }.IsWorse);

    private static int Wrong(DigitModel model, DigitSet digits) => TeachingProbe.Wrong(model, digits, 1);

    // A sign that no digit is: a square hook with a dot, which its writer means for a 3.
    private static DigitSet Hooks(int count)
    {
        byte[] pixels = new byte[count * DigitSet.PixelCount];
        for (int i = 0; i < count; i++)
        {
            Span<byte> image = pixels.AsSpan(i * DigitSet.PixelCount, DigitSet.PixelCount);
            int shift = i % 3;
            for (int y = 6; y < 22; y++)
                image.Slice((y * DigitSet.Side) + 7 + shift, 2).Fill(255);
            for (int y = 20; y < 22; y++)
                image.Slice((y * DigitSet.Side) + 7 + shift, 12).Fill(255);
            for (int y = 9; y < 12; y++)
                image.Slice((y * DigitSet.Side) + 15, 3).Fill(255);
        }
        return new(pixels, [.. Enumerable.Repeat((byte)3, count)]);
    }
}
