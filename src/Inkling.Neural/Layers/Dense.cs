using Inkling.Neural.Kernels;
using Inkling.Neural.Kernels.Products;

namespace Inkling.Neural.Layers;

/// <summary>
/// Y = X·V + b, with V = Wᵀ. X [N, In], V [In, Out], b [Out], Y [N, Out]. The weights of one input lie
/// together, so that a zero byte costs nothing, forward or backward; and they lie in panels
/// (<see cref="PanelMatrix"/>), so that each thread has its own.
/// </summary>
internal sealed class Dense : Layer
{
    /// <summary>Makes a layer of <paramref name="outputs"/> units over a flattened input.</summary>
    public Dense(Shape input, int outputs)
        : base(input, Shape.Flat(outputs)) => Parameters =
        [
            new("w", [input.Size, outputs], input.Size, outputs, ParameterKind.Weights),
            new("b", [outputs], input.Size, outputs, ParameterKind.Biases),
        ];

    /// <inheritdoc/>
    internal override IReadOnlyList<ParameterTensor> Parameters { get; }

    /// <inheritdoc/>
    public override string Text => $"dense {Output.Size}";

    /// <inheritdoc/>
    internal override long MultiplyAdds => (long)Input.Size * Output.Size;

    internal override bool ReadsBytes => true;

    internal override IReadOnlyList<Operation> Compile(int index, OperationBuffers buffers) =>
        [new DenseOperation(this, buffers)];
}

/// <summary>The three products of a dense layer.</summary>
internal sealed class DenseOperation(Dense layer, OperationBuffers buffers) : Operation(buffers)
{
    // Of more weights each worker keeps a part in its cache. Divided by samples, it would need all of them,
    // and fetch at every step what the others have just changed.
    private const int MostWeightsBySamples = 50_000;

    private readonly int _weights = layer.Parameters[0].Length;
    private readonly ColumnPanels _panels =
        buffers.X.IsEmpty ? ColumnPanels.ForBytes(buffers.Path) : ColumnPanels.ForFloats(buffers.Path);

    public override long MultiplyAdds => layer.MultiplyAdds;
    public override bool DividesWeights => _weights > MostWeightsBySamples;
    public override bool NeedsWholeBatch => DividesWeights;

    protected override int SamplesAtOnce => int.MaxValue / 2;

    private PanelMatrix V => new(Parameters[.._weights], layer.Input.Size, layer.Output.Size);
    private PanelMatrix DV => new(Gradients[.._weights], layer.Input.Size, layer.Output.Size);

    public override void PrepareForward(in Portion batch) => _panels.Take(V);

    /// <summary>Y = X·V + b.</summary>
    protected override void ForwardSamples(int first, int end, in Portion portion)
    {
        MatrixProduct product = portion.Scratch.Get<MatrixProduct>();
        ReadOnlySpan<float> biases = Parameters.Span[_weights..];
        (Matrix y, int part, int parts) = (Y.Between(first, end), portion.Part, portion.Parts);
        if (X.IsEmpty)
            product.Forward(portion.Batch.Samples.Between(first, end), _panels, biases, y, part, parts);
        else
            product.Forward(X.Between(first, end), _panels, biases, y, part, parts);
    }

    /// <summary>dX = dY·Vᵀ.</summary>
    protected override void BackwardSamples(int first, int end, in Portion portion)
    {
        if (!DX.IsEmpty)
        {
            portion.Scratch.Get<MatrixProduct>().BackwardData(
                DY.Between(first, end), V, DX.Between(first, end), portion.Part, portion.Parts);
        }
    }

    /// <summary>dV = Xᵀ·dY, db = Σₙ dY[n].</summary>
    public override void SumGradients(in Portion portion)
    {
        MatrixProduct product = portion.Scratch.Get<MatrixProduct>();
        Matrix dY = DY.Top(portion.Batch.Count);
        if (X.IsEmpty)
            product.BackwardWeights(portion.Batch.Samples, dY, DV, portion.Part, portion.Parts);
        else
            product.BackwardWeights(X.Top(portion.Batch.Count), dY, DV, portion.Part, portion.Parts);
        MatrixProduct.SumColumns(dY, Gradients.Span[_weights..], portion.Part, portion.Parts);
    }
}
