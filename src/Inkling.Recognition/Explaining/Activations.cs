using Inkling.Neural.Execution;
using Inkling.Neural.Networks;

namespace Inkling.Recognition.Explaining;

/// <summary>
/// What the stages of a network gave for the first sample of a batch that it has just read, and which units and maps did
/// most for the winner. It runs no network.
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

    /// <summary>The strongest into the winner, then those into the units or maps where these come from, and so on back.</summary>
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
