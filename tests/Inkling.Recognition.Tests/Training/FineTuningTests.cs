using Inkling.Neural.Models;
using Inkling.Neural.Training;
using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;
using Inkling.Recognition.Tests.Data;
using Inkling.Recognition.Training;

namespace Inkling.Recognition.Tests.Training;

public sealed class FineTuningTests
{
    private static readonly TrainingPlan Plan = new(
        Recipe.Fast.Settings with
        {
            Network = "784-16-10",
            Epochs = 2,
            BatchSize = 16,
            LearningRate = 1e-9f,
        });

    private static readonly DigitSet TrainingSet = Digits.Bars(400, seed: 1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_training_begins_from_the_weights_of_a_model_and_its_file_says_so()
    {
        using TemporaryFolder folder = new();
        DigitModel start = Digits.Model("784-16-10", seed: 9);
        Run(folder.At("tuned.npz"), new() { From = start });
        DigitModel tuned = ModelFile.Read(folder.At("tuned.npz"));
        float[] was = start.Network.Parameters.ToArray(), now = tuned.Network.Parameters.ToArray();
        Assert.All(was.Zip(now), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        Assert.Equal(start.ComputeFingerprint(), tuned.Metadata.From!.Fingerprint);
    }

    [Fact]
    public void More_digits_are_repeated_and_none_is_in_the_validation_set()
    {
        using TemporaryFolder folder = new();
        DigitSet more = Digits.Bars(30, seed: 2);
        FineTuning twice = new() { More = [more], Repeat = 3 };
        Assert.Equal(490, twice.Join(TrainingSet).Count);
        TrainingOutcome outcome = Run(folder.At("tuned.npz"), twice);
        Assert.Equal(33, outcome.Record.Validation!.Images);
        DigitModel tuned = ModelFile.Read(folder.At("tuned.npz"));
        Assert.Equal([TrainingData.Of(more) with { Repeat = 3 }], tuned.Metadata.MoreData!);
        Assert.Contains("has 0 digits", Assert.Throws<DataException>(
            () => UnseenDigits.Of(tuned, more, "more", Token)).Message);
    }

    [Fact]
    public void A_cancelled_fine_tuning_goes_on_to_the_same_file_and_only_with_the_same_model_and_digits()
    {
        using TemporaryFolder folder = new();
        DigitModel start = Digits.Model("784-16-10", seed: 9);
        FineTuning tuning = new() { From = start, More = [Digits.Bars(30, seed: 2)], Repeat = 3 };
        Run(folder.At("whole.npz"), tuning);
        string cut = folder.At("cut.npz");
        using CancellationTokenSource cancellation = new();
        DigitTraining.Start(Plan, TrainingSet, 1, TimeSpan.Zero, fineTuning: tuning)
            .Run(cut, null, new StopAt(9, cancellation), cancellation.Token);
        DigitTraining Resume(FineTuning other) =>
            DigitTraining.Resume(cut, TrainingSet, 1, TimeSpan.FromHours(1), fineTuning: other);
        Assert.Contains("--from", Assert.Throws<ModelException>(
            () => Resume(tuning with { From = null })).Message);
        Assert.Contains("other data", Assert.Throws<ModelException>(
            () => Resume(tuning with { Repeat = 2 })).Message);
        Resume(tuning).Run(cut, null, null, Token);
        Assert.Equal(File.ReadAllBytes(folder.At("whole.npz")), File.ReadAllBytes(cut));
    }

    [Fact]
    public void A_plan_takes_the_network_and_negatives_from_the_model()
    {
        TrainingPlan plan = new FineTuning { From = Digits.Model("784-12-10") }.Apply(Recipe.FineTune.Plan);
        Assert.Equal(("784-12-10", 0), (plan.Settings.Network, plan.Synthetic.Negatives));
        plan.Check();
        plan = new FineTuning { From = DigitModel.Default }.Apply(Recipe.Fast.Plan);
        Assert.Equal(DigitModel.Default.Metadata.Network, plan.Settings.Network);
        plan.Check();
    }

    private static TrainingOutcome Run(string path, FineTuning tuning) =>
        DigitTraining.Start(Plan, TrainingSet, 1, TimeSpan.FromHours(1), fineTuning: tuning)
            .Run(path, null, null, Token);

    private sealed class StopAt(int step, CancellationTokenSource cancellation) : ITrainingObserver
    {
        private int _steps;

        public void Stepped(in StepReport report)
        {
            if (++_steps == step)
                cancellation.Cancel();
        }

        public void EpochEnded(EpochReport report)
        {
        }
    }
}
