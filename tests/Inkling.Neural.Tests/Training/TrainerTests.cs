using Inkling.Neural.Networks;
using Inkling.Neural.Optimisers;
using Inkling.Neural.Training;

namespace Inkling.Neural.Tests.Training;

public sealed class TrainerTests
{
    private static readonly TrainingSettings Small = new()
    {
        Network = "6-16-8-3",
        Epochs = 4,
        BatchSize = 16,
        LearningRate = 0.01f,
        InputDropout = 0.1f,
        HiddenDropout = 0.2f,
        ValidationShare = 0.2,
    };

    public static TheoryData<OptimiserKind> Kinds => [.. Enum.GetValues<OptimiserKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_learns_with_every_optimiser(OptimiserKind kind)
    {
        float rate = kind == OptimiserKind.AdamW ? 0.01f : 0.05f;
        TrainingSettings settings =
            Small with { Epochs = 15, LearningRate = rate, Optimiser = new() { Kind = kind } };
        using Trainer trainer = new(settings, new Clusters(600), threads: 1);
        Assert.Equal(TrainingEnd.Completed, trainer.Run(null, null, TestContext.Current.CancellationToken));
        Assert.True(trainer.State.History[^1].Loss < trainer.State.History[0].Loss / 1.5);
        Assert.InRange(trainer.State.History[^1].ValidationMetric!.Value, 0.93, 1);
        Assert.Equal(trainer.State.History[^1].ValidationMetric,
            trainer.Evaluate(trainer.ValidationIndices).Metric);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_training_taken_up_after_any_step_ends_with_the_same_bits(OptimiserKind kind)
    {
        TrainingSettings settings =
            Small with { Optimiser = new() { Kind = kind }, Patience = 2, Epochs = 3 };
        Clusters samples = new(130);
        Keeper keeper = new();
        using Trainer whole = new(settings, samples, threads: 1);
        TrainingEnd end = whole.Run(null, keeper, TestContext.Current.CancellationToken);
        Assert.Equal(3 * (7 + 1), keeper.States.Count); // every step, and once more at each epoch's end
        foreach (TrainingState state in keeper.States)
        {
            using Trainer resumed = new(settings, samples, threads: 2, state);
            Assert.Equal(end, resumed.Run(null, null, TestContext.Current.CancellationToken));
            Assert.Equal(whole.Network.Parameters.ToArray(), resumed.Network.Parameters.ToArray());
            Assert.Equal(whole.State.OptimiserState.ToArray(), resumed.State.OptimiserState.ToArray());
            Assert.Equal(whole.State.History, resumed.State.History);
        }
    }

    [Fact]
    public void Only_samples_that_may_be_held_back_are_and_the_same_whatever_lies_behind_them()
    {
        TrainingSettings settings = new() { Network = "6-4-3", ValidationShare = 0.25 };
        (int[] training, int[] held) = SampleSplit.Of(120, judged: 80, settings);
        Assert.Equal(20, held.Length);
        Assert.All(held, index => Assert.InRange(index, 0, 79));
        Assert.Equal(Enumerable.Range(0, 120), held.Concat(training).Order());
        Assert.Equal(held, SampleSplit.Of(80, judged: 80, settings).Validation);
        TrainingSettings otherSeed = settings with { Seed = 9, SplitSeed = 1 };
        Assert.Equal(held, SampleSplit.Of(80, judged: 80, otherSeed).Validation);
        Assert.NotEqual(held, SampleSplit.Of(80, judged: 80, settings with { Seed = 9 }).Validation);
    }

    [Fact]
    public void Averaged_weights_and_varied_samples_are_taken_up_too()
    {
        TrainingSettings settings = Small with { EmaDecay = 0.9f, LabelSmoothing = 0.1f, Epochs = 2 };
        Clusters samples = new(130) { Augments = true };
        Keeper keeper = new();
        using Trainer whole = new(settings, samples, threads: 1);
        whole.Run(null, keeper, TestContext.Current.CancellationToken);
        foreach (TrainingState state in keeper.States)
        {
            using Trainer resumed = new(settings, samples, threads: 2, state);
            resumed.Run(null, null, TestContext.Current.CancellationToken);
            Assert.Equal(whole.Network.Parameters.ToArray(), resumed.Network.Parameters.ToArray());
            Assert.Equal(whole.State.Parameters.ToArray(), resumed.State.Parameters.ToArray());
        }
    }

    [Fact]
    public void The_average_is_of_the_weights_after_each_step_and_the_first_ones_fade_soon()
    {
        TrainingSettings settings = Small with { EmaDecay = 0.5f, Epochs = 1 };
        Keeper keeper = new();
        using Trainer trainer = new(settings, new Clusters(130), threads: 1);
        float[] average = trainer.Network.Parameters.ToArray();
        trainer.Run(null, keeper, TestContext.Current.CancellationToken);
        for (int step = 1; step <= 7; step++)
        {
            // (1 + t) / (10 + t) after t steps, as long as that is below the half.
            float kept = Math.Min(0.5f, step / (9f + step));
            ReadOnlySpan<float> learnt = keeper.States[step - 1].Parameters.Span;
            for (int i = 0; i < average.Length; i++)
                average[i] = (kept * average[i]) + ((1 - kept) * learnt[i]);
        }
        for (int i = 0; i < average.Length; i++)
            Assert.Equal(average[i], trainer.Network.Parameters.Span[i], tolerance: 1e-6f);
        Assert.NotEqual(trainer.State.Parameters.ToArray(), trainer.Network.Parameters.ToArray());
    }

    [Fact]
    public void Variants_follow_from_the_seed_the_step_and_the_place_alone()
    {
        float[] Train(ulong seed, int threads)
        {
            TrainingSettings settings = Small with { Seed = seed, Epochs = 1 };
            using Trainer trainer = new(settings, new Clusters(130) { Augments = true }, threads);
            trainer.Run(null, null, TestContext.Current.CancellationToken);
            return trainer.Network.Parameters.ToArray();
        }
        Assert.Equal(Train(seed: 1, threads: 1), Train(seed: 1, threads: 3));
        using Trainer plain = new(Small with { Epochs = 1 }, new Clusters(130), threads: 1);
        plain.Run(null, null, TestContext.Current.CancellationToken);
        Assert.NotEqual(plain.Network.Parameters.ToArray(), Train(seed: 1, threads: 1));
    }

    [Fact]
    public void The_threads_change_no_bit_and_the_seed_changes_them_all()
    {
        // Wide enough that the products are shared out.
        TrainingSettings settings = Small with { Network = "6-512-256-3", Epochs = 1, BatchSize = 64 };
        float[] Train(TrainingSettings with, int threads)
        {
            using Trainer trainer = new(with, new Clusters(200), threads);
            trainer.Run(null, null, TestContext.Current.CancellationToken);
            return trainer.Network.Parameters.ToArray();
        }
        float[] one = Train(settings, threads: 1);
        Assert.Equal(one, Train(settings, threads: 2));
        Assert.Equal(one, Train(settings, threads: 3));
        Assert.NotEqual(one, Train(settings with { Seed = 2 }, threads: 1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Each_sample_is_learnt_from_once_an_epoch_and_the_held_back_ones_never(bool shuffle)
    {
        Clusters samples = new(103) { Remembers = true };
        using Trainer trainer =
            new(Small with { ShuffleEachEpoch = shuffle, Epochs = 2 }, samples, threads: 1);
        trainer.Run(null, null, TestContext.Current.CancellationToken);
        // 82 samples in steps of 16; validation loads 21.
        int[][] learnt = [.. samples.Loads.Where(load => load.Length is 16 or 2)];
        Assert.Equal(12, learnt.Length);
        int[] first = [.. learnt.Take(6).SelectMany(load => load)];
        int[] second = [.. learnt.Skip(6).SelectMany(load => load)];
        Assert.Equal(82, first.Distinct().Count());
        Assert.Equal(first.Order(), second.Order());
        Assert.Empty(first.Intersect(trainer.ValidationIndices));
        Assert.Equal(21, trainer.ValidationIndices.Length);
        Assert.Equal(shuffle, !first.SequenceEqual(second));
    }

    [Fact]
    public void Early_stopping_goes_back_to_the_best_parameters()
    {
        TrainingSettings settings =
            Small with { Epochs = 200, Patience = 3, Schedule = new() { Kind = ScheduleKind.Constant } };
        using Trainer trainer = new(settings, new Clusters(150), threads: 1);
        TrainingEnd end = trainer.Run(null, null, TestContext.Current.CancellationToken);
        Assert.Equal(TrainingEnd.StoppedEarly, end);
        double best = trainer.State.History.Max(epoch => epoch.ValidationMetric!.Value);
        Assert.Equal(trainer.State.BestEpoch + 3, trainer.State.History.Count);
        Assert.Equal(best, trainer.State.History[trainer.State.BestEpoch - 1].ValidationMetric);
        Assert.Equal(best, trainer.Evaluate(trainer.ValidationIndices).Metric);
    }

    [Fact]
    public void A_training_that_diverges_says_where_and_with_what_rate()
    {
        TrainingSettings settings =
            Small with { LearningRate = 1e30f, Optimiser = new() { Kind = OptimiserKind.Sgd } };
        using Trainer trainer = new(settings, new Clusters(100), threads: 1);
        string message = Assert.Throws<DivergenceException>(
            () => trainer.Run(null, null, TestContext.Current.CancellationToken)).Message;
        Assert.Contains("epoch 1, after step", message);
        Assert.Contains("1E+30", message);
    }

    [Fact]
    public void Harm_done_by_an_epochs_last_step_is_seen_at_its_end()
    {
        TrainingSettings settings = Small with
        {
            LearningRate = 1e38f,
            BatchSize = 100,
            ValidationShare = 0,
            Optimiser = new() { Kind = OptimiserKind.Sgd },
            Schedule = new() { Kind = ScheduleKind.Constant },
        };
        Keeper keeper = new();
        using Trainer trainer = new(settings, new Clusters(100), threads: 1);
        Assert.Throws<DivergenceException>(
            () => trainer.Run(null, keeper, TestContext.Current.CancellationToken));
        Assert.All(keeper.States, state => Assert.True(state.Epoch == 0));
    }

    [Fact]
    public void Cancelling_stops_after_the_step_under_way_and_saves()
    {
        using CancellationTokenSource cancellation = new();
        Keeper keeper = new();
        Listener listener = new() { OnStep = step => { if (step == 9) cancellation.Cancel(); } };
        using Trainer trainer = new(Small, new Clusters(100), threads: 1);
        Assert.Equal(TrainingEnd.Cancelled, trainer.Run(listener, keeper, cancellation.Token));
        Assert.Equal(9, trainer.State.Step);
        Assert.Equal(9, keeper.States[^1].Step);
        (int, int)[] steps = [(1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (2, 1), (2, 2), (2, 3), (2, 4)];
        Assert.Equal(steps, listener.Steps);
        Assert.Equal([1], listener.Epochs);
    }

    [Fact]
    public void Settings_that_cannot_work_are_refused_with_their_value()
    {
        (TrainingSettings Settings, string Words)[] bad =
        [
            (Small with { Epochs = 0 }, "0 epochs"),
            (Small with { BatchSize = 0 }, "batch of 0"),
            (Small with { LearningRate = float.NaN }, "learning rate of NaN"),
            (Small with { HiddenDropout = 1 }, "dropout of 1"),
            (Small with { ValidationShare = -0.5 }, "validation share of -0.5"),
            (Small with { ValidationShare = 0, Patience = 1 }, "early stopping"),
            (Small with { ValidationShare = 0.001 }, "neither may be 0"),
            (Small with { Network = "5-3" }, "takes 5 values"),
        ];
        Assert.All(bad, row => Assert.Contains(row.Words, Refusal(row.Settings)));
        TrainingState impossible = new()
        {
            Parameters = new float[275],
            OptimiserState = new float[550],
            BestParameters = default,
            History = [],
            Step = 7,
        };
        Assert.Contains("never pass", Refusal(Small, impossible));
        TrainingState other = new()
        {
            Parameters = new float[3],
            OptimiserState = default,
            BestParameters = default,
            History = [],
        };
        Assert.Contains("3 parameters", Refusal(Small, other));

        static string Refusal(TrainingSettings settings, TrainingState? state = null) =>
            Assert.Throws<ArgumentException>(() => new Trainer(settings, new Clusters(60), 1, state)).Message;
    }
}
