using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Inkling.Neural.Networks;

namespace Inkling.Neural.Optimisers;

/// <summary>
/// m ← β₁m + (1 − β₁)dw, v ← β₂v + (1 − β₂)dw², w ← w − η (m̂ / (√v̂ + ε) + λw), with m̂ = m / (1 − β₁ᵗ) and
/// v̂ = v / (1 − β₂ᵗ). Adam: Kingma &amp; Ba 2015, alg. 1. Decoupled decay: Loshchilov &amp; Hutter 2019,
/// alg. 2, line 12; ours is multiplied by the learning rate (as in PyTorch), so that a schedule moves both.
/// </summary>
internal sealed class AdamW(Network network, OptimiserSettings settings)
    : Optimiser(network, settings, slots: 2)
{
    private readonly float _beta1 = settings.Beta1;
    private readonly float _beta2 = settings.Beta2;
    private readonly float _epsilon = settings.Epsilon;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Update<TLanes, TVector>(in ArenaPiece piece, in Rates rates)
    {
        // Powers first: a call in between would leave the vectors on the stack.
        double rate = -rates.LearningRate / (1 - Math.Pow(_beta1, rates.Step));
        double correction = 1 / (1 - Math.Pow(_beta2, rates.Step));
        ref float w = ref MemoryMarshal.GetReference(piece.W), dw = ref MemoryMarshal.GetReference(piece.DW);
        ref float m = ref MemoryMarshal.GetReference(piece.Slot0);
        ref float v = ref MemoryMarshal.GetReference(piece.Slot1);
        TVector beta1 = TLanes.Broadcast(_beta1), beta2 = TLanes.Broadcast(_beta2);
        TVector epsilon = TLanes.Broadcast(_epsilon);
        TVector new1 = TLanes.Broadcast(1 - _beta1), new2 = TLanes.Broadcast(1 - _beta2);
        TVector keep = TLanes.Broadcast(1 - (rates.LearningRate * rates.WeightDecay));
        TVector minusRate = TLanes.Broadcast((float)rate), correct2 = TLanes.Broadcast((float)correction);
        for (int i = 0; i < piece.Length; i += TLanes.Count)
        {
            TVector g = TLanes.Load(ref dw, i);
            TVector mean = TLanes.MultiplyAdd(TLanes.Load(ref m, i), beta1, TLanes.Multiply(g, new1));
            TVector g2 = TLanes.Multiply(TLanes.Multiply(g, g), new2);
            TVector square = TLanes.MultiplyAdd(TLanes.Load(ref v, i), beta2, g2);
            TLanes.Store(mean, ref m, i);
            TLanes.Store(square, ref v, i);
            TVector root = TLanes.SquareRoot(TLanes.Multiply(square, correct2));
            TVector direction = TLanes.Divide(mean, TLanes.Add(root, epsilon));
            TVector kept = TLanes.Multiply(TLanes.Load(ref w, i), keep);
            TLanes.Store(TLanes.MultiplyAdd(direction, minusRate, kept), ref w, i);
        }
    }
}
