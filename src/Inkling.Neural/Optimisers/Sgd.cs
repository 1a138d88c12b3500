using System.Numerics;

namespace Inkling.Neural.Optimisers;

/// <summary>w ← w − η (dw + λw): Robbins &amp; Monro 1951, with L2.</summary>
public sealed class Sgd(Network network, OptimiserSettings settings) : Optimiser(network, settings, slots: 0)
{
    /// <inheritdoc/>
    protected override void Update(Span<Vector<float>> w, ReadOnlySpan<Vector<float>> dw,
        Span<Vector<float>> slot0, Span<Vector<float>> slot1, in Rates rates)
    {
        Vector<float> keep =
            new(1 - (rates.LearningRate * rates.WeightDecay)), minusRate = new(-rates.LearningRate);
        for (int i = 0; i < w.Length; i++)
            w[i] = Vector.MultiplyAddEstimate(dw[i], minusRate, w[i] * keep);
    }
}
