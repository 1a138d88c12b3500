using System.Security.Cryptography;
using Inkling.Neural;
using Inkling.Neural.Execution;
using Inkling.Neural.Models;
using Inkling.Neural.Networks;
using Inkling.Neural.Training;
using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;
using Inkling.Recognition.Synthesis;
using Inkling.Recognition.Tests.Data;
using Inkling.Recognition.Training;

namespace Inkling.Recognition.Tests.Training;

public sealed class DigitTrainingTests
{
    private static readonly TrainingSettings Settings =
        Recipe.Dense.Settings with { Network = "784-16-10", Epochs = 4, BatchSize = 16 };

    private static readonly DigitSet TrainingSet = Digits.Bars(400, seed: 1);
    private static readonly DigitSet TestSet = Digits.Bars(100, seed: 2);

    [Fact]
    public void A_training_leaves_a_model_with_its_scores_and_no_checkpoint()
    {
        using TemporaryFolder folder = new();
        TrainingOutcome outcome = Train(folder.At("net.npz"), threads: 1);
        DigitModel model = ModelFile.Read(folder.At("net.npz"));
        Assert.Equal(TrainingEnd.Completed, outcome.End);
        Assert.Equal(outcome.TestAccuracy, DigitEvaluation.Run(model, TestSet).Accuracy);
        Assert.Equal(new(outcome.TrainAccuracy!.Value, outcome.ValidationAccuracy, outcome.TestAccuracy),
            model.Metadata.Scores);
        Assert.Equal(Settings, model.Metadata.Training);
        Assert.Equal(TrainingSet.ComputeFingerprint(), model.Metadata.Data!.Fingerprint);
        Assert.Equal(4, model.Metadata.History.Count);
        Assert.InRange(outcome.TestAccuracy!.Value, 0.9, 1);
        Assert.False(File.Exists(CheckpointFile.PathFor(folder.At("net.npz"))));
    }

    [Fact]
    public void A_cancelled_training_goes_on_to_the_same_file_whatever_the_threads()
    {
        using TemporaryFolder folder = new();
        Train(folder.At("whole.npz"), threads: 1);
        using CancellationTokenSource cancellation = new();
        DigitTraining first = DigitTraining.Start(new(Settings), TrainingSet, threads: 1, TimeSpan.Zero);
        TrainingOutcome stopped =
            first.Run(folder.At("cut.npz"), TestSet, new StopAt(30, cancellation), cancellation.Token);
        Assert.Equal(TrainingEnd.Cancelled, stopped.End);
        Assert.Null(ModelFile.Read(folder.At("cut.npz")).Metadata.Scores);
        Assert.Equal(new(Settings), DigitTraining.PlanOfUnfinished(folder.At("cut.npz")));
        DigitTraining second =
            DigitTraining.Resume(folder.At("cut.npz"), TrainingSet, threads: 2, TimeSpan.FromHours(1));
        second.Run(folder.At("cut.npz"), TestSet, null, TestContext.Current.CancellationToken);
        Assert.Equal(File.ReadAllBytes(folder.At("whole.npz")), File.ReadAllBytes(folder.At("cut.npz")));
    }

    [Fact]
    public void Drawn_pictures_are_learnt_from_and_drawn_again_after_a_cancellation()
    {
        using TemporaryFolder folder = new();
        SyntheticSettings synthetic = new() { Digits = 60, Negatives = 40 };
        TrainingPlan plan = new(Settings with { Network = "784-16-11" }) { Synthetic = synthetic };
        DigitTraining.Start(plan, TrainingSet, threads: 1, TimeSpan.FromHours(1))
            .Run(folder.At("whole.npz"), null, null, TestContext.Current.CancellationToken);
        using CancellationTokenSource cancellation = new();
        TrainingOutcome stopped = DigitTraining.Start(plan, TrainingSet, threads: 2, TimeSpan.Zero)
            .Run(folder.At("cut.npz"), null, new StopAt(30, cancellation), cancellation.Token);
        Assert.Equal(TrainingEnd.Cancelled, stopped.End);
        Assert.Equal(plan, DigitTraining.PlanOfUnfinished(folder.At("cut.npz")));
        DigitTraining.Resume(folder.At("cut.npz"), TrainingSet, threads: 2, TimeSpan.FromHours(1))
            .Run(folder.At("cut.npz"), null, null, TestContext.Current.CancellationToken);
        Assert.Equal(File.ReadAllBytes(folder.At("whole.npz")), File.ReadAllBytes(folder.At("cut.npz")));
        Assert.Equal(plan.Synthetic, ModelFile.Read(folder.At("whole.npz")).Metadata.Synthetic);
    }

    [Fact]
    public void A_network_learns_from_its_teacher_and_goes_on_with_it_after_a_cancellation()
    {
        using TemporaryFolder folder = new();
        Train(folder.At("teacher.npz"), threads: 1);
        DigitModel teacher = ModelFile.Read(folder.At("teacher.npz"));
        TrainingPlan plan =
            new(Settings with { Seed = 7 }) { Distillation = new(teacher.ComputeFingerprint()) };
        // The labels are all wrong: nobody but the teacher says what the digits are.
        DigitSet digits =
            new(TrainingSet.Pixels, [.. TrainingSet.Labels.Select(label => (byte)((label + 1) % 10))]);
        TrainingOutcome outcome =
            DigitTraining.Start(plan, digits, threads: 1, TimeSpan.FromHours(1), teacher)
            .Run(folder.At("whole.npz"), TestSet, null, TestContext.Current.CancellationToken);
        Assert.InRange(outcome.TestAccuracy!.Value, 0.8, 1);
        Assert.Equal(plan.Distillation, ModelFile.Read(folder.At("whole.npz")).Metadata.Distillation);

        using CancellationTokenSource cancellation = new();
        DigitTraining.Start(plan, digits, threads: 2, TimeSpan.Zero, teacher)
            .Run(folder.At("cut.npz"), null, new StopAt(30, cancellation), cancellation.Token);
        Assert.Equal(plan, DigitTraining.PlanOfUnfinished(folder.At("cut.npz")));
        Assert.Contains("name it again with --teacher", Assert.Throws<ArgumentException>(
            () => DigitTraining.Resume(folder.At("cut.npz"), digits, 1, TimeSpan.Zero)).Message);
        Assert.Contains("the teacher's fingerprint is", Assert.Throws<ArgumentException>(
            () => DigitTraining.Resume(
                folder.At("cut.npz"), digits, 1, TimeSpan.Zero, DigitModel.Default)).Message);
        DigitTraining.Resume(folder.At("cut.npz"), digits, threads: 3, TimeSpan.FromHours(1), teacher)
            .Run(folder.At("cut.npz"), TestSet, null, TestContext.Current.CancellationToken);
        Assert.Equal(File.ReadAllBytes(folder.At("whole.npz")), File.ReadAllBytes(folder.At("cut.npz")));
    }

    [Fact]
    public void A_teacher_of_other_classes_and_one_that_the_plan_does_not_name_are_refused()
    {
        DigitModel teacher = DigitModel.Default;
        TrainingPlan plan = new(Settings) { Distillation = new(teacher.ComputeFingerprint()) };
        Assert.Contains("the teacher tells 11 classes apart, and the network that is to learn from it 10",
            Assert.Throws<ArgumentException>(
                () => DigitTraining.Start(plan, TrainingSet, 1, TimeSpan.Zero, teacher)).Message);
        Assert.Contains("and not that of any",
            Assert.Throws<ArgumentException>(
                () => DigitTraining.Start(new(Settings), TrainingSet, 1, TimeSpan.Zero, teacher)).Message);
        Assert.Contains("weight of 0 is not above 0", Assert.Throws<ArgumentException>(
            () => (plan with { Distillation = plan.Distillation with { Weight = 0 } }).Check()).Message);
    }

    // With the teacher's probabilities alone, and beside the label.
    [Theory]
    [InlineData(1f)]
    [InlineData(0.25f)]
    public void A_target_is_the_teachers_probabilities_and_the_label(float weight)
    {
        DigitModel teacher = DigitModel.Default;
        TrainingPlan plan = new(Settings) { Distillation = new("") { Weight = weight } };
        DigitSamples samples = new(TrainingSet, 255, plan, threads: 1, teacher);
        (int[] indices, int[] labels) = ([.. Enumerable.Range(100, 150)], new int[150]);
        SampleBatch batch = samples.Take(indices, labels);
        Matrix targets = new(new float[150 * 11], 150, 11);
        samples.WriteTargets(indices, batch, labels, targets, worker: 0);
        using ComputeContext context = new();
        Matrix word = new ModelWorkspace(teacher, 150, context).Predict(batch);
        for (int n = 0; n < 150; n++)
        {
            for (int c = 0; c < 11; c++)
            {
                float label = c == labels[n] ? 1 - weight : 0;
                Assert.Equal((weight * word.Row(n)[c]) + label, targets.Row(n)[c], tolerance: 1e-6f);
            }
            Assert.Equal(1, targets.Row(n).ToArray().Sum(), tolerance: 1e-5f);
        }
    }

    [Fact]
    public void Samples_are_the_datas_digits_then_drawn_ones_then_others_and_only_the_datas_judge()
    {
        TrainingPlan plan =
            new(Settings with { Seed = 5 }) { Synthetic = new() { Digits = 30, Negatives = 20 } };
        DigitSamples samples = new(TrainingSet, 255, plan, threads: 2);
        Assert.Equal((450, 400, 11), (samples.Count, samples.ValidationCandidates, samples.Outputs));
        int[] labels = new int[3];
        samples.Take(new[] { 399, 400 + 17, 430 + 3 }, labels);
        Assert.Equal([TrainingSet.Labels[399], 7, DigitSet.NoDigit], labels);
        byte[] drawn = new byte[784], other = new byte[784];
        SyntheticDigits.Draw(5, 17, drawn);
        SyntheticNegatives.Draw(5, 3, other);
        Assert.Equal(drawn, samples.Picture(417));
        Assert.Equal(other, samples.Picture(433));
    }

    [Theory]
    [InlineData("784-16-10", 0, 5,
        "synthetic negatives: 5 pictures of no digit, but the network ends in 10 outputs and not in 11")]
    [InlineData(
        "784-16-11", 5, 0,
        "the network ends in 11 outputs, of which the last is \"no digit\", but "
        + "learns from no picture of none")]
    [InlineData("784-16-10", -1, 0, "synthetic digits: -1 is not 0 to 1,000,000")]
    [InlineData("784-16-11", 0, 1_000_001, "synthetic negatives: 1,000,001 is not 0 to 1,000,000")]
    public void A_network_and_what_is_drawn_for_it_must_fit(
        string network, int digits, int others, string message)
    {
        SyntheticSettings synthetic = new() { Digits = digits, Negatives = others };
        TrainingPlan plan = new(Settings with { Network = network }) { Synthetic = synthetic };
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(plan.Check).Message);
    }

    [Theory]
    [InlineData(0, 96)]
    [InlineData(3_600, 1)]
    public void A_checkpoint_is_there_from_the_start_and_again_when_it_is_due(double seconds, int checkpoints)
    {
        using TemporaryFolder folder = new();
        string checkpoint = CheckpointFile.PathFor(folder.At("net.npz"));
        HashSet<string> seen = [];
        DigitTraining training =
            DigitTraining.Start(new(Settings), TrainingSet, threads: 1, TimeSpan.FromSeconds(seconds));
        training.Run(folder.At("net.npz"), null, new Watch(() => seen.Add(Convert.ToHexString(
            SHA256.HashData(File.ReadAllBytes(checkpoint))))), TestContext.Current.CancellationToken);
        // the first, and of 4 epochs 23 steps and an end; the last is not heard
        Assert.Equal(checkpoints, seen.Count);
    }

    [Fact]
    public void Other_data_a_damaged_checkpoint_and_none_at_all_are_refused()
    {
        using TemporaryFolder folder = new();
        string path = folder.At("net.npz"), checkpoint = CheckpointFile.PathFor(path);
        Assert.Contains("no unfinished training", Assert.Throws<ModelException>(
            () => DigitTraining.PlanOfUnfinished(path)).Message);
        using CancellationTokenSource cancellation = new();
        DigitTraining.Start(new(Settings), TrainingSet, 1, TimeSpan.Zero)
            .Run(path, null, new StopAt(5, cancellation), cancellation.Token);
        Assert.Contains("other data", Assert.Throws<ModelException>(
            () => DigitTraining.Resume(path, TestSet, 1, TimeSpan.Zero)).Message);
        byte[] bytes = File.ReadAllBytes(checkpoint);
        bytes[^3000] ^= 4;
        File.WriteAllBytes(checkpoint, bytes);
        Assert.Contains("damaged", Assert.Throws<ModelException>(
            () => DigitTraining.Resume(path, TrainingSet, 1, TimeSpan.Zero)).Message);
        File.WriteAllBytes(checkpoint, bytes[..5000]);
        Assert.Contains("start the training again", Assert.Throws<ModelException>(
            () => DigitTraining.Resume(path, TrainingSet, 1, TimeSpan.Zero)).Message);
    }

    [Fact]
    public void The_recipe_called_original_is_the_originals_way()
    {
        TrainingSettings original = Recipe.Original.Settings;
        original.Check();
        Assert.Equal(("784-256-64-10", 10, 1, 0.001f),
            (original.Network, original.Epochs, original.BatchSize, original.LearningRate));
        Assert.Equal(Neural.Networks.Initialisation.StandardNormal, original.Initialisation);
        Assert.Equal(Neural.Optimisers.OptimiserKind.Sgd, original.Optimiser.Kind);
        Assert.Equal(Neural.Optimisers.ScheduleKind.Constant, original.Schedule.Kind);
        Assert.False(original.ShuffleEachEpoch);
        Assert.Equal((0, 0f, 0f, 0f), (original.ValidationShare, original.InputDropout,
            original.HiddenDropout, original.Optimiser.WeightDecay));
    }

    private static TrainingOutcome Train(string path, int threads) =>
        DigitTraining.Start(new(Settings), TrainingSet, threads, TimeSpan.FromHours(1))
            .Run(path, TestSet, null, TestContext.Current.CancellationToken);

    private sealed class Watch(Action look) : ITrainingObserver
    {
        public void Stepped(in StepReport report) => look();

        public void EpochEnded(EpochReport report) => look();
    }

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
