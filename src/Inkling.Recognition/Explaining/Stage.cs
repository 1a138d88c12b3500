using Inkling.Neural;
using Inkling.Neural.Execution;
using Inkling.Neural.Layers;
using Inkling.Neural.Networks;
using Inkling.Recognition.Data;

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

    /// <summary>
    /// The shape of what a stage sees: that of the stage before, or of the picture, which a dense layer takes
    /// flattened.
    /// </summary>
    public static Shape InputOf(Network network, IReadOnlyList<Stage> stages, int stage)
    {
        if (stage > 0)
            return stages[stage - 1].Shape;
        Shape first = network.Layers[stages[0].Weights].Input;
        return first == Shape.Flat(DigitSet.PixelCount) ? new(1, DigitSet.Side, DigitSet.Side) : first;
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
    // As many lines as an eye can follow, if it is patient. The few that are looked at first are as many as
    // explain MainShare of the winner's sum, and for three of these one line a layer on their way back.
    private const int IntoWinner = 40;
    private const int UnitsFollowed = 6;
    private const int IntoUnit = 3;
    private const double MainShare = 0.8;
    private const int MainUnitsFollowed = 3;

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
        HashSet<int> mainTargets = [winner];
        for (int layer = layers.Count - 2; layer >= 0; layer--)
        {
            Contributions contributions =
                new(network, layer, stages[layer], layers[layer].Values, stages[layer + 1]);
            List<UnitConnection> found = [];
            foreach (int target in targets)
            {
                UnitConnection[] into = Explained(contributions.Into(target));
                found.AddRange(layer == layers.Count - 2
                    ? into.Where((one, i) => i < IntoWinner || one.IsMain)
                    : into.Take(IntoUnit).Select(
                        (one, i) => one with { IsMain = i == 0 && mainTargets.Contains(target) }));
            }
            all.AddRange(found);
            int[] strongest = [.. found.OrderByDescending(Strength).Select(one => one.From).Distinct()];
            targets = [.. strongest.Take(UnitsFollowed)];
            mainTargets = [.. found.Where(one => one.IsMain).OrderByDescending(Strength)
                .Select(one => one.From).Distinct().Take(MainUnitsFollowed)];
        }
        return all;
    }

    // The strongest first; the main ones are as many as explain enough.
    private static UnitConnection[] Explained(IEnumerable<UnitConnection> into)
    {
        UnitConnection[] ordered = [.. into.OrderByDescending(Strength)];
        double all = ordered.Sum(one => (double)one.Contribution), sum = 0;
        bool isEnough = false;
        for (int i = 0; i < ordered.Length; i++)
        {
            sum += ordered[i].Contribution;
            float share = all == 0 ? 0 : (float)(sum / all);
            ordered[i] = ordered[i] with { Explains = share, IsMain = !isEnough };
            isEnough |= share >= MainShare;
        }
        return ordered;
    }

    private static float Strength(UnitConnection one) => Math.Abs(one.Contribution);
}
