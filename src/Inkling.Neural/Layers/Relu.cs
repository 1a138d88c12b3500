using Inkling.Neural.Kernels;

namespace Inkling.Neural.Layers;

/// <summary>Y = max(X, 0), element by element. At 0 the gradient is taken as 0.</summary>
public sealed class Relu(Shape shape) : SamplewiseLayer(shape, shape)
{
    /// <inheritdoc/>
    public override string Text => "relu";

    /// <inheritdoc/>
    public override void Forward(in LayerPass pass) => Elementwise.Relu(pass.X.Span, pass.Y.Span);

    /// <summary>dX = dY where Y &gt; 0, else 0.</summary>
    public override void InputGradients(in LayerPass pass)
    {
        if (!pass.DX.IsEmpty)
            Elementwise.ReluGradient(pass.Y.Span, pass.DY.Span, pass.DX.Span);
    }
}
