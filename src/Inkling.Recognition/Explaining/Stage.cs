using Inkling.Neural;
using Inkling.Neural.Layers;
using Inkling.Neural.Networks;

namespace Inkling.Recognition.Explaining;

/// <summary>
/// What one layer of weights gives and the next sees: the pools, norms, activation functions and additions between the two
/// belong to it. It holds no values.
/// </summary>
/// <param name="Name">"convolution 1", "hidden 1" … "output".</param>
/// <param name="Shape">Of maps their channels, rows and columns; of a vector as many channels of 1 × 1.</param>
/// <param name="Weights">The index of the layer of weights that it comes from.</param>
/// <param name="Last">The index of the last layer that belongs to it.</param>
internal sealed record Stage(string Name, Shape Shape, int Weights, int Last)
{
    /// <summary>The stages of a network, first to last.</summary>
    public static IReadOnlyList<Stage> Of(Network network)
    {
        int[] weights = [.. Enumerable.Range(0, network.Layers.Count).Where(i => HasWeights(network.Layers[i]))];
        List<Stage> stages = [];
        for (int i = 0; i < weights.Length - 1; i++)
        {
            string kind = KindOf(network.Layers[weights[i]]);
            int number = weights[..(i + 1)].Count(layer => KindOf(network.Layers[layer]) == kind);
            stages.Add(new($"{kind} {number}", ShapeOf(network.Layers, weights[i], weights[i + 1]), weights[i], weights[i + 1] - 1));
        }
        stages.Add(new("output", Shape.Flat(network.Classes), weights[^1], network.Layers.Count - 1));
        return stages;
    }

    private static bool HasWeights(Layer layer) => layer is Dense or Convolution or DepthwiseConvolution;

    private static string KindOf(Layer layer) => layer switch
    {
        Convolution => "convolution",
        DepthwiseConvolution => "depthwise",
        _ => "hidden",
    };

    // Flattened maps are still maps.
    private static Shape ShapeOf(IReadOnlyList<Layer> layers, int weights, int next)
    {
        for (int layer = weights + 1; layer < next; layer++)
        {
            if (layers[layer] is Flatten)
                return layers[layer].Input;
        }
        return layers[next].Input;
    }
}
