namespace Inkling.Neural.Layers;

/// <summary>
/// A layer in which samples don't meet: a sample's Y and dX depend on that sample alone, so that threads may take different
/// samples through several such layers side by side (<see cref="SamplewiseTail"/>). Samples meet in the gradients of the
/// parameters, which are sums over the batch.
/// </summary>
public abstract class SamplewiseLayer(Shape input, Shape output) : Layer(input, output)
{
    /// <summary>Writes dX, where it is wanted, from dY, X, Y and what Forward kept.</summary>
    public abstract void InputGradients(in LayerPass pass);

    /// <summary>Writes the gradients of the parameters from dY and X.</summary>
    public virtual void ParameterGradients(in LayerPass pass)
    {
    }

    /// <inheritdoc/>
    public sealed override void Backward(in LayerPass pass)
    {
        ParameterGradients(pass);
        InputGradients(pass);
    }
}
