using Inkling.Neural.Kernels;

namespace Inkling.Neural.Layers;

/// <summary>
/// A differentiable function of a batch. A layer holds its shape and settings and nothing that changes:
/// parameters, gradients and what it keeps between forward and backward are lent to it with each pass,
/// so one layer serves any number of threads at once. A layer without a gradient check does not exist.
/// </summary>
public abstract class Layer
{
    /// <summary>Sets the shapes of one sample before and after the layer.</summary>
    protected Layer(Shape input, Shape output)
    {
        Input = input;
        Output = output;
    }

    /// <summary>The shape of one sample going in.</summary>
    public Shape Input { get; }

    /// <summary>The shape of one sample coming out.</summary>
    public Shape Output { get; }

    /// <summary>
    /// What the layer learns, in the order in which it lies in the layer's slice of the arena.
    /// </summary>
    public virtual IReadOnlyList<ParameterTensor> Parameters => [];

    /// <summary>How many values it learns or counts.</summary>
    public int ParameterCount
    {
        get
        {
            int count = 0;
            foreach (ParameterTensor tensor in Parameters)
                count += tensor.Length;
            return count;
        }
    }

    /// <summary>
    /// How many floats per sample the layer keeps from forward for backward, besides X and Y.
    /// </summary>
    public virtual int KeptPerSample => 0;

    /// <summary>Whether it takes X as bytes too, as samples come.</summary>
    public virtual bool TakesBytes => false;

    /// <summary>
    /// Whether it can do the forward of a ReLU that follows, while values are near: <see cref="LayerPass.Rectifies"/>.
    /// </summary>
    public virtual bool CanRectify => false;

    /// <summary>
    /// Whether it can do the backward of a ReLU before it, while values are near: <see cref="LayerPass.MasksDX"/>.
    /// </summary>
    public virtual bool CanMask => false;

    /// <summary>How it is written in a <see cref="NetworkDescription"/>: "conv 32 3x3".</summary>
    public abstract string Text { get; }

    /// <summary>Multiply-adds for one sample, forward.</summary>
    public virtual long MultiplyAdds => 0;

    /// <summary>Writes Y from X. Reads nothing else that may change but the parameters.</summary>
    public abstract void Forward(in LayerPass pass);

    /// <summary>
    /// Writes dX and the gradients of the parameters from dY, X, Y and what Forward kept.
    /// Both are overwritten. dX is empty when nobody wants it.
    /// </summary>
    public abstract void Backward(in LayerPass pass);
}

/// <summary>
/// A tensor that a layer learns: its name within the layer, shape, and fans (for initialisation).
/// </summary>
/// <param name="Name">The name within its layer: "w", "b".</param>
/// <param name="Shape">Its dimensions, one or two, outermost first.</param>
/// <param name="FanIn">How many inputs feed one output.</param>
/// <param name="FanOut">How many outputs one input feeds.</param>
/// <param name="Kind">Weights decay and are drawn at random; the others do neither.</param>
public sealed record ParameterTensor(string Name, IReadOnlyList<int> Shape, int FanIn, int FanOut, ParameterKind Kind)
{
    private readonly IReadOnlyList<int>? _fileShape;

    /// <summary>How many values.</summary>
    public int Length { get; } = Shape.Count == 1 ? Shape[0] : Shape[0] * Shape[1];

    /// <summary>Its dimensions in a file: weights (Out, In), as the original keeps them, the others (C, 1).</summary>
    public IReadOnlyList<int> FileShape
    {
        get => _fileShape ?? (Kind == ParameterKind.Weights ? [Shape[1], Shape[0]] : [Shape[0], 1]);
        init => _fileShape = value;
    }

    /// <summary>
    /// Where the i-th value lies, counted as files keep a tensor and as it is drawn: weights output by output, which at work
    /// lie as [In, Out] in panels; the others as they are.
    /// </summary>
    public int PlaceOf(int i) => Kind != ParameterKind.Weights
        ? i
        : PanelMatrix.PlaceOf(row: i % Shape[0], column: i / Shape[0], Shape[0], Shape[1]);
}

/// <summary>What a learnt tensor is.</summary>
public enum ParameterKind
{
    /// <summary>Multiplies its input.</summary>
    Weights,

    /// <summary>Is added.</summary>
    Biases,

    /// <summary>Multiplies a channel; begins as 1.</summary>
    Scales,

    /// <summary>Is not learnt but counted along while learning: a mean, which begins as 0.</summary>
    Means,

    /// <summary>As a mean; a variance, which begins as 1.</summary>
    Variances,
}

/// <summary>What a layer borrows for one pass over a batch of N samples.</summary>
public readonly record struct LayerPass
{
    /// <summary>X [N, In]; empty when it comes as bytes.</summary>
    public Matrix X { get; init; }

    /// <summary>X [N, In] as bytes, for a layer that takes them.</summary>
    public ByteBatch Bytes { get; init; }

    /// <summary>True when X comes as bytes.</summary>
    public bool IsBytes => Bytes.Count > 0;

    /// <summary>Y [N, Out].</summary>
    public Matrix Y { get; init; }

    /// <summary>The gradient of the loss by X, [N, In]; empty when nobody wants it.</summary>
    public Matrix DX { get; init; }

    /// <summary>The gradient of the loss by Y, [N, Out].</summary>
    public Matrix DY { get; init; }

    /// <summary>True when Y is to be max(Y, 0): a ReLU follows, which is then not asked.</summary>
    public bool Rectifies { get; init; }

    /// <summary>True when dX is to be 0 where X is not above 0: X comes from a ReLU, which is then not asked.</summary>
    public bool MasksDX { get; init; }

    /// <summary>True when Y is there before the layer is asked: a neighbour gives it, or it is X.</summary>
    internal bool IsDoneForward { get; init; }

    /// <summary>The same of dX.</summary>
    internal bool IsDoneBackward { get; init; }

    /// <summary>The layer's slice of the parameters.</summary>
    public Memory<float> Parameters { get; init; }

    /// <summary>The layer's slice of the gradients, laid out as the parameters.</summary>
    public Memory<float> Gradients { get; init; }

    /// <summary>Values from Forward for Backward, [N, KeptPerSample].</summary>
    public Matrix Kept { get; init; }

    /// <summary>The matrix product to use.</summary>
    public MatrixProduct Product { get; init; }

    /// <summary>Shares out samples to the product's threads.</summary>
    internal SampleShares Samples { get; init; }

    /// <summary>Which sample of the batch the first one is, where threads share them out.</summary>
    public int FirstSample { get; init; }

    /// <summary>What an earlier layer gave, for one that adds it, [N, Out].</summary>
    public Matrix Skipped { get; init; }

    /// <summary>
    /// True when learning; false when reading, where a layer that disturbs its input leaves it alone.
    /// </summary>
    public bool Training { get; init; }

    /// <summary>Names this pass's random numbers: different for each seed, step and layer.</summary>
    public RandomSequence Random { get; init; }

    /// <summary>The same for some of the samples, from <paramref name="first"/> to before <paramref name="end"/>.</summary>
    internal LayerPass Between(int first, int end) => this with
    {
        X = X.Between(first, end),
        Bytes = IsBytes ? Bytes.Between(first, end) : default,
        Y = Y.Between(first, end),
        DX = DX.Between(first, end),
        DY = DY.Between(first, end),
        Kept = Kept.Between(first, end),
        Skipped = Skipped.Between(first, end),
        FirstSample = FirstSample + first,
    };
}
