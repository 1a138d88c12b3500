using Inkling.Neural;
using Inkling.Neural.Layers;

namespace Inkling.Recognition.Explaining;

/// <summary>
/// What the units of a network did for the first sample of a batch that it has just read, and which weights did most
/// for the winner. It runs no network.
/// </summary>
internal static class Activations
{
    // As many lines as an eye can follow.
    private const int IntoWinner = 12;
    private const int UnitsFollowed = 6;
    private const int IntoUnit = 3;

    /// <summary>Each hidden layer's values, and last the scores.</summary>
    public static List<LayerActivations> Of(Network network, Workspace workspace)
    {
        int[] dense = DenseLayers(network);
        List<LayerActivations> layers = [];
        for (int i = 1; i < dense.Length; i++)
            layers.Add(new($"hidden {i}", InputOf(dense[i], workspace).ToArray()));
        layers.Add(new("output", workspace.OutputOf(network.Layers.Count - 1, 1).Row(0).ToArray()));
        return layers;
    }

    /// <summary>The strongest into the winner, then those into the units where these come from, and so on back.</summary>
    public static List<UnitConnection> Strongest(Network network, IReadOnlyList<LayerActivations> layers, int winner)
    {
        int[] dense = DenseLayers(network);
        List<UnitConnection> all = [];
        List<int> targets = [winner];
        for (int layer = layers.Count - 2; layer >= 0; layer--)
        {
            int each = targets.Count == 1 ? IntoWinner : IntoUnit;
            List<UnitConnection> found = [];
            foreach (int target in targets)
                found.AddRange(Into(network, dense[layer + 1], layer, layers[layer].Values, target).Take(each));
            all.AddRange(found);
            targets = [.. found.OrderByDescending(Strength).Select(one => one.From).Distinct().Take(UnitsFollowed)];
        }
        return all;
    }

    private static IEnumerable<UnitConnection> Into(
        Network network, int dense, int layer, IReadOnlyList<float> activations, int target)
    {
        NetworkTensor weights = network.Tensors.Single(
            tensor => tensor.Layer == dense && tensor.Definition.Kind == ParameterKind.Weights);
        (int units, int targets) = (weights.Definition.Shape[0], weights.Definition.Shape[1]);
        return Enumerable.Range(0, activations.Count)
            .Select(unit => (unit, weight: network.Parameters.Span[
                weights.Offset + PanelMatrix.PlaceOf(unit, target, units, targets)]))
            .Select(one => new UnitConnection(layer, one.unit, target, one.weight, one.weight * activations[one.unit]))
            .Where(one => one.Contribution != 0)
            .OrderByDescending(Strength);
    }

    private static float Strength(UnitConnection one) => Math.Abs(one.Contribution);

    private static int[] DenseLayers(Network network) =>
        [.. Enumerable.Range(0, network.Layers.Count).Where(i => network.Layers[i] is Dense)];

    private static Span<float> InputOf(int layer, Workspace workspace) => workspace.OutputOf(layer - 1, 1).Row(0);
}
