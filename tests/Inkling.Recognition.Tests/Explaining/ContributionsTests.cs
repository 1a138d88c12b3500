using Inkling.Neural;
using Inkling.Neural.Execution;
using Inkling.Neural.Layers;
using Inkling.Neural.Networks;
using Inkling.Recognition.Explaining;
using Stage = Inkling.Recognition.Explaining.Stage;

namespace Inkling.Recognition.Tests.Explaining;

/// <summary>What is said to have been added up is what the network itself adds up.</summary>
public sealed class ContributionsTests
{
    private const string Pools =
        "1x28x28, conv 6 5x5, maxpool 2x2, batchnorm, relu, conv 5 3x3 stride 2 pad 1, batchnorm, relu, "
        + "conv 4 3x3 pad 1, maxpool 2x2, relu, flatten, dense 12, relu, dense 10";

    private const string Blocks =
        "1x28x28, conv 4 3x3 stride 2, relu, residual { conv 4 3x3 pad 1, batchnorm, relu, "
        + "depthwise 3x3 pad 1, batchnorm }, relu, conv 10 1x1, avgpool 13x13, flatten";

    [Theory]
    [InlineData(Pools)]
    [InlineData(Blocks)]
    [InlineData("1x28x28, conv 3 5x5 stride 3, dense 7, relu, dense 10")]
    [InlineData("784-9-8-10")]
    public void Contributions_and_the_bias_add_up_to_the_next_layers_mean(string text)
    {
        Network network = Networks.Random(text, seed: 3).Fold();
        byte[] pixels = Networks.Picture(seed: 8);
        IReadOnlyList<Stage> stages = Stage.Of(network);
        IReadOnlyList<LayerActivations> layers = Read(network, stages, pixels);
        for (int i = 0; i < stages.Count - 1; i++)
        {
            Contributions contributions = new(network, i, stages[i], layers[i].Values, stages[i + 1]);
            float[] means = MeansOf(network, stages[i + 1].Weights, pixels);
            NetworkTensor biases = network.Tensors.Single(
                tensor => tensor.Layer == stages[i + 1].Weights
                    && tensor.Definition.Kind == ParameterKind.Biases);
            for (int o = 0; o < means.Length; o++)
            {
                // A norm stays behind a pool, and the parts have its scale.
                float scale = ScaleBehind(network, stages[i + 1], o);
                double sum = contributions.Into(o).Sum(one => (double)one.Contribution);
                double bias = network.Parameters.Span[biases.Offset + o];
                Assert.Equal(scale * means[o], sum + (scale * bias), 1e-3);
            }
        }
    }

    [Fact]
    public void Contributions_and_the_bias_add_up_to_each_score()
    {
        Network network = Networks.Random(Pools, seed: 5).Fold();
        IReadOnlyList<Stage> stages = Stage.Of(network);
        IReadOnlyList<LayerActivations> layers = Read(network, stages, Networks.Picture(seed: 2));
        Contributions contributions = new(network, 3, stages[3], layers[3].Values, stages[4]);
        for (int digit = 0; digit < 10; digit++)
        {
            double sum = contributions.Into(digit).Sum(one => (double)one.Contribution);
            Assert.Equal(layers[4].Values[digit], sum + network.Parameters.Span[^(10 - digit)], 1e-4);
        }
    }

    [Fact]
    public void With_a_mean_over_all_pixels_as_the_last_layer_maps_add_up_to_each_score()
    {
        Network network = Networks.Random(Blocks, seed: 6).Fold();
        IReadOnlyList<Stage> stages = Stage.Of(network);
        IReadOnlyList<LayerActivations> layers = Read(network, stages, Networks.Picture(seed: 2));
        Assert.Equal(
            ["convolution 1", "convolution 2", "depthwise 1", "output"], stages.Select(stage => stage.Name));
        Contributions contributions = new(network, 2, stages[2], layers[2].Values, stages[3]);
        for (int digit = 0; digit < 10; digit++)
        {
            double sum = contributions.Into(digit).Sum(one => (double)one.Contribution);
            Assert.Equal(layers[3].Values[digit], sum + network.Parameters.Span[^(10 - digit)], 1e-4);
        }
    }

    [Theory]
    [InlineData(Pools)]
    [InlineData(Blocks)]
    public void A_norm_that_was_not_folded_away_changes_no_contribution(string text)
    {
        Network network = Networks.Random(text, seed: 4), folded = network.Fold();
        Assert.NotSame(network, folded);
        byte[] pixels = Networks.Picture(seed: 9);
        (UnitConnection[] Connections, string[] Names) Of(Network one)
        {
            IReadOnlyList<Stage> stages = Stage.Of(one);
            IReadOnlyList<LayerActivations> layers = Read(one, stages, pixels);
            return ([.. Enumerable.Range(0, stages.Count - 1)
                .SelectMany(i => Enumerable.Range(0, stages[i + 1].Shape.Channels)
                .SelectMany(
                    o => new Contributions(one, i, stages[i], layers[i].Values, stages[i + 1]).Into(o)))],
                [.. stages.Select(stage => $"{stage.Name} {stage.Shape}")]);
        }
        ((UnitConnection[] one, string[] names), (UnitConnection[] other, string[] otherNames)) =
            (Of(network), Of(folded));
        Assert.Equal(names, otherNames);
        Assert.Equal(one.Length, other.Length);
        Assert.All(one.Zip(other), pair =>
        {
            Assert.Equal((pair.First.Layer, pair.First.From, pair.First.To),
                (pair.Second.Layer, pair.Second.From, pair.Second.To));
            Assert.Equal(pair.First.Contribution, pair.Second.Contribution, 1e-3f);
        });
    }

    [Fact]
    public void A_depthwise_map_comes_from_its_own_map_alone()
    {
        Network network = Networks.Random(Blocks, seed: 7).Fold();
        IReadOnlyList<Stage> stages = Stage.Of(network);
        IReadOnlyList<LayerActivations> layers = Read(network, stages, Networks.Picture(seed: 1));
        Contributions contributions = new(network, 1, stages[1], layers[1].Values, stages[2]);
        Assert.All(Enumerable.Range(0, 4), map =>
            Assert.All(contributions.Into(map), one => Assert.Equal(map, one.From)));
    }

    [Fact]
    public void Scores_that_are_the_pixels_of_maps_have_no_contributions()
    {
        Network network = Networks.Random("1x28x28, conv 3 5x5, relu, conv 2 20x24, flatten", seed: 1);
        IReadOnlyList<Stage> stages = Stage.Of(network);
        IReadOnlyList<LayerActivations> layers = Read(network, stages, Networks.Picture(seed: 1));
        Assert.Empty(new Contributions(network, 0, stages[0], layers[0].Values, stages[1]).Into(9));
    }

    private static IReadOnlyList<LayerActivations> Read(
        Network network, IReadOnlyList<Stage> stages, byte[] pixels)
    {
        using ComputeContext context = new(threads: 1);
        Executor executor = new(Plan.Compile(network, 1, isTraining: false), context);
        executor.Predict(new(pixels, 0, 1, pixels.Length, 255));
        return Activations.Of(stages, executor.Plan);
    }

    // What the network of the layers up to a layer of weights gives: for each channel the mean over its
    // pixels.
    private static float[] MeansOf(Network network, int last, byte[] pixels)
    {
        Network start = new([.. network.Layers.Take(last + 1)]);
        network.Parameters[..start.Parameters.Length].CopyTo(start.Parameters);
        using ComputeContext context = new(threads: 1);
        Executor executor = new(Plan.Compile(start, 1, isTraining: false), context);
        executor.Predict(new(pixels, 0, 1, pixels.Length, 255));
        float[] values = executor.Plan.OutputOf(last, 1).Row(0).ToArray();
        int channels = start.Layers[^1].Output.Channels;
        return [.. Enumerable.Range(0, channels)
            .Select(c => values.Where((_, i) => i % channels == c).Average())];
    }

    private static float ScaleBehind(Network network, Stage stage, int channel)
    {
        int layer = Enumerable.Range(stage.Weights, stage.Last - stage.Weights + 1).FirstOrDefault(
            at => network.Layers[at] is BatchNorm, -1);
        if (layer < 0)
            return 1;
        int offset = network.Tensors.First(tensor => tensor.Layer == layer).Offset;
        return ((BatchNorm)network.Layers[layer])
            .ForInference(network.Parameters.Span[offset..]).Scales[channel];
    }
}
