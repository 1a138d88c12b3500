using System.Numerics;

namespace Inkling.Neural.Optimisers;

/// <summary>
/// m ← β₁m + (1 − β₁)dw, v ← β₂v + (1 − β₂)dw², w ← w − η (m̂ / (√v̂ + ε) + λw), with m̂ = m / (1 − β₁ᵗ) and
/// v̂ = v / (1 − β₂ᵗ). Adam: Kingma &amp; Ba 2015, alg. 1. Decoupled decay: Loshchilov &amp; Hutter 2019,
/// alg. 2, line 12, where ours is multiplied by the learning rate (as in PyTorch), so that a schedule moves
/// both together.
/// </summary>
public sealed class AdamW(Network network, OptimiserSettings settings) : Optimiser(network, settings, slots: 2)
{
    private readonly float _beta1 = settings.Beta1;
    private readonly float _beta2 = settings.Beta2;
    private readonly float _epsilon = settings.Epsilon;

    /// <inheritdoc/>
    protected override void Update(Span<Vector<float>> w, ReadOnlySpan<Vector<float>> dw,
        Span<Vector<float>> slot0, Span<Vector<float>> slot1, in Rates rates)
    {
        Vector<float> beta1 = new(_beta1), beta2 = new(_beta2), epsilon = new(_epsilon);
        Vector<float> new1 = new(1 - _beta1), new2 = new(1 - _beta2);
        Vector<float> keep = new(1 - (rates.LearningRate * rates.WeightDecay));
        Vector<float> minusRate = new((float)(-rates.LearningRate / (1 - Math.Pow(_beta1, rates.Step))));
        Vector<float> correct2 = new((float)(1 / (1 - Math.Pow(_beta2, rates.Step))));
        for (int i = 0; i < w.Length; i++)
        {
            Vector<float> g = dw[i];
            Vector<float> m = Vector.MultiplyAddEstimate(slot0[i], beta1, g * new1);
            Vector<float> v = Vector.MultiplyAddEstimate(slot1[i], beta2, g * g * new2);
            slot0[i] = m;
            slot1[i] = v;
            Vector<float> direction = m / (Vector.SquareRoot(v * correct2) + epsilon);
            w[i] = Vector.MultiplyAddEstimate(direction, minusRate, w[i] * keep);
        }
    }
}
