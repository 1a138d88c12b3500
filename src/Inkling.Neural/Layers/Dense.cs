using Inkling.Neural.Kernels;

namespace Inkling.Neural.Layers;

/// <summary>
/// Y = X·Wᵀ + b. X [N, In], W [Out, In], b [Out], Y [N, Out]. Every output sees every input.
/// </summary>
public sealed class Dense : Layer
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
            new("w", [outputs, input.Size], input.Size, outputs, ParameterKind.Weights),
            // A column, as the original saves it; as memory it is the same as a vector.
            new("b", [outputs, 1], input.Size, outputs, ParameterKind.Biases),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterTensor> Parameters { get; }

    /// <inheritdoc/>
    public override void Forward(in LayerPass pass)
    {
        Matrix weights = new(pass.Parameters[.._weights], Output.Size, Input.Size);
        pass.Product.NT(pass.X, weights, pass.Y);
        Elementwise.AddToRows(pass.Parameters.Span[_weights..], pass.Y);
    }

    /// <summary>dW = dYᵀ·X, db = Σₙ dY[n], dX = dY·W.</summary>
    public override void Backward(in LayerPass pass)
    {
        Matrix dWeights = new(pass.Gradients[.._weights], Output.Size, Input.Size);
        pass.Product.TN(pass.DY, pass.X, dWeights);
        Elementwise.SumRows(pass.DY, pass.Gradients.Span[_weights..]);
        if (!pass.DX.IsEmpty)
            pass.Product.NN(pass.DY, new(pass.Parameters[.._weights], Output.Size, Input.Size), pass.DX);
    }
}
