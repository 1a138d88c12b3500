using System.Numerics.Tensors;

namespace Inkling.Neural.Layers;

/// <summary>Y = X + R, R the output of an earlier layer: ends a residual block (He et al. 2016).</summary>
/// <param name="shape">The shape of all three.</param>
/// <param name="source">The index of the layer that gives R.</param>
internal sealed class Add(Shape shape, int source) : Layer(shape, shape)
{
    /// <summary>The index of the layer that gives R.</summary>
    public int Source { get; } = source;

    /// <inheritdoc/>
    public override string Text => "add";

    internal override IReadOnlyList<Operation> Compile(int index, OperationBuffers buffers) =>
        [new AddOperation(buffers)];
}

/// <summary>Begins a residual block, after the layer that gives R: its two gradients are added.</summary>
internal sealed class BranchOperation(OperationBuffers source, Matrix dSum) : Operation(source)
{
    public override bool HasBackward => !DY.IsEmpty;

    /// <summary>R goes on as it is.</summary>
    protected override void ForwardSamples(int first, int end, in Portion portion)
    {
    }

    /// <summary>dR += dY, the gradient of the sum.</summary>
    protected override void BackwardSamples(int first, int end, in Portion portion)
    {
        if (DY.IsEmpty)
            return;
        Span<float> dR = DY.Between(first, end).Span;
        TensorPrimitives.Add(dR, dSum.Between(first, end).Span, dR);
    }
}

/// <summary>The end of a residual block.</summary>
internal sealed class AddOperation(OperationBuffers buffers) : Operation(buffers)
{
    /// <summary>Y = X + R.</summary>
    protected override void ForwardSamples(int first, int end, in Portion portion) => TensorPrimitives.Add(
        X.Between(first, end).Span, Residual.Between(first, end).Span, Y.Between(first, end).Span);

    /// <summary>dX = dY; <see cref="BranchOperation"/> adds dY to R's.</summary>
    protected override void BackwardSamples(int first, int end, in Portion portion)
    {
        if (!DX.IsEmpty)
            DY.Between(first, end).Span.CopyTo(DX.Between(first, end).Span);
    }
}
