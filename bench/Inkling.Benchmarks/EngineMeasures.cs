using System.Diagnostics;
using Inkling.Neural;
using Inkling.Neural.Networks;
using Inkling.Neural.Optimisers;
using Inkling.Neural.Training;
using Inkling.Recognition;
using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;
using Inkling.Recognition.Training;

namespace Inkling.Benchmarks;

/// <summary>
/// What of the engine is measured, each through the calls that the command itself makes. Times are seconds,
/// of the work alone: data is in memory, and trainers and models are made before the clock starts, unless a
/// measure says otherwise.
/// </summary>
internal sealed class EngineMeasures(DigitSet training, DigitSet test)
{
    private const float PixelScale = 255;
    private const int Ones = 10_000, FewOnes = 2_000;
    private const int FewSteps = 100, ManySteps = 400;

    /// <summary>An epoch as the peers learn it: batches of 128, nothing held back, no dropout.</summary>
    public static TrainingSettings Sgd { get; } = new()
    {
        Epochs = 1,
        LearningRate = 0.1f,
        Schedule = new() { Kind = ScheduleKind.Constant },
        Optimiser = new() { Kind = OptimiserKind.Sgd },
    };

    /// <summary>The same with AdamW.</summary>
    public static TrainingSettings AdamW { get; } = Sgd with
    {
        LearningRate = 0.001f,
        Optimiser = new() { Kind = OptimiserKind.AdamW, WeightDecay = 0.01f },
    };

    /// <summary>The network of PyTorch's example for MNIST.</summary>
    public static TrainingSettings Convolutions { get; } = Sgd with
    {
        Network = "1x28x28, conv 32 3x3, relu, conv 64 3x3, relu, maxpool 2x2, dropout 0.25, "
            + "flatten, dense 128, relu, dropout 0.5, dense 10",
        LearningRate = 0.01f,
    };

    // The peers' network; what it has learnt takes no time to read with.
    private static readonly DigitModel Dense = Untrained(Sgd.Network);

    private readonly DigitReader _reader = new(Dense, new() { Form = PictureForm.AsIs });
    private readonly DigitReader _shipped = new(DigitModel.Default, new() { Form = PictureForm.AsIs });

    /// <summary>
    /// The SGD epoch of a network whose first hidden layer is so wide; slower steps for more width.
    /// </summary>
    public static TrainingSettings OfWidth(int width) =>
        Sgd with { Network = $"784-{width}-64-10", LearningRate = Math.Min(0.1f, 25.6f / width) };

    /// <summary>One epoch over all digits, or over the first <paramref name="samples"/>.</summary>
    public double Epoch(TrainingSettings settings, int threads, int samples = int.MaxValue)
    {
        using Trainer trainer = new(
            settings, new DigitSamples(First(training, samples), PixelScale), threads);
        // What the measure before has left is not to be collected while this one's clock runs.
        GC.Collect();
        var clock = Stopwatch.StartNew();
        trainer.Run(observer: null, checkpoints: null, CancellationToken.None);
        return clock.Elapsed.TotalSeconds;
    }

    /// <summary>All training digits read, in batches, buffers and threads included.</summary>
    public double ReadAll()
    {
        var clock = Stopwatch.StartNew();
        DigitEvaluation.Run(Dense, training);
        return clock.Elapsed.TotalSeconds;
    }

    /// <summary>The median over many test digits, each read alone by a reader that has read before.</summary>
    public double ReadOne() => ReadOne(_reader, Ones);

    /// <summary>The same with the model that ships.</summary>
    public double ReadOneShipped() => ReadOne(_shipped, FewOnes);

    /// <summary>The first test digits read in batches by the model that ships.</summary>
    public double ReadManyShipped(int count)
    {
        DigitSet digits = First(test, count);
        var clock = Stopwatch.StartNew();
        DigitEvaluation.Run(DigitModel.Default, digits);
        return clock.Elapsed.TotalSeconds;
    }

    private double ReadOne(DigitReader reader, int count)
    {
        double[] seconds = new double[count];
        for (int i = 0; i < count; i++)
        {
            long start = Stopwatch.GetTimestamp();
            reader.ReadPixels(test.Image(i % test.Count), DigitSet.Side, DigitSet.Side);
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        Array.Sort(seconds);
        return seconds[count / 2];
    }

    /// <summary>
    /// Bytes, on any thread, for a step: what many steps allocate more than a few do, so that what an epoch
    /// or a training needs once does not count.
    /// </summary>
    public double AllocatedPerStep(int threads)
    {
        AllocatedBy(FewSteps, threads);
        return (double)(AllocatedBy(ManySteps, threads) - AllocatedBy(FewSteps, threads))
            / (ManySteps - FewSteps);
    }

    /// <summary>
    /// A training from digits in memory to the network, all that it makes for itself included; then, off the
    /// clock, the share of the test set that it reads right.
    /// </summary>
    public (double Seconds, double Accuracy) Accuracy(Recipe recipe, ulong seed, int threads)
    {
        TrainingSettings settings = recipe.Settings with { Seed = seed };
        var clock = Stopwatch.StartNew();
        using Trainer trainer = new(settings, new DigitSamples(training, PixelScale), threads);
        trainer.Run(observer: null, checkpoints: null, CancellationToken.None);
        double seconds = clock.Elapsed.TotalSeconds;
        DigitModel model = new(trainer.Network,
            new() { Network = settings.Network, PixelScale = PixelScale });
        return (seconds, DigitEvaluation.Run(model, test).Accuracy);
    }

    private static DigitModel Untrained(string network)
    {
        Network built = NetworkDescription.Parse(network).Build();
        built.Initialise(Initialisation.He, seed: 1);
        return new(built, new() { Network = network, PixelScale = PixelScale });
    }

    private long AllocatedBy(int steps, int threads)
    {
        using Trainer trainer = new(AdamW,
            new DigitSamples(First(training, steps * AdamW.BatchSize), PixelScale), threads);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        trainer.Run(observer: null, checkpoints: null, CancellationToken.None);
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    private static DigitSet First(DigitSet digits, int samples) => samples >= digits.Count
        ? digits
        : new(digits.Pixels[..(samples * DigitSet.PixelCount)], digits.Labels[..samples]);
}
