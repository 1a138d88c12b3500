using System.Numerics.Tensors;
using Inkling.Neural;
using Inkling.Neural.Execution;
using Inkling.Neural.Layers;
using Inkling.Neural.Losses;
using Inkling.Neural.Models;
using Inkling.Neural.Networks;
using Inkling.Neural.Optimisers;

namespace Inkling.Recognition.Explaining;

/// <summary>
/// One step of gradient descent on one picture, w ← w − rate · ∂L/∂w with L = −ln p of the right digit, and
/// all that happens in it. The network is a copy, and dropout is off. Probabilities are the softmax of the
/// scores, without the model's temperature.
/// </summary>
/// <param name="Loss">L before the step.</param>
/// <param name="LossAfter">L after it.</param>
/// <param name="Scores">The scores before the step, [Out].</param>
/// <param name="ScoresAfter">The scores after it, [Out].</param>
/// <param name="Layers">What the step did in each layer of weights, the first layer first.</param>
internal sealed record LearningStep(
    double Loss, double LossAfter, IReadOnlyList<float> Scores, IReadOnlyList<float> ScoresAfter,
    IReadOnlyList<LayerStep> Layers)
{
    /// <summary>The softmax of the scores before the step.</summary>
    public IReadOnlyList<float> Before => Probabilities(Scores);

    /// <summary>The softmax of the scores after the step.</summary>
    public IReadOnlyList<float> After => Probabilities(ScoresAfter);

    /// <summary>Takes the step.</summary>
    /// <param name="stages">The network's stages.</param>
    /// <param name="trained">The network, which stays as it is.</param>
    /// <param name="picture">One picture.</param>
    /// <param name="label">What it shows, an output.</param>
    /// <param name="rate">The learning rate.</param>
    /// <exception cref="ArgumentException">
    /// The network has a batch norm that can't be folded away: its statistics would be those of one picture.
    /// </exception>
    public static LearningStep Take(
        IReadOnlyList<Stage> stages, Network trained, SampleBatch picture, int label, float rate)
    {
        if (trained.Layers.Any(layer => layer is BatchNorm))
            throw new ArgumentException("this network has batch norms, which don't learn from one picture");
        Network network = new([.. trained.Layers.Select(
            layer => layer is Dropout ? new Dropout(layer.Input, 0) : layer)]);
        trained.Parameters.CopyTo(network.Parameters);
        using ComputeContext context = new(threads: 1);
        Plan plan = Plan.Compile(network, capacity: 1, isTraining: true);
        Executor executor = new(plan, context);
        Targets targets = new(new[] { label });
        double loss = executor.ForwardBackward(picture, targets, seed: 0, step: 0).Loss;
        float[] scores = plan.OutputOf(network.Layers.Count - 1, 1).Row(0).ToArray();
        IReadOnlyList<LayerActivations> activations = Activations.Of(stages, plan);
        float[] gradients = plan.Gradients.ToArray();
        Optimiser.Create(network, new() { Kind = OptimiserKind.Sgd })
            .Step(network.Parameters, gradients, rate, step: 1, context);
        double lossAfter = executor.ForwardBackward(picture, targets, seed: 0, step: 0).Loss;
        return new(loss, lossAfter, scores, plan.OutputOf(network.Layers.Count - 1, 1).Row(0).ToArray(),
            [.. stages.Select((stage, i) => LayerStep.Of(
                stage, Stage.InputOf(trained, stages, i), trained, network, gradients, activations[i]))]);
    }

    private static float[] Probabilities(IReadOnlyList<float> scores)
    {
        float[] probabilities = [.. scores];
        Matrix row = new(probabilities, 1, probabilities.Length);
        new SoftmaxCrossEntropy().Predict(row, row);
        return probabilities;
    }
}

/// <summary>What a step did in one layer of weights.</summary>
/// <param name="Activations">What the layer gave before the step.</param>
/// <param name="Gradients">
/// [C] ∂L/∂bias: the gradient by a unit's sum before its ReLU, or of a map the sum of these over its pixels.
/// </param>
/// <param name="Parameters">How many weights and biases it has.</param>
/// <param name="GradientNorm">√Σ (∂L/∂w)² over these.</param>
/// <param name="Change">√Σ (w after − w before)² over these.</param>
/// <param name="Strongest">The weights whose gradients are largest.</param>
internal sealed record LayerStep(
    LayerActivations Activations, IReadOnlyList<float> Gradients, int Parameters, double GradientNorm,
    double Change, IReadOnlyList<WeightStep> Strongest)
{
    private const int Shown = 8;

    internal static LayerStep Of(Stage stage, Shape input, Network before, Network after,
        ReadOnlySpan<float> gradients, LayerActivations activations)
    {
        NetworkTensor weights = TensorOf(before, stage, ParameterKind.Weights);
        NetworkTensor biases = TensorOf(before, stage, ParameterKind.Biases);
        double squares = 0, moves = 0;
        foreach (NetworkTensor tensor in (NetworkTensor[])[weights, biases])
        {
            Range own = tensor.Offset..(tensor.Offset + tensor.Length);
            squares += TensorPrimitives.SumOfSquares(gradients[own]);
            float distance = TensorPrimitives.Distance<float>(
                before.Parameters.Span[own], after.Parameters.Span[own]);
            moves += (double)distance * distance;
        }
        float[] slopes = NumpyArray.Of(weights, gradients).Values;
        float[] from = NumpyArray.Of(weights, before.Parameters.Span).Values;
        float[] to = NumpyArray.Of(weights, after.Parameters.Span).Values;
        return new(activations, gradients.Slice(biases.Offset, biases.Length).ToArray(),
            weights.Length + biases.Length, Math.Sqrt(squares), Math.Sqrt(moves),
            [.. Enumerable.Range(0, slopes.Length).OrderByDescending(i => Math.Abs(slopes[i])).Take(Shown)
                .Select(i => PlaceOf(i, before.Layers[stage.Weights], input, weights.Definition.Shape[0])
                    with { Weight = from[i], Gradient = slopes[i], After = to[i] })]);
    }

    // A unit's weights lie one after the other, in the order of its window: [H, W, C].
    private static WeightStep PlaceOf(int index, Layer layer, Shape input, int weightsOfUnit)
    {
        (int unit, int own) = (index / weightsOfUnit, index % weightsOfUnit);
        int columns = layer switch
        {
            Convolution convolution => convolution.Window.Width,
            DepthwiseConvolution depthwise => depthwise.Window.Width,
            _ => input.Width,
        };
        int channels = layer is DepthwiseConvolution ? 1 : input.Channels, place = own / channels;
        return new(layer is DepthwiseConvolution ? unit : own % channels, place / columns, place % columns,
            unit, 0, 0, 0);
    }

    private static NetworkTensor TensorOf(Network network, Stage stage, ParameterKind kind) =>
        network.Tensors.Single(one => one.Layer == stage.Weights && one.Definition.Kind == kind);
}

/// <summary>What a step did to one weight.</summary>
/// <param name="From">The earlier layer's unit or map, or 0 for the picture.</param>
/// <param name="Row">The weight's row in the window.</param>
/// <param name="Column">Its column.</param>
/// <param name="To">The unit or map that it leads to.</param>
/// <param name="Weight">The weight before the step.</param>
/// <param name="Gradient">∂L/∂w.</param>
/// <param name="After">The weight after the step.</param>
internal readonly record struct WeightStep(
    int From, int Row, int Column, int To, float Weight, float Gradient, float After);
