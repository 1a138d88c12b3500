using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Inkling.Neural.Execution;
using Inkling.Neural.Kernels;
using Inkling.Neural.Kernels.Products;
using Inkling.Neural.Layers;
using Inkling.Neural.Networks;

namespace Inkling.Neural.Optimisers;

/// <summary>
/// Turns gradients into steps. Its state is one array, laid out as the arena, once per slot (a velocity; two
/// moments), so that a checkpoint saves it as it lies. A step allocates nothing.
/// </summary>
internal abstract class Optimiser : IParallelWork
{
    // Fewer parameters are stepped by one thread sooner than others are woken.
    private const int WorthSharing = 20_000;

    private readonly NetworkTensor[] _tensors;
    private readonly int _arena;
    private readonly int _slots;
    private readonly float _weightDecay;

    // The step under way.
    private Memory<float> _parameters;
    private ReadOnlyMemory<float> _gradients;
    private float _learningRate;
    private long _step;

    /// <summary>Makes room for <paramref name="slots"/> (at most two) values per parameter, all 0.</summary>
    private protected Optimiser(Network network, OptimiserSettings settings, int slots)
    {
        settings.Check();
        _tensors = [.. network.Tensors];
        _arena = network.Parameters.Length;
        _slots = slots;
        _weightDecay = settings.WeightDecay;
        State = AlignedBuffer.Allocate(slots * _arena);
    }

    /// <summary>All that the optimiser remembers between steps: slots × arena.</summary>
    public Memory<float> State { get; }

    /// <summary>The optimiser of the settings, for the network's arena.</summary>
    public static Optimiser Create(Network network, OptimiserSettings settings) => settings.Kind switch
    {
        OptimiserKind.Sgd => new Sgd(network, settings),
        OptimiserKind.Momentum => new Momentum(network, settings, nesterov: false),
        OptimiserKind.Nesterov => new Momentum(network, settings, nesterov: true),
        OptimiserKind.AdamW => new AdamW(network, settings),
        _ => throw new ArgumentException($"No optimiser is called {settings.Kind}."),
    };

    /// <summary>
    /// Takes one step, counted from 1, in one pass over the arena. Threads divide the arena as they divide
    /// the products that wrote the gradients.
    /// </summary>
    public void Step(Memory<float> parameters, ReadOnlyMemory<float> gradients,
        float learningRate, long step, ComputeContext context)
    {
        (_parameters, _gradients, _learningRate, _step) = (parameters, gradients, learningRate, step);
        context.Run(this, isWorthSharing: _arena >= WorthSharing);
        (_parameters, _gradients) = (default, default);
    }

    void IParallelWork.Execute(int worker, int workers)
    {
        foreach (NetworkTensor tensor in _tensors)
        {
            if (tensor.Definition.Kind is ParameterKind.Means or ParameterKind.Variances)
                continue;
            bool isWeights = tensor.Definition.Kind == ParameterKind.Weights;
            Rates rates = new(_learningRate, isWeights ? _weightDecay : 0, _step);
            if (isWeights)
                StepWeights(tensor, worker, workers, rates);
            else if (worker == 0)
                StepPiece(tensor.Offset, tensor.Length, rates);
        }
    }

    /// <summary>Takes one step for a piece of the arena, whose length is whole vectors.</summary>
    private protected abstract void Update<TLanes, TVector>(in ArenaPiece piece, in Rates rates)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;

    // Whole panels lie together; otherwise the rows of one panel do.
    private void StepWeights(NetworkTensor tensor, int worker, int workers, in Rates rates)
    {
        (int rows, int columns) = (tensor.Definition.Shape[0], tensor.Definition.Shape[1]);
        Partition partition = Partition.Of(worker, workers, PanelMatrix.PanelsOf(columns), rows);
        for (int panel = partition.FirstPanel; panel < partition.EndPanel; panel++)
        {
            int column = panel * PanelMatrix.PanelColumns;
            int offset = PanelMatrix.OffsetOf(partition.FirstRow, column, rows, columns);
            StepPiece(tensor.Offset + offset, partition.Rows * PanelMatrix.WidthOf(panel, columns), rates);
        }
    }

    // All lanes there are: AVX-512 divides sixteen values as fast as AVX2 eight, and Vector<T> lacks it.
    private void StepPiece(int offset, int length, in Rates rates)
    {
        ArenaPiece piece = new(_parameters.Span.Slice(offset, length), _gradients.Span.Slice(offset, length),
            Slot(0, offset, length), Slot(1, offset, length));
        if (Avx512F.IsSupported)
            StepPiece<Lanes512, Vector512<float>>(piece, rates);
        else
            StepPiece<LanesOfAnyWidth, Vector<float>>(piece, rates);
    }

    private Span<float> Slot(int slot, int offset, int length) =>
        slot < _slots ? State.Span.Slice((slot * _arena) + offset, length) : [];

    // Whole vectors in place, the rest through one padded vector, so that each rule is written once.
    private void StepPiece<TLanes, TVector>(in ArenaPiece piece, in Rates rates)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int whole = piece.Length / TLanes.Count * TLanes.Count;
        Update<TLanes, TVector>(piece.Between(0, whole), rates);
        if (whole == piece.Length)
            return;
        ArenaPiece rest = piece.Between(whole, piece.Length);
        Span<float> w = stackalloc float[TLanes.Count], dw = stackalloc float[TLanes.Count];
        Span<float> slot0 = stackalloc float[TLanes.Count], slot1 = stackalloc float[TLanes.Count];
        rest.W.CopyTo(w);
        rest.DW.CopyTo(dw);
        rest.Slot0.CopyTo(slot0);
        rest.Slot1.CopyTo(slot1);
        Update<TLanes, TVector>(new(w, dw, slot0, slot1), rates);
        w[..rest.W.Length].CopyTo(rest.W);
        slot0[..rest.Slot0.Length].CopyTo(rest.Slot0);
        slot1[..rest.Slot1.Length].CopyTo(rest.Slot1);
    }
}

/// <summary>The settings of one step: η, λ (0 for biases), and its number from 1.</summary>
internal readonly record struct Rates(float LearningRate, float WeightDecay, long Step);

/// <summary>A piece of the arena: w [n], its gradients, and its optimiser's slots, empty if unused.</summary>
internal readonly ref struct ArenaPiece(
    Span<float> w, ReadOnlySpan<float> dw, Span<float> slot0, Span<float> slot1)
{
    public Span<float> W { get; } = w;
    public ReadOnlySpan<float> DW { get; } = dw;
    public Span<float> Slot0 { get; } = slot0;
    public Span<float> Slot1 { get; } = slot1;
    public int Length => W.Length;

    /// <summary>Returns the parameters [first, end).</summary>
    public ArenaPiece Between(int first, int end) => new(W[first..end], DW[first..end],
        Slot0.IsEmpty ? [] : Slot0[first..end], Slot1.IsEmpty ? [] : Slot1[first..end]);
}
