using Inkling.Neural;
using Inkling.Neural.Execution;
using Inkling.Neural.Networks;
using Inkling.Recognition.Explaining;
using Inkling.Recognition.Models;
using Stage = Inkling.Recognition.Explaining.Stage;

namespace Inkling.Recognition.Tests.Explaining;

/// <summary>The numbers of a unit are the engine's, and they add up.</summary>
public sealed class UnitArithmeticTests
{
    private const string Pools =
        "1x28x28, conv 6 5x5, maxpool 2x2, batchnorm, relu, conv 5 3x3 stride 2 pad 1, batchnorm, relu, "
        + "conv 4 3x3 pad 1, maxpool 2x2, relu, flatten, dropout 0.2, dense 12, relu, dense 10";

    private const string Blocks =
        "1x28x28, conv 4 3x3 stride 2, relu, residual { conv 4 3x3 pad 1, batchnorm, relu, "
        + "depthwise 3x3 pad 1, batchnorm }, relu, conv 10 1x1, flatten, dense 10";

    [Theory]
    [InlineData(Pools)]
    [InlineData(Blocks)]
    [InlineData("1x28x28, conv 3 5x5 stride 3, dense 7, relu, dense 10")]
    [InlineData("784-9-8-10")]
    public void Bias_and_products_under_the_window_are_the_sum_at_each_place(string text)
    {
        (Network network, IReadOnlyList<Stage> stages, Layerwise outputs) = Read(text);
        for (int stage = 0; stage < stages.Count; stage++)
        {
            foreach (int unit in (int[])[0, stages[stage].Shape.Channels - 1])
            {
                UnitArithmetic one = UnitArithmetic.Of(stages, network, outputs, stage, unit);
                UnitStep sum = one.Steps[0];
                Assert.Equal("sum", sum.Name);
                Assert.Equal(one.Window.OutputPositions, sum.Values.Count);
                for (int place = 0; place < sum.Values.Count; place++)
                    Assert.Equal(SumAt(one, place / sum.Width, place % sum.Width), sum.Values[place], 1e-3);
            }
        }
    }

    [Theory]
    [InlineData(Pools)]
    [InlineData(Blocks)]
    [InlineData("784-9-8-10")]
    public void The_last_step_is_what_the_explanation_shows_of_the_unit(string text)
    {
        (Network network, IReadOnlyList<Stage> stages, Layerwise outputs) = Read(text);
        using ComputeContext context = new(threads: 1);
        Plan plan = Plan.Compile(network, capacity: 1, isTraining: false);
        new Executor(plan, context).Predict(new(Networks.Picture(seed: 8), 0, 1, 784, 255));
        IReadOnlyList<LayerActivations> layers = Activations.Of(stages, plan);
        for (int stage = 0; stage < stages.Count; stage++)
        {
            int unit = stages[stage].Shape.Channels / 2, channels = stages[stage].Shape.Channels;
            float[] shown = [.. layers[stage].Values.Where((_, i) => i % channels == unit)];
            IReadOnlyList<float> last =
                UnitArithmetic.Of(stages, network, outputs, stage, unit).Steps[^1].Values;
            Assert.Equal(shown.Length, last.Count);
            Assert.All(shown.Zip(last), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        }
    }

    [Fact]
    public void Each_layer_up_to_the_next_weights_is_a_step()
    {
        (Network network, IReadOnlyList<Stage> stages, Layerwise outputs) = Read(Pools);
        string[][] steps = [.. stages.Select((_, stage) => UnitArithmetic.Of(
            stages, network, outputs, stage, 0).Steps.Select(step => step.Name).ToArray())];
        Assert.Equal("sum", steps[0][0]);
        Assert.Equal(["max pool"], steps[0].Where(name => name.EndsWith("pool", StringComparison.Ordinal)));
        Assert.Equal("ReLU", steps[0][^1]);
        Assert.Equal(["sum", "ReLU"], steps[3]);
        Assert.Equal(["sum"], steps[4]);
        (network, stages, outputs) = Read(Blocks);
        Assert.Contains(
            "addition", UnitArithmetic.Of(stages, network, outputs, 2, 1).Steps.Select(one => one.Name));
    }

    [Fact]
    public void The_first_layer_sees_the_picture_also_where_it_is_dense()
    {
        (Network network, IReadOnlyList<Stage> stages, Layerwise outputs) = Read("784-9-8-10");
        UnitInput input = UnitArithmetic.Of(stages, network, outputs, 0, 3).Input;
        Assert.Equal(("picture", new Shape(1, 28, 28)), (input.Name, input.Shape));
        Assert.Equal(Networks.Picture(seed: 8).Select(level => level / 255f), input.Values,
            (a, b) => Math.Abs(a - b) < 1e-6f);
    }

    [Fact]
    public void A_map_of_a_depthwise_convolution_sees_one_channel()
    {
        (Network network, IReadOnlyList<Stage> stages, Layerwise outputs) = Read(Blocks);
        int depthwise = Enumerable.Range(0, stages.Count).Single(
            i => stages[i].Name.StartsWith("depthwise", StringComparison.Ordinal));
        UnitInput input = UnitArithmetic.Of(stages, network, outputs, depthwise, 2).Input;
        Assert.Equal((1, 2), (input.Shape.Channels, input.Channel));
    }

    [Theory]
    [InlineData(-1, 0, "no layer -1: they are 0 to 2")]
    [InlineData(3, 0, "no layer 3: they are 0 to 2")]
    [InlineData(1, 8, "hidden 2 has no unit 8: they are 0 to 7")]
    public void A_layer_or_unit_that_is_not_there_is_told_with_the_numbers(int stage, int unit, string told)
    {
        (Network network, IReadOnlyList<Stage> stages, Layerwise outputs) = Read("784-9-8-10");
        ArgumentException refused = Assert.Throws<ArgumentException>(
            () => UnitArithmetic.Of(stages, network, outputs, stage, unit));
        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_that_are_a_maps_pixels_are_no_single_units()
    {
        (Network network, IReadOnlyList<Stage> stages, Layerwise outputs) =
            Read("1x28x28, conv 2 5x5 stride 3, relu, conv 2 4x8, flatten");
        Assert.Equal(10, stages[^1].Shape.Channels);
        Assert.Throws<ArgumentException>(() => UnitArithmetic.Of(stages, network, outputs, 1, 0));
    }

    private static double SumAt(UnitArithmetic one, int y, int x)
    {
        (Window window, Shape shape) = (one.Window, one.Input.Shape);
        double sum = one.Bias;
        for (int c = 0; c < shape.Channels; c++)
        {
            for (int place = 0; place < window.Pixels; place++)
            {
                int row = (y * window.StrideY) + (place / window.Width) - window.PaddingY;
                int column = (x * window.StrideX) + (place % window.Width) - window.PaddingX;
                if (row < 0 || column < 0 || row >= shape.Height || column >= shape.Width)
                    continue;
                sum += (double)one.Input.Values[(((c * shape.Height) + row) * shape.Width) + column]
                    * one.Weights[(c * window.Pixels) + place];
            }
        }
        return sum;
    }

    private static (Network, IReadOnlyList<Stage>, Layerwise) Read(string text)
    {
        Network network = Networks.Random(text, seed: 3).Fold();
        return (network, Stage.Of(network), new(network, Networks.Picture(seed: 8), 255));
    }
}
