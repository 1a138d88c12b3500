using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Inkling.Neural.Networks;

namespace Inkling.Neural.Optimisers;

/// <summary>
/// g = dw + λw, v ← μv + g, w ← w − ηv (Polyak 1964), or w ← w − η(g + μv) for Nesterov's form (Sutskever et
/// al. 2013, eq. 3–4). v has no learning rate in it (as in PyTorch), so that a schedule acts at once.
/// </summary>
internal sealed class Momentum(Network network, OptimiserSettings settings, bool nesterov)
    : Optimiser(network, settings, slots: 1)
{
    private readonly float _momentum = settings.Momentum;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Update<TLanes, TVector>(in ArenaPiece piece, in Rates rates)
    {
        ref float w = ref MemoryMarshal.GetReference(piece.W), dw = ref MemoryMarshal.GetReference(piece.DW);
        ref float v = ref MemoryMarshal.GetReference(piece.Slot0);
        TVector momentum = TLanes.Broadcast(_momentum), decay = TLanes.Broadcast(rates.WeightDecay);
        TVector minusRate = TLanes.Broadcast(-rates.LearningRate);
        for (int i = 0; i < piece.Length; i += TLanes.Count)
        {
            TVector weights = TLanes.Load(ref w, i);
            TVector g = TLanes.MultiplyAdd(weights, decay, TLanes.Load(ref dw, i));
            TVector velocity = TLanes.MultiplyAdd(TLanes.Load(ref v, i), momentum, g);
            TLanes.Store(velocity, ref v, i);
            TVector direction = nesterov ? TLanes.MultiplyAdd(velocity, momentum, g) : velocity;
            TLanes.Store(TLanes.MultiplyAdd(direction, minusRate, weights), ref w, i);
        }
    }
}
