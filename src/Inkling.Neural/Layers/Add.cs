using System.Numerics.Tensors;

namespace Inkling.Neural.Layers;

/// <summary>
/// Y = X + S, where S is what an earlier layer gave: the end of a residual block (He et al. 2016). The gradient by S is dY,
/// and whoever runs the network adds it to that layer's.
/// </summary>
/// <param name="shape">The shape of all three.</param>
/// <param name="source">The index of the layer that gives S.</param>
public sealed class Add(Shape shape, int source) : Layer(shape, shape)
{
    /// <summary>The index of the layer that gives S.</summary>
    public int Source { get; } = source;

    /// <inheritdoc/>
    public override string Text => "add";

    /// <inheritdoc/>
    public override void Forward(in LayerPass pass) => TensorPrimitives.Add(pass.X.Span, pass.Skipped.Span, pass.Y.Span);

    /// <summary>dX = dY.</summary>
    public override void Backward(in LayerPass pass)
    {
        if (!pass.DX.IsEmpty)
            pass.DY.Span.CopyTo(pass.DX.Span);
    }
}
