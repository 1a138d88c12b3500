using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Inkling.Neural.Networks;

namespace Inkling.Neural.Optimisers;

/// <summary>w ← w − η (dw + λw): Robbins &amp; Monro 1951, with L2.</summary>
internal sealed class Sgd(Network network, OptimiserSettings settings)
    : Optimiser(network, settings, slots: 0)
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Update<TLanes, TVector>(in ArenaPiece piece, in Rates rates)
    {
        ref float w = ref MemoryMarshal.GetReference(piece.W), dw = ref MemoryMarshal.GetReference(piece.DW);
        TVector keep = TLanes.Broadcast(1 - (rates.LearningRate * rates.WeightDecay));
        TVector minusRate = TLanes.Broadcast(-rates.LearningRate);
        for (int i = 0; i < piece.Length; i += TLanes.Count)
        {
            TVector kept = TLanes.Multiply(TLanes.Load(ref w, i), keep);
            TLanes.Store(TLanes.MultiplyAdd(TLanes.Load(ref dw, i), minusRate, kept), ref w, i);
        }
    }
}
