using Inkling.Neural.Execution;
using Inkling.Neural.Networks;
using Inkling.Neural.Tests.Training;
using Inkling.Neural.Training;

namespace Inkling.Neural.Tests;

/// <summary>
/// What is promised to allocate nothing, counted over all threads. Nothing else may run beside these, or it
/// would be counted too.
/// </summary>
[Collection(nameof(AllocationTests))]
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
public sealed class AllocationTests
{
    private const int Rounds = 20;

    [Theory]
    [InlineData("6-512-256-3", 1)]
    [InlineData("6-512-256-3", 16)]
    [InlineData("1x2x3, conv 16 2x3 pad 1, relu, conv 16 3x3 pad 1, maxpool 2x2, relu, flatten, dropout 0.1, "
        + "dense 3", 16)]
    [InlineData("1x2x3, conv 9 1x1, depthwise 3x3 pad 1, batchnorm, relu, "
        + "residual { depthwise 1x2 pad 0x1, avgpool 1x2 stride 1 }, "
        + "flatten, dense 3", 16)]
    public void A_training_step_allocates_nothing(string network, int batch)
    {
        TrainingSettings settings = new() { Network = network, BatchSize = batch };
        using Trainer trainer = new(settings, new Clusters(640), threads: 2);
        trainer.ArrangeOrder(0);
        AssertNothingAllocated(() =>
        {
            trainer.State.StepInEpoch = 0;
            trainer.TakeStep();
        });
    }

    [Theory]
    [InlineData("6-512-256-3")]
    [InlineData(
        "1x2x3, conv 16 2x3 pad 1, relu, conv 16 3x3 pad 1, batchnorm, maxpool 2x2, flatten, dense 3")]
    public void A_prediction_allocates_nothing(string text)
    {
        Network network = NetworkDescription.Parse(text).Build();
        network.Initialise(Initialisation.He, seed: 1);
        using ComputeContext context = new(threads: 2);
        Executor executor = new(Plan.Compile(network, 64, isTraining: false), context);
        SampleBatch samples = Kernels.SparseBytes.Draw(held: 70, count: 64, columns: 6);
        AssertNothingAllocated(() => executor.Predict(samples));
    }

    // The first rounds grow buffers and compile; a thread that is woken from its sleep may make the runtime
    // allocate what it is woken by, once. So the fewest bytes of several attempts count.
    private static void AssertNothingAllocated(Action action)
    {
        long fewest = long.MaxValue;
        for (int attempt = 0; attempt < 5 && fewest > 0; attempt++)
        {
            for (int i = 0; i < Rounds; i++)
                action();
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < Rounds; i++)
                action();
            fewest = Math.Min(fewest, GC.GetTotalAllocatedBytes(precise: true) - before);
        }
        Assert.Equal(0, fewest);
    }
}
