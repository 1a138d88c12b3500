using System.Numerics;

namespace Inkling.Neural.Optimisers;

/// <summary>
/// g = dw + λw, v ← μv + g, w ← w − ηv (Polyak 1964), or w ← w − η(g + μv) for Nesterov's form (Sutskever et
/// al. 2013, eq. 3–4, with the velocity taken before its learning rate, as PyTorch does: a schedule then acts
/// at once).
/// </summary>
public sealed class Momentum(Network network, OptimiserSettings settings, bool nesterov)
    : Optimiser(network, settings, slots: 1)
{
    private readonly float _momentum = settings.Momentum;

    /// <inheritdoc/>
    protected override void Update(Span<Vector<float>> w, ReadOnlySpan<Vector<float>> dw,
        Span<Vector<float>> slot0, Span<Vector<float>> slot1, in Rates rates)
    {
        Vector<float> momentum =
            new(_momentum), decay = new(rates.WeightDecay), minusRate = new(-rates.LearningRate);
        for (int i = 0; i < w.Length; i++)
        {
            Vector<float> g = Vector.MultiplyAddEstimate(w[i], decay, dw[i]);
            Vector<float> velocity = Vector.MultiplyAddEstimate(slot0[i], momentum, g);
            slot0[i] = velocity;
            Vector<float> direction = nesterov ? Vector.MultiplyAddEstimate(velocity, momentum, g) : velocity;
            w[i] = Vector.MultiplyAddEstimate(direction, minusRate, w[i]);
        }
    }
}
