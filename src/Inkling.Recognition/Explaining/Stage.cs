using Inkling.Neural;
using Inkling.Neural.Execution;
using Inkling.Neural.Layers;
using Inkling.Neural.Networks;

namespace Inkling.Recognition.Explaining;

/// <summary>
/// What one layer of weights gives and the next sees: the pools, norms, activation functions and additions
/// between the two belong to it. It holds no values.
/// </summary>
/// <param name="Name">"convolution 1", "hidden 1" … "output".</param>
/// <param name="Shape">Channels, rows and columns of maps; a vector has channels of 1 × 1.</param>
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

/// <summary>
/// What the stages of a network gave for the first sample of a batch that it has just read, and which units
/// and maps did most for the winner. It runs no network.
/// </summary>
internal static class Activations
{
    // As many lines as an eye can follow.
    private const int IntoWinner = 12;
    private const int UnitsFollowed = 6;
    private const int IntoUnit = 3;

    /// <summary>What each stage gave; the last ones are the scores.</summary>
    public static IReadOnlyList<LayerActivations> Of(IReadOnlyList<Stage> stages, Plan plan) =>
        [.. stages.Select(stage => new LayerActivations(
            stage.Name, stage.Shape, plan.OutputOf(stage.Last, 1).Row(0).ToArray()))];

    /// <summary>The strongest into the winner, then those into the units of these, and so on back.</summary>
    public static IReadOnlyList<UnitConnection> Strongest(
        Network network, IReadOnlyList<Stage> stages, IReadOnlyList<LayerActivations> layers, int winner)
    {
        List<UnitConnection> all = [];
        List<int> targets = [winner];
        for (int layer = layers.Count - 2; layer >= 0; layer--)
        {
            Contributions contributions = new(network, layer, stages[layer], layers[layer].Values, stages[layer + 1]);
            int each = targets.Count == 1 ? IntoWinner : IntoUnit;
            List<UnitConnection> found = [];
            foreach (int target in targets)
                found.AddRange(contributions.Into(target).OrderByDescending(Strength).Take(each));
            all.AddRange(found);
            targets = [.. found.OrderByDescending(Strength).Select(one => one.From).Distinct().Take(UnitsFollowed)];
        }
        return all;
    }

    private static float Strength(UnitConnection one) => Math.Abs(one.Contribution);
}
