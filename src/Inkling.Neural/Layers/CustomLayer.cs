using Inkling.Neural.Kernels;

namespace Inkling.Neural.Layers;

/// <summary>
/// A layer of your own: a differentiable function of one sample, and of parameters if it has any. Write
/// <see cref="Forward"/> and <see cref="Backward"/>, and check them by <c>GradientCheck</c>. Several threads
/// call both at once, for different samples: keep no state.
/// </summary>
public abstract class CustomLayer : Layer
{
    /// <summary>Sets the shapes of a sample before and after, and how many parameters there are.</summary>
    /// <param name="input">The shape of a sample going in.</param>
    /// <param name="output">The shape of a sample coming out.</param>
    /// <param name="parameters">How many values are learnt.</param>
#pragma warning disable RS0022 // that is what it is for: users derive from it, and from no other layer
    protected CustomLayer(Shape input, Shape output, int parameters = 0)
        : base(input, output) => Parameters = parameters == 0
            ? []
            : [new("p", [parameters], input.Size, output.Size, ParameterKind.Biases)];
#pragma warning restore RS0022

    /// <inheritdoc/>
    public override string Text => GetType().Name;

    internal override IReadOnlyList<ParameterTensor> Parameters { get; }

    /// <summary>Sets the first parameters; all 0 by default.</summary>
    public virtual void Initialise(Span<float> parameters, RandomSequence random) => parameters.Clear();

    /// <summary>Computes y [Output.Size] from x [Input.Size]. y is overwritten.</summary>
    public abstract void Forward(ReadOnlySpan<float> x, ReadOnlySpan<float> parameters, Span<float> y);

    /// <summary>
    /// Computes dX, the gradient of the loss by x, from dY, the gradient by y; and adds to dParameters.
    /// </summary>
    /// <param name="x">The sample, [Input.Size].</param>
    /// <param name="y">What <see cref="Forward"/> made of it, [Output.Size].</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="dY">The gradient by y, [Output.Size].</param>
    /// <param name="dX">The gradient by x, [Input.Size]; overwritten.</param>
    /// <param name="dParameters">The gradient by the parameters; added to.</param>
    public abstract void Backward(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> parameters,
        ReadOnlySpan<float> dY, Span<float> dX, Span<float> dParameters);

    internal override IReadOnlyList<Operation> Compile(int index, OperationBuffers buffers) =>
        [new CustomOperation(this, buffers)];
}

/// <summary>A custom layer, sample by sample.</summary>
internal sealed class CustomOperation(CustomLayer layer, OperationBuffers buffers) : Operation(buffers)
{
    private readonly GroupSums _sums = new(buffers.DY.IsEmpty ? 0 : layer.ParameterCount);

    public override bool HasBackward => true;
    protected override bool SumsByGroup => true;

    /// <summary>Y[n] = f(X[n]).</summary>
    protected override void ForwardSamples(int first, int end, in Portion portion)
    {
        for (int n = first; n < end; n++)
            layer.Forward(X.Row(n), Parameters.Span, Y.Row(n));
    }

    /// <summary>dX[n], and the sum of the parameters' gradients.</summary>
    protected override void BackwardSamples(int first, int end, in Portion portion)
    {
        Span<float> unwanted = AlignedBuffer.Ensure(
            ref portion.Scratch.Get<Buffers>().Gradient, DX.IsEmpty ? X.Columns : 0);
        for (int n = first; n < end; n++)
        {
            Span<float> dX = DX.IsEmpty ? unwanted : DX.Row(n);
            layer.Backward(
                X.Row(n), Y.Row(n), Parameters.Span, DY.Row(n), dX, _sums.Of(portion.FirstGroup));
        }
    }

    protected override void ClearSums(int group) => _sums.Of(group).Clear();

    public override void SumGradients(in Portion portion) => _sums.Add(Gradients.Span, portion);

    private sealed class Buffers : IScratch<Buffers>
    {
        public Memory<float> Gradient;

        public static Buffers Create(KernelPath path) => new();
    }
}
