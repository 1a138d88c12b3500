using System.Numerics;
using System.Runtime.InteropServices;
using Inkling.Neural.Layers;

namespace Inkling.Neural.Optimisers;

/// <summary>
/// Turns gradients into steps, tensor by tensor over the arena. Its memory is one array of its own, laid out
/// as the arena, once per slot (a velocity; two moments), so that a checkpoint saves it as it lies. A step
/// allocates nothing.
/// </summary>
public abstract class Optimiser
{
    private readonly NetworkTensor[] _tensors;
    private readonly int _arena;
    private readonly int _slots;
    private readonly float _weightDecay;

    /// <summary>Makes room for <paramref name="slots"/> (at most two) values per parameter, all 0.</summary>
    protected Optimiser(Network network, OptimiserSettings settings, int slots)
    {
        settings.Check();
        _tensors = [.. network.Tensors];
        _arena = network.Parameters.Length;
        _slots = slots;
        _weightDecay = settings.WeightDecay;
        State = new float[slots * _arena];
    }

    /// <summary>All that the optimiser remembers between steps: slots × arena.</summary>
    public float[] State { get; }

    /// <summary>The optimiser of the settings, for the network's arena.</summary>
    public static Optimiser Create(Network network, OptimiserSettings settings) => settings.Kind switch
    {
        OptimiserKind.Sgd => new Sgd(network, settings),
        OptimiserKind.Momentum => new Momentum(network, settings, nesterov: false),
        OptimiserKind.Nesterov => new Momentum(network, settings, nesterov: true),
        OptimiserKind.AdamW => new AdamW(network, settings),
        _ => throw new ArgumentException($"No optimiser is called {settings.Kind}."),
    };

    /// <summary>Takes one step down the gradients. Steps count from 1.</summary>
    public void Step(Span<float> parameters, ReadOnlySpan<float> gradients, float learningRate, long step)
    {
        foreach (NetworkTensor tensor in _tensors)
        {
            float decay = tensor.Definition.Kind == ParameterKind.Weights ? _weightDecay : 0;
            StepTensor(
                parameters.Slice(tensor.Offset, tensor.Length),
                gradients.Slice(tensor.Offset, tensor.Length),
                Slot(0, tensor), Slot(1, tensor), new(learningRate, decay, step));
        }
    }

    /// <summary>
    /// One step for a piece of the arena: w [n] and the slots in place, dw [n]. A slot that was not asked for
    /// is empty.
    /// </summary>
    protected abstract void Update(Span<Vector<float>> w, ReadOnlySpan<Vector<float>> dw,
        Span<Vector<float>> slot0, Span<Vector<float>> slot1, in Rates rates);

    private Span<float> Slot(int slot, NetworkTensor tensor) =>
        slot < _slots ? State.AsSpan((slot * _arena) + tensor.Offset, tensor.Length) : [];

    // Whole vectors in place; what is left over goes through one padded vector, so that each rule is written
    // once.
    private void StepTensor(Span<float> w, ReadOnlySpan<float> dw, Span<float> slot0, Span<float> slot1, in Rates rates)
    {
        Update(Vectors(w), MemoryMarshal.Cast<float, Vector<float>>(dw), Vectors(slot0), Vectors(slot1), rates);
        int done = w.Length / Vector<float>.Count * Vector<float>.Count;
        if (done == w.Length)
            return;
        Vector<float> lastW = default, lastDw = default, last0 = default, last1 = default;
        Span<float> rest =
            w[done..], rest0 = slot0.IsEmpty ? [] : slot0[done..], rest1 = slot1.IsEmpty ? [] : slot1[done..];
        rest.CopyTo(Values(ref lastW));
        dw[done..].CopyTo(Values(ref lastDw));
        rest0.CopyTo(Values(ref last0));
        rest1.CopyTo(Values(ref last1));
        Update(
            new(ref lastW), new(ref lastDw),
            slot0.IsEmpty ? [] : new(ref last0), slot1.IsEmpty ? [] : new(ref last1), rates);
        Values(ref lastW)[..rest.Length].CopyTo(rest);
        Values(ref last0)[..rest0.Length].CopyTo(rest0);
        Values(ref last1)[..rest1.Length].CopyTo(rest1);
    }

    private static Span<Vector<float>> Vectors(Span<float> values) =>
        MemoryMarshal.Cast<float, Vector<float>>(values);

    private static Span<float> Values(ref Vector<float> vector) =>
        MemoryMarshal.Cast<Vector<float>, float>(new Span<Vector<float>>(ref vector));
}

/// <summary>What one step is taken with: η, λ (0 for biases) and which step it is, from 1.</summary>
public readonly record struct Rates(float LearningRate, float WeightDecay, long Step);
