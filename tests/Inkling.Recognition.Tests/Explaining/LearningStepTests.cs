using Inkling.Neural;
using Inkling.Neural.Execution;
using Inkling.Neural.Layers;
using Inkling.Neural.Losses;
using Inkling.Neural.Models;
using Inkling.Neural.Networks;
using Inkling.Recognition.Explaining;
using Inkling.Recognition.Models;
using Stage = Inkling.Recognition.Explaining.Stage;

namespace Inkling.Recognition.Tests.Explaining;

/// <summary>A step of learning on one picture, against what gradient descent is by definition.</summary>
public sealed class LearningStepTests
{
    private const int Label = 4;
    private const float Rate = 0.01f;

    private const string Maps =
        "1x28x28, conv 3 5x5, maxpool 2x2, batchnorm, relu, depthwise 3x3 pad 1, relu, conv 4 3x3 pad 1, "
        + "relu, flatten, dropout 0.4, dense 9, relu, dense 11";

    public static TheoryData<string> Texts => [Maps, "784-9-8-10", "784-10"];

    [Theory]
    [MemberData(nameof(Texts))]
    public void The_gradient_of_a_weight_is_how_the_loss_changes_with_it(string text)
    {
        (Network network, IReadOnlyList<Stage> stages, LearningStep step) = Take(text);
        for (int i = 0; i < stages.Count; i++)
        {
            Shape input = Stage.InputOf(network, stages, i);
            foreach (WeightStep one in step.Layers[i].Strongest.Take(3))
            {
                Assert.Equal(one.Weight, Weight(network, stages[i], input, one), 1e-6f);
                const float half = 1f / 1024;
                double slope = (LossWith(network, stages[i], input, one, one.Weight + half)
                    - LossWith(network, stages[i], input, one, one.Weight - half)) / (2 * half);
                Assert.Equal(slope, one.Gradient, Math.Max(0.01, 0.03 * Math.Abs(slope)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_weight_moves_against_its_gradient_by_the_rate(string text)
    {
        (_, _, LearningStep step) = Take(text);
        Assert.All(step.Layers, layer =>
        {
            Assert.All(layer.Strongest, one =>
                Assert.Equal(one.Weight - (Rate * one.Gradient), one.After, 1e-6f));
            Assert.Equal(Rate * layer.GradientNorm, layer.Change, 1e-3 * layer.Change + 1e-6);
        });
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void The_output_learns_the_probabilities_minus_the_target(string text)
    {
        (_, _, LearningStep step) = Take(text);
        Assert.Equal(1, step.Before.Sum(), 1e-5f);
        Assert.Equal(-Math.Log(step.Before[Label]), step.Loss, 1e-3);
        Assert.Equal(-Math.Log(step.After[Label]), step.LossAfter, 1e-3);
        IReadOnlyList<float> gradients = step.Layers[^1].Gradients;
        Assert.All(Enumerable.Range(0, gradients.Count), output => Assert.Equal(
            step.Before[output] - (output == Label ? 1 : 0), gradients[output], 1e-5f));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_small_step_lowers_the_loss_and_leaves_the_network_as_it_is(string text)
    {
        Network network = Networks.Random(text, seed: 5).Fold();
        float[] before = network.Parameters.ToArray();
        LearningStep step = Take(network, rate: 0.0005f);
        Assert.True(step.LossAfter < step.Loss, $"{step.Loss} became {step.LossAfter}");
        Assert.Equal(before, network.Parameters.ToArray());
    }

    [Fact]
    public void Dropout_is_off_so_that_the_scores_are_the_readers()
    {
        Network network = Networks.Random(Maps, seed: 5).Fold();
        LearningStep step = Take(network, Rate);
        float[] scores = new Layerwise(network, Networks.Picture(seed: 8), 255)
            .OutputOf(network.Layers.Count - 1);
        Assert.All(scores.Zip(step.Scores), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    }

    [Fact]
    public void A_network_whose_norms_stay_is_refused_in_words()
    {
        Network network = Networks.Random("1x28x28, conv 3 5x5, relu, batchnorm, dense 10", seed: 5).Fold();
        ArgumentException refused = Assert.Throws<ArgumentException>(() => Take(network, Rate));
        Assert.Contains("batch norms", refused.Message, StringComparison.Ordinal);
    }

    private static (Network, IReadOnlyList<Stage>, LearningStep) Take(string text)
    {
        Network network = Networks.Random(text, seed: 5).Fold();
        return (network, Stage.Of(network), Take(network, Rate));
    }

    private static LearningStep Take(Network network, float rate) =>
        LearningStep.Take(Stage.Of(network), network, Picture(), Label, rate);

    private static SampleBatch Picture() => new(Networks.Picture(seed: 8), 0, 1, 784, 255);

    private static double LossWith(
        Network network, Stage stage, Shape input, WeightStep one, float value)
    {
        Network changed = network.Copy();
        NetworkTensor tensor = WeightsOf(changed, stage);
        changed.Parameters.Span[
            tensor.Offset + tensor.Definition.OffsetOf(IndexOf(tensor, stage, changed, input, one))] = value;
        using ComputeContext context = new(threads: 1);
        Plan plan = Plan.Compile(changed, capacity: 1, isTraining: false);
        return new Executor(plan, context).Evaluate(Picture(), new Targets(new[] { Label })).Loss;
    }

    private static float Weight(Network network, Stage stage, Shape input, WeightStep one)
    {
        NetworkTensor tensor = WeightsOf(network, stage);
        return NumpyArray.Of(tensor, network.Parameters.Span)
            .Values[IndexOf(tensor, stage, network, input, one)];
    }

    // In the file's order: unit after unit, and of each its window's rows, columns and channels.
    private static int IndexOf(
        NetworkTensor tensor, Stage stage, Network network, Shape input, WeightStep one)
    {
        (int columns, int channels, int channel) = network.Layers[stage.Weights] switch
        {
            Convolution convolution => (convolution.Window.Width, input.Channels, one.From),
            DepthwiseConvolution depthwise => (depthwise.Window.Width, 1, 0),
            _ => (input.Width, input.Channels, one.From),
        };
        return (one.To * tensor.Definition.Shape[0])
            + (((one.Row * columns) + one.Column) * channels) + channel;
    }

    private static NetworkTensor WeightsOf(Network network, Stage stage) => network.Tensors.Single(
        one => one.Layer == stage.Weights && one.Definition.Kind == ParameterKind.Weights);
}
