using Inkling.Neural.Kernels;

namespace Inkling.Neural.Layers;

/// <summary>
/// Y = X·V + b, with V = Wᵀ. X [N, In], V [In, Out], b [Out], Y [N, Out]. Every output sees every input. The weights lie
/// transposed, the outputs of an input together, so that an input that is zero costs nothing, forward or back; and in
/// panels (<see cref="PanelMatrix"/>), so that each thread has its own.
/// </summary>
public sealed class Dense : SamplewiseLayer
{
    private readonly int _weights;

    /// <summary>
    /// A layer of <paramref name="outputs"/> units over an input of any shape, which it reads as a vector.
    /// </summary>
    public Dense(Shape input, int outputs)
        : base(input, Shape.Flat(outputs))
    {
        _weights = outputs * input.Size;
        Parameters =
        [
            new("w", [input.Size, outputs], input.Size, outputs, ParameterKind.Weights),
            new("b", [outputs], input.Size, outputs, ParameterKind.Biases),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterTensor> Parameters { get; }

    /// <inheritdoc/>
    public override bool TakesBytes => true;

    /// <inheritdoc/>
    public override bool CanRectify => true;

    /// <inheritdoc/>
    public override bool CanMask => true;

    /// <inheritdoc/>
    public override string Text => $"dense {Output.Size}";

    /// <inheritdoc/>
    public override long MultiplyAdds => (long)Input.Size * Output.Size;

    /// <inheritdoc/>
    public override void Forward(in LayerPass pass)
    {
        Memory<float> biases = pass.Parameters[_weights..];
        if (pass.IsBytes)
            pass.Product.Outputs(pass.Bytes, WeightsIn(pass.Parameters), biases, pass.Y, pass.Rectifies);
        else
            pass.Product.Outputs(pass.X, WeightsIn(pass.Parameters), biases, pass.Y, pass.Rectifies);
    }

    /// <summary>dX = dY·Vᵀ.</summary>
    public override void InputGradients(in LayerPass pass)
    {
        if (!pass.DX.IsEmpty)
            pass.Product.InputGradients(pass.DY, WeightsIn(pass.Parameters), pass.DX, pass.MasksDX ? pass.X : default);
    }

    /// <summary>dV = Xᵀ·dY, db = Σₙ dY[n].</summary>
    public override void ParameterGradients(in LayerPass pass)
    {
        if (pass.IsBytes)
            pass.Product.WeightGradients(pass.Bytes, pass.DY, WeightsIn(pass.Gradients));
        else
            pass.Product.WeightGradients(pass.X, pass.DY, WeightsIn(pass.Gradients));
        pass.Product.ColumnSums(pass.DY, pass.Gradients.Span[_weights..]);
    }

    private PanelMatrix WeightsIn(Memory<float> arena) => new(arena[.._weights], Input.Size, Output.Size);
}
