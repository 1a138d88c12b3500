using Inkling.Neural.Kernels;

namespace Inkling.Neural.Layers;

/// <summary>Y = X, read as a vector: pixel by pixel, channel by channel.</summary>
public sealed class Flatten(Shape input) : SamplewiseLayer(input, Shape.Flat(input.Size))
{
    /// <inheritdoc/>
    public override bool CanMask => true;

    /// <inheritdoc/>
    public override string Text => "flatten";

    /// <inheritdoc/>
    public override void Forward(in LayerPass pass) => pass.X.Span.CopyTo(pass.Y.Span);

    /// <summary>dX = dY.</summary>
    public override void InputGradients(in LayerPass pass)
    {
        if (pass.DX.IsEmpty)
            return;
        if (pass.MasksDX)
            Elementwise.ReluGradient(pass.X.Span, pass.DY.Span, pass.DX.Span);
        else
            pass.DY.Span.CopyTo(pass.DX.Span);
    }
}
