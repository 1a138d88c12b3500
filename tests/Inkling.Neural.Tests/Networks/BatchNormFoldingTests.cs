using Inkling.Neural.Execution;
using Inkling.Neural.Layers;
using Inkling.Neural.Networks;
using Inkling.Neural.Tests.Kernels;

namespace Inkling.Neural.Tests.Networks;

public sealed class BatchNormFoldingTests
{
    // After a convolution, a depthwise one, a dense layer and a pool; before a residual addition, and in one.
    private const string Text = "1x8x8, conv 5 3x3, batchnorm, relu, "
        + "residual { depthwise 3x3 pad 1, batchnorm, relu }, maxpool 2x2, batchnorm, "
        + "residual { conv 5 1x1, batchnorm }, flatten, dense 70, batchnorm, relu, dense 4";

    [Fact]
    public void A_folded_network_reads_what_the_whole_one_reads()
    {
        Network network = NetworkDescription.Parse(Text).Build();
        network.Initialise(Initialisation.He, seed: 3);
        Random random = new(4);
        foreach (NetworkTensor tensor in network.Tensors
            .Where(tensor => tensor.Definition.Kind != ParameterKind.Weights))
        {
            foreach (ref float value in network.Parameters.Span.Slice(tensor.Offset, tensor.Length))
                value = (float)(0.25 + random.NextDouble());
        }
        Network folded = network.Fold();
        Assert.Equal(
        [
            "conv", "relu", "depthwise", "relu", "add", "maxpool", "batchnorm", "conv", "add", "flatten",
            "dense", "relu", "dense",
        ], folded.Layers.Select(layer => layer.Text.Split(' ')[0]));
        SampleBatch samples = SparseBytes.Draw(held: 9, count: 6, columns: 64);
        float[] expected = Predict(network, samples);
        float[] read = Predict(folded, samples);
        Assert.True(expected.Distinct().Count() > 6);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], read[i], tolerance: 1e-5f);
    }

    [Theory]
    [InlineData("maxpool", 1, 4)]
    [InlineData("maxpool", -1, 5)]
    [InlineData("avgpool", -1, 4)]
    public void A_norm_behind_a_pool_is_folded_where_that_changes_nothing(string pool, int sign, int layers)
    {
        string text = $"1x8x8, conv 5 3x3, {pool} 2x2, batchnorm, flatten, dense 4";
        Network network = NetworkDescription.Parse(text).Build();
        network.Initialise(Initialisation.He, seed: 3);
        NetworkTensor scale =
            network.Tensors.Single(tensor => tensor.Definition.Kind == ParameterKind.Scales);
        network.Parameters.Span.Slice(scale.Offset, scale.Length)[2] *= sign;
        Network folded = network.Fold();
        Assert.Equal(layers, folded.Layers.Count);
        SampleBatch samples = SparseBytes.Draw(held: 9, count: 6, columns: 64);
        float[] expected = Predict(network, samples);
        float[] read = Predict(folded, samples);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], read[i], tolerance: 1e-5f);
    }

    [Fact]
    public void A_network_without_batch_norm_stays_as_it_is()
    {
        Network network = NetworkDescription.Parse("7-6-5").Build();
        Assert.Same(network, network.Fold());
    }

    private static float[] Predict(Network network, SampleBatch samples)
    {
        using ComputeContext context = new();
        Plan plan = Plan.Compile(network, samples.Count, isTraining: false);
        return new Executor(plan, context).Predict(samples).Span.ToArray();
    }
}
