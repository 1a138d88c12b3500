using System.Numerics.Tensors;
using Inkling.Neural.Execution;
using Inkling.Neural.Layers;
using Inkling.Neural.Losses;
using Inkling.Neural.Networks;

namespace Inkling.Neural.Models;

/// <summary>
/// Compares the gradients of a network with central differences, (L(w + h) − L(w − h)) / 2h, for every
/// parameter: the test for a layer or a loss of your own. A wrong gradient gives an error near 1, a right one
/// below 0.01; floats have seven digits, so it is never 0.
/// </summary>
public static class GradientCheck
{
    private const int SamplesPerCheck = 6;
    private const float Step = 1f / 256; // its half and double are exact; smaller ones drown in rounding

    /// <summary>Checks a layer of your own between two dense layers, on random samples.</summary>
    /// <param name="create">Makes the layer from the shape that goes in.</param>
    /// <param name="input">The shape that goes in.</param>
    /// <param name="seed">Names the random numbers.</param>
    /// <returns>The largest error of a gradient, relative to the largest gradient.</returns>
    public static double Of(Func<Shape, CustomLayer> create, Shape input, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(create);
        CustomLayer layer = create(input);
        Network network =
            new([new Dense(Shape.Flat(3), input.Size), layer, new Dense(layer.Output, 2)]);
        network.Initialise(Initialisation.StandardNormal, seed);
        return Of(network, new MeanSquaredError(), seed);
    }

    /// <summary>Checks a network and a loss on random samples and targets.</summary>
    /// <param name="network">The network; it is left as it was.</param>
    /// <param name="loss">The loss. Its targets are labels, and values that sum to 1.</param>
    /// <param name="seed">Names the random numbers.</param>
    /// <returns>The largest error of a gradient, relative to the largest gradient.</returns>
    public static double Of(Network network, Loss loss, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(loss);
        (SampleBatch samples, Targets targets) = Draw(network, seed);
        using ComputeContext context = new(threads: 1);
        Plan plan = Plan.Compile(network, SamplesPerCheck, isTraining: true, takesFloats: true);
        Executor executor = new(plan, context, loss);
        executor.ForwardBackward(samples, targets, seed, step: 0);
        float[] gradients = plan.Gradients.ToArray();
        Span<float> parameters = network.Parameters.Span;
        (double largest, double worst) = (0, 0);
        foreach (NetworkTensor tensor in network.Tensors)
        {
            if (tensor.Definition.Kind is ParameterKind.Means or ParameterKind.Variances)
                continue; // running statistics: not learnt
            for (int i = tensor.Offset; i < tensor.Offset + tensor.Length; i++)
            {
                float value = parameters[i];
                parameters[i] = value + Step;
                double above = executor.ForwardBackward(samples, targets, seed, step: 0).Loss;
                parameters[i] = value - Step;
                double below = executor.ForwardBackward(samples, targets, seed, step: 0).Loss;
                parameters[i] = value;
                double expected = (above - below) / (2 * Step);
                worst = Math.Max(worst, Math.Abs(expected - gradients[i]));
                largest = Math.Max(largest, Math.Max(Math.Abs(expected), Math.Abs(gradients[i])));
            }
        }
        return double.IsNaN(worst) ? double.PositiveInfinity : largest == 0 ? 0 : worst / largest;
    }

    private static (SampleBatch Samples, Targets Targets) Draw(Network network, ulong seed)
    {
        RandomSequence random = new(seed, RandomPurpose.Initialisation, number: ulong.MaxValue);
        (int inputs, int outputs) = (network.Input.Size, network.Outputs);
        float[] values = new float[SamplesPerCheck * inputs], wanted = new float[SamplesPerCheck * outputs];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)random.NextNormal();
        for (int n = 0; n < SamplesPerCheck; n++)
        {
            Span<float> row = wanted.AsSpan(n * outputs, outputs);
            foreach (ref float value in row)
                value = 0.1f + random.NextSingle();
            TensorPrimitives.Divide(row, TensorPrimitives.Sum<float>(row), row);
        }
        int[] labels = [.. Enumerable.Range(0, SamplesPerCheck).Select(n => n % outputs)];
        return (new(values, first: 0, SamplesPerCheck, inputs),
            new(labels, new(wanted, SamplesPerCheck, outputs)));
    }
}
