using Inkling.Neural.Layers;
using Inkling.Neural.Networks;

namespace Inkling.Neural.Tests.Networks;

public sealed class NetworkDescriptionTests
{
    private const string Convolutional = """
        1x28x28                       # one channel

        conv 32 5x5 pad 2
        batchnorm
        relu
        maxpool 2x2 ; residual { conv 32 3x3 pad 1, batchnorm, relu, depthwise 3x3 pad 1 }
        conv 8 3x3 stride 2
        avgpool 3x3 stride 1
        flatten, dropout 0.25, dense 10
        """;

    [Fact]
    public void Layers_are_built_in_their_order_with_their_shapes()
    {
        Network network = NetworkDescription.Parse(Convolutional).Build();
        Assert.Equal(
        [
            "conv 32 5x5 pad 2 → 32×28×28", "batchnorm → 32×28×28", "relu → 32×28×28",
            "maxpool 2x2 → 32×14×14", "conv 32 3x3 pad 1 → 32×14×14", "batchnorm → 32×14×14",
            "relu → 32×14×14", "depthwise 3x3 pad 1 → 32×14×14", "add → 32×14×14",
            "conv 8 3x3 stride 2 → 8×6×6", "avgpool 3x3 stride 1 → 8×4×4", "flatten → 128",
            "dropout 0.25 → 128", "dense 10 → 10",
        ], network.Layers.Select(layer => $"{layer.Text} → {layer.Output}"));
        Assert.Equal(3, ((Add)network.Layers[8]).Source);
        Assert.Equal(784, network.Input.Size);
        Assert.Equal((32 * 28 * 28 * 25) + (32 * 14 * 14 * 288) + (32 * 14 * 14 * 9) + (8 * 36 * 288) + 1280,
            network.Layers.Sum(layer => layer.MultiplyAdds));
    }

    [Fact]
    public void Strides_and_paddings_are_given_for_both_axes_or_for_each()
    {
        const string Text = "2x7x9, conv 8 3x5 stride 2x1 pad 1x2, maxpool 2x1, conv 8 2x3 stride 2";
        IReadOnlyList<Layer> layers = NetworkDescription.Parse(Text).Build().Layers;
        Assert.Equal(new Window(new(2, 7, 9), 3, 5, (2, 1), (1, 2)), ((Convolution)layers[0]).Window);
        Assert.Equal(new Window(new(8, 4, 9), 2, 1, (2, 1), (0, 0)), ((MaxPool)layers[1]).Window);
        Shape[] outputs = [new(8, 4, 9), new(8, 2, 9), new(8, 1, 4)];
        Assert.Equal(outputs, layers.Select(layer => layer.Output));
    }

    [Theory]
    [InlineData(Convolutional)]
    [InlineData("784-256-64-10")]
    [InlineData("28x28, flatten, dense 10")]
    [InlineData(
        "1x28x64, conv 8 3x5 stride 2x1 pad 1x2, maxpool 2x1, avgpool 3x2 stride 2, flatten, dense 10")]
    [InlineData("12, dense 3, relu, residual { dense 3, residual { dense 3 } }")]
    public void A_description_on_one_line_is_read_as_the_same_network(string text)
    {
        NetworkDescription description = NetworkDescription.Parse(text);
        Assert.DoesNotContain('\n', description.ToString());
        NetworkDescription again = NetworkDescription.Parse(description.ToString());
        Assert.Equal(description, again);
        Assert.Equal(
            description.Build().Layers.Select(layer => layer.Text),
            again.Build().Layers.Select(layer => layer.Text));
    }

    [Theory]
    [InlineData("", "is not a network")]
    [InlineData("1x28x28", "is not a network")]
    [InlineData("dense 3, relu", "begins with the shape of its input")]
    [InlineData("1x0x28, dense 3", "begins with the shape of its input")]
    [InlineData("1x28x28, conv 8 3x3, conv 8 30x30", "layer 2 of the network, \"conv 8 30x30\", which takes "
        + "8×26×26: a window of 30×30 does not fit into 26×26")]
    [InlineData("28x28, conv 8",
        "layer 1 of the network, \"conv 8\", which takes 1×28×28: its window is lacking")]
    [InlineData("28x28, conv x 3x3", "its channels, \"x\"")]
    [InlineData("28x28, conv 8 3", "its window, \"3\", is not two numbers")]
    [InlineData("28x28, conv 8 3x3 pad 3", "a padding of 3×3 is not smaller than")]
    [InlineData("28x28, conv 8 3x3 stride 0", "stride 0×0")]
    [InlineData("28x28, conv 8 3x3 stride 1x2x3", "\"1x2x3\" behind \"stride\" is not a number, or two")]
    [InlineData("28x28, conv 8 3x3 pad 0x3", "a padding of 0×3 is not smaller than")]
    [InlineData("28x28, conv 8 3x3 dilate 2", "\"dilate\" has no meaning there")]
    [InlineData("28x28, maxpool 3x3 pad 1", "a pool has no padding")]
    [InlineData("28x28, dropout 1.5", "1.5")]
    [InlineData("28x28, dropout much", "\"much\", is not a number")]
    [InlineData("28x28, transformer", "there is no such layer")]
    [InlineData("28x28, residual { relu }", "it can't be the first")]
    [InlineData("28x28, relu, residual relu", "residual relu")]
    [InlineData("28x28, relu, residual", "in braces")]
    [InlineData("28x28, relu, residual { flatten }",
        "it adds what its layers give, 784, to what they took, 1×28×28")]
    [InlineData("28x28, relu, residual { relu", "not closed")]
    [InlineData("28x28, dense 1000000, dense 1000000", "weights")]
    [InlineData("1000000x1000000x1000000, relu", "1,000,000,000,000,000,000 values")]
    [InlineData("1x4000x4000, conv 1000 1x1", "layer 1 of the network, \"conv 1000 1x1\", which takes "
        + "1×4000×4000: 1000×4000×4000 are 16,000,000,000 values")]
    public void What_is_wrong_is_told_with_the_layer_and_its_shapes(string text, string words) =>
        Assert.Contains(words, Refusal(text));

    [Fact]
    public void Layers_and_blocks_without_end_are_refused()
    {
        string deep = "28x28, relu, " + string.Concat(Enumerable.Repeat("residual { ", 100_000));
        Assert.Contains("16 deep", Refusal(deep));
        string longOne = "28x28" + string.Concat(Enumerable.Repeat(", relu", 256));
        Assert.Contains("at most 255 layers", Refusal(longOne));
    }

    [Fact]
    public void Dropout_options_are_refused_where_layers_say_themselves()
    {
        NetworkDescription layers = NetworkDescription.Parse("28x28, flatten, dense 10");
        Assert.Contains("layer by layer",
            Assert.Throws<ArgumentException>(() => layers.Build(hiddenDropout: 0.5f)).Message);
        Assert.Equal(4, NetworkDescription.Parse("7-6-5").Build(hiddenDropout: 0.5f).Layers.Count);
    }

    private static string Refusal(string text) =>
        Assert.ThrowsAny<ArgumentException>(() => NetworkDescription.Parse(text)).Message;
}
