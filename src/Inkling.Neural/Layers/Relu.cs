using Inkling.Neural.Kernels;

namespace Inkling.Neural.Layers;

/// <summary>Y = max(X, 0), element by element. At 0 the gradient is taken as 0.</summary>
internal sealed class Relu(Shape shape) : Layer(shape, shape)
{
    /// <inheritdoc/>
    public override string Text => "relu";

    internal override IReadOnlyList<Operation> Compile(int index, OperationBuffers buffers) =>
        [new ReluOperation(buffers)];
}

/// <summary>A ReLU that the plan could not fuse with the operation before it.</summary>
internal sealed class ReluOperation(OperationBuffers buffers) : Operation(buffers)
{
    /// <summary>Y = max(X, 0).</summary>
    protected override void ForwardSamples(int first, int end, in Portion portion) =>
        Elementwise.Relu(X.Between(first, end).Span, Y.Between(first, end).Span);

    /// <summary>dX = dY where Y &gt; 0, else 0.</summary>
    protected override void BackwardSamples(int first, int end, in Portion portion)
    {
        if (!DX.IsEmpty)
        {
            Elementwise.ReluGradient(
                Y.Between(first, end).Span, DY.Between(first, end).Span, DX.Between(first, end).Span);
        }
    }
}
