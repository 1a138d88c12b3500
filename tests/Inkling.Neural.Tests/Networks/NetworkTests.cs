using Inkling.Neural.Layers;
using Inkling.Neural.Networks;

namespace Inkling.Neural.Tests.Networks;

public sealed class NetworkTests
{
    [Fact]
    public void Tensors_are_named_through_the_layers_that_learn_and_fill_the_arena()
    {
        Network network =
            NetworkDescription.Parse("784-256-64-10").Build(inputDropout: 0.1f, hiddenDropout: 0.2f);
        Assert.Equal(["w1", "b1", "w2", "b2", "w3", "b3"], network.Tensors.Select(tensor => tensor.Name));
        Assert.Equal([784, 256], network.Tensors[0].Definition.Shape);
        Assert.Equal([256], network.Tensors[1].Definition.Shape);
        Assert.Equal(218_058, network.Parameters.Length);
        Assert.Equal(
            network.Tensors.Skip(1).Select(tensor => tensor.Offset),
            network.Tensors.SkipLast(1).Select(tensor => tensor.Offset + tensor.Length));
    }

    [Fact]
    public void Layers_that_do_not_fit_are_refused_with_their_shapes()
    {
        Layer[] layers = [new Dense(Shape.Flat(4), 3), new Relu(Shape.Flat(5))];
        string message = Assert.Throws<ArgumentException>(() => new Network(layers)).Message;
        Assert.Contains("Layer 2 takes 5, but layer 1 gives 3", message);
    }

    [Theory]
    [InlineData("784", "not a network")]
    [InlineData("784-", "part 2")]
    [InlineData("784-0-10", "part 2")]
    [InlineData("784-ten", "part 2, \"ten\"")]
    [InlineData("99999999-99999999", "parameters")]
    public void A_description_that_is_none_says_which_part(string text, string words) =>
        Assert.Contains(
            words, Assert.Throws<ArgumentException>(() => NetworkDescription.Parse(text)).Message);

    [Fact]
    public void First_values_have_the_deviation_of_their_rule()
    {
        Network network = NetworkDescription.Parse("400-300-10").Build();
        double Deviation(int tensor)
        {
            (int offset, int length) = (network.Tensors[tensor].Offset, network.Tensors[tensor].Length);
            return Math.Sqrt(network.Parameters.Slice(offset, length).ToArray().Average(w => (double)w * w));
        }
        network.Initialise(Initialisation.He, seed: 1);
        Assert.Equal(Math.Sqrt(2.0 / 400), Deviation(0), tolerance: 1e-3);
        Assert.Equal(0, Deviation(1));
        network.Initialise(Initialisation.Glorot, seed: 1);
        Assert.Equal(Math.Sqrt(2.0 / 700), Deviation(0), tolerance: 1e-3);
        Assert.True(network.Parameters[..120_000].ToArray().Max() <= Math.Sqrt(6.0 / 700));
        network.Initialise(Initialisation.StandardNormal, seed: 1);
        Assert.Equal(1, Deviation(0), tolerance: 0.01);
        Assert.Equal(1, Deviation(1), tolerance: 0.1);
    }

    [Fact]
    public void First_weights_are_drawn_output_by_output_however_they_lie()
    {
        Network network = NetworkDescription.Parse("5-70-3").Build();
        network.Initialise(Initialisation.StandardNormal, seed: 7);
        RandomSequence random = new(7, RandomPurpose.Initialisation, 0);
        PanelMatrix weights = new(network.Parameters[..350], rows: 5, columns: 70);
        for (int output = 0; output < 70; output++)
            for (int input = 0; input < 5; input++)
            {
                int offset = PanelMatrix.OffsetOf(input, output, 5, 70);
                Assert.Equal((float)random.NextNormal(), weights.Values.Span[offset]);
            }
    }
}
