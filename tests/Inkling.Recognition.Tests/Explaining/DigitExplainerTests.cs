using Inkling.Imaging;
using Inkling.Imaging.Drawing;
using Inkling.Neural;
using Inkling.Neural.Networks;
using Inkling.Recognition.Data;
using Inkling.Recognition.Explaining;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Tests.Explaining;

public sealed class DigitExplainerTests
{
    private static readonly DigitModel Dense = Digits.Model("784-40-20-10", seed: 6);

    private static readonly GreyImage Seven =
        StrokePainter.Paint([[new(70, 60, 18), new(200, 65, 18), new(130, 230, 18)]], 280, 280);

    [Fact]
    public void It_reads_as_the_reader_does()
    {
        DigitReading reading = new DigitReader(DigitModel.Default).Read(Seven);
        DigitExplanation explanation = new DigitExplainer(DigitModel.Default).Explain(Seven);
        Assert.Equal(7, reading.Digit);
        Assert.True(reading.IsSure);
        Assert.Equal(
            (reading.Digit, reading.IsSure), (explanation.Reading.Digit, explanation.Reading.IsSure));
        Assert.All(reading.Probabilities.Zip(explanation.Reading.Probabilities), pair =>
            Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void Falls_are_what_the_reader_says_of_the_picture_without_the_patch()
    {
        DigitModel model = Digits.Model("784-20-10", seed: 4);
        DigitReader reader = new(model, new() { Form = PictureForm.AsIs });
        byte[] pixels = new byte[784];
        foreach (int p in (int[])[10 * 28 + 10, (10 * 28) + 11, (11 * 28) + 10, (11 * 28) + 11])
            pixels[p] = 255;
        DigitExplanation explanation =
            new DigitExplainer(model, new() { Form = PictureForm.AsIs }).Explain(new(28, 28, pixels));
        // Rows and columns 10 and 11 are one step of patches: each patch that hides one hides all four.
        DigitReading without = reader.ReadPixels(new byte[784], 28, 28);
        int winner = explanation.Reading.Digit!.Value;
        Assert.Equal(
            explanation.Reading.Confidence - without.Probabilities[winner],
            explanation.Occlusion!.Falls[(10 * 28) + 10],
            1e-5f);
        Assert.Equal(0, explanation.Occlusion.Falls[0]);
    }

    [Fact]
    public void Each_layers_values_give_the_next_by_the_networks_own_weights()
    {
        Network network = Dense.Network;
        DigitExplanation explanation = new DigitExplainer(Dense).Explain(Seven);
        Assert.Equal([40, 20, 10], explanation.Layers.Select(layer => layer.Values.Count));
        Assert.Equal(["hidden 1", "hidden 2", "output"], explanation.Layers.Select(layer => layer.Name));
        IReadOnlyList<float> before = [.. explanation.Digit.Pixels.Select(level => level / 255f)];
        for (int layer = 0; layer < 3; layer++)
        {
            NetworkTensor w = network.Tensors[2 * layer], b = network.Tensors[(2 * layer) + 1];
            IReadOnlyList<float> after = explanation.Layers[layer].Values;
            for (int unit = 0; unit < after.Count; unit++)
            {
                double sum = network.Parameters.Span[b.Offset + unit];
                for (int i = 0; i < before.Count; i++)
                    sum += Weight(network, w, i, unit) * before[i];
                Assert.Equal(layer < 2 ? Math.Max(0, sum) : sum, after[unit], 1e-3);
            }
            before = after;
        }
    }

    [Fact]
    public void The_strongest_connections_into_the_winner_come_first_and_none_stronger_is_left_out()
    {
        Network network = Dense.Network;
        DigitExplanation explanation = new DigitExplainer(Dense).Explain(Seven);
        int winner = explanation.Reading.Digit!.Value;
        UnitConnection[] into = [.. explanation.Connections.Where(one => one.Layer == 1)];
        Assert.All(into, one => Assert.Equal(winner, one.To));
        NetworkTensor w3 = network.Tensors.Single(tensor => tensor.Name == "w3");
        float[] all = [.. explanation.Layers[1].Values.Select(
            (a, unit) => Math.Abs(a * Weight(network, w3, unit, winner)))];
        Assert.Equal(all.OrderDescending().Take(into.Length), into.Select(one => Math.Abs(one.Contribution)));
        UnitConnection[] earlier = [.. explanation.Connections.Where(one => one.Layer == 0)];
        Assert.NotEmpty(earlier);
        Assert.Subset(into.Select(one => one.From).ToHashSet(), earlier.Select(one => one.To).ToHashSet());
        Assert.All(explanation.Connections, one => Assert.Equal(
            one.Weight!.Value * explanation.Layers[one.Layer].Values[one.From], one.Contribution, 1e-5f));
    }

    [Fact]
    public void The_main_connections_into_the_answer_are_the_fewest_that_explain_most_of_it()
    {
        foreach (DigitModel model in (DigitModel[])[Dense, DigitModel.Default])
        {
            DigitExplanation explanation = new DigitExplainer(model).Explain(Seven);
            int last = explanation.Layers.Count - 2;
            UnitConnection[] into = [.. explanation.Connections.Where(one => one.Layer == last)];
            UnitConnection[] main = [.. into.Where(one => one.IsMain)];
            Assert.Equal(into.Take(main.Length), main);
            Assert.True(main[^1].Explains >= 0.8f, $"{main.Length} explain {main[^1].Explains}");
            Assert.All(main.SkipLast(1), one => Assert.True(one.Explains < 0.8f, "fewer would do"));
            double score = new Layerwise(model.Reading, [.. explanation.Digit.Pixels], model.PixelScale)
                .OutputOf(model.Reading.Layers.Count - 1)[explanation.Answer!.Value];
            double bias = model.Reading.Parameters.Span[^(model.Outputs - explanation.Answer.Value)];
            Assert.Equal(main.Sum(one => (double)one.Contribution) / (score - bias), main[^1].Explains, 1e-3);
            UnitConnection[] earlier =
                [.. explanation.Connections.Where(one => one.IsMain && one.Layer < last)];
            Assert.Subset(main.Select(one => one.From).ToHashSet(),
                earlier.Where(one => one.Layer == last - 1).Select(one => one.To).ToHashSet());
            Assert.InRange(earlier.Length, last, 3 * last);
        }
    }

    [Fact]
    public void A_network_without_hidden_layers_is_explained_too()
    {
        DigitExplanation explanation = new DigitExplainer(Digits.Model("784-10")).Explain(Seven);
        Assert.Equal(["output"], explanation.Layers.Select(layer => layer.Name));
        Assert.Empty(explanation.Connections);
        Assert.NotNull(explanation.Occlusion);
    }

    [Fact]
    public void Each_convolution_gives_maps_as_the_next_layer_sees_them()
    {
        DigitModel model = Digits.Model(
            "1x28x28, conv 6 5x5, maxpool 2x2, batchnorm, relu, conv 4 3x3 pad 1, relu, flatten, "
            + "dropout 0.3, dense 12, relu, dense 10");
        DigitExplainer explainer = new(model);
        DigitExplanation explanation = explainer.Explain(Seven);
        Assert.Equal(
            [("convolution 1", new Shape(6, 12, 12)), ("convolution 2", new(4, 12, 12)),
            ("hidden 1", new(12, 1, 1)), ("output", new(10, 1, 1))],
            explanation.Layers.Select(layer => (layer.Name, layer.Shape)));
        Assert.Equal(explainer.Layers, explanation.Layers.Select(layer => (layer.Name, layer.Shape)));
        Assert.All(explanation.Layers, layer => Assert.Equal(layer.Shape.Size, layer.Values.Count));
        Assert.All(
            explanation.Layers.SkipLast(1), layer => Assert.DoesNotContain(layer.Values, value => value < 0));
        Assert.Equal([true, true, false, false], explanation.Layers.Select(layer => layer.Maps is not null));
        Assert.All(explanation.Connections, one => Assert.Equal(one.Layer == 2, one.Weight is not null));
        Assert.Equal([2, 1, 0], explanation.Connections.Select(one => one.Layer).Distinct());
        Assert.All(explanation.Connections, one =>
            Assert.InRange(one.To, 0, explanation.Layers[one.Layer + 1].Shape.Channels - 1));
    }

    [Fact]
    public void A_maps_levels_its_mean_and_its_maximum_are_those_of_its_values()
    {
        float[] values = [1, -3, 0.5f, 4, 0, -1, 0.2f, -2]; // 2 × 2 pixels, each of two channels
        FeatureMaps maps = new LayerActivations("convolution 1", new(2, 2, 2), values).Maps!;
        Assert.Equal(new Shape(2, 2, 2), maps.Shape);
        Assert.Equal([1f, 4f], maps.Maxima);
        Assert.Equal([1.7f / 4, -2f / 4], maps.Means, (a, b) => Math.Abs(a - b) < 1e-6f);
        Assert.Equal([255, 128, 0, 51, 0, 255, 0, 0], maps.Levels.ToArray());
    }

    [Fact]
    public void A_map_without_a_value_above_0_is_blank()
    {
        FeatureMaps maps = new LayerActivations("convolution 1", new(1, 1, 2), [-1, 0]).Maps!;
        Assert.Equal([0f], maps.Maxima);
        Assert.Equal([0, 0], maps.Levels.ToArray());
    }

    [Fact]
    public void A_blank_picture_has_nothing_to_explain()
    {
        DigitExplanation explanation =
            new DigitExplainer(DigitModel.Default).Explain(new(40, 30, new byte[1200]));
        Assert.Null(explanation.Reading.Digit);
        Assert.False(explanation.Reading.IsSure);
        Assert.Null(explanation.Occlusion);
        Assert.Empty(explanation.Layers);
    }

    [Fact]
    public async Task Many_threads_share_one_explainer()
    {
        DigitExplainer explainer = new(DigitModel.Default);
        IReadOnlyList<float> alone = explainer.Explain(Seven).Occlusion!.Falls;
        IReadOnlyList<float>[] together = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(_ => Task.Run(() => explainer.Explain(Seven).Occlusion!.Falls)));
        Assert.All(together, falls => Assert.Equal(alone, falls));
    }

    private static float Weight(Network network, NetworkTensor tensor, int from, int to) =>
        network.Parameters.Span[tensor.Offset
            + PanelMatrix.OffsetOf(from, to, tensor.Definition.Shape[0], tensor.Definition.Shape[1])];
}
