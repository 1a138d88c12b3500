using Inkling.Neural;
using Inkling.Neural.Execution;
using Inkling.Neural.Layers;
using Inkling.Neural.Networks;

namespace Inkling.Recognition.Explaining;

/// <summary>
/// What one layer of weights gives and the next sees: the layers from index Weights to Last belong to it. It
/// holds no values.
/// </summary>
internal sealed record Stage(string Name, Shape Shape, int Weights, int Last)
{
    /// <summary>The stages of a network, first to last.</summary>
    public static IReadOnlyList<Stage> Of(Network network)
    {
        IReadOnlyList<Layer> layers = network.Layers;
        int[] weights = [.. Enumerable.Range(0, layers.Count)
            .Where(i => layers[i] is Dense or Convolution or DepthwiseConvolution)];
        List<Stage> stages = [];
        for (int i = 0; i < weights.Length - 1; i++)
        {
            (int first, int next) = (weights[i], weights[i + 1]);
            string kind = KindOf(layers[first]);
            int number = weights[..(i + 1)].Count(layer => KindOf(layers[layer]) == kind);
            // Flattened maps are still maps.
            Layer from = layers.Take((first + 1)..next).FirstOrDefault(one => one is Flatten) ?? layers[next];
            stages.Add(new($"{kind} {number}", from.Input, first, next - 1));
        }
        stages.Add(new("output", Shape.Flat(network.Outputs), weights[^1], layers.Count - 1));
        return stages;
    }

    private static string KindOf(Layer layer) => layer switch
    {
        Convolution => "convolution",
        DepthwiseConvolution => "depthwise",
        _ => "hidden",
    };
}

/// <summary>What stages gave for a batch's first sample, and which units did most for a winner.</summary>
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
            Contributions contributions =
                new(network, layer, stages[layer], layers[layer].Values, stages[layer + 1]);
            int each = targets.Count == 1 ? IntoWinner : IntoUnit;
            List<UnitConnection> found = [];
            foreach (int target in targets)
                found.AddRange(contributions.Into(target).OrderByDescending(Strength).Take(each));
            all.AddRange(found);
            targets =
                [.. found.OrderByDescending(Strength).Select(one => one.From).Distinct().Take(UnitsFollowed)];
        }
        return all;
    }

    private static float Strength(UnitConnection one) => Math.Abs(one.Contribution);
}
