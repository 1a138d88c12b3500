namespace Inkling.Neural.Layers;

/// <summary>
/// A differentiable function of a sample: its shapes, settings and parameters. It holds no state: the
/// <see cref="Operation"/> in the same file computes it, compiled by a plan. A layer without a gradient check
/// does not exist. Derive from <see cref="CustomLayer"/> for one of your own.
/// </summary>
public abstract class Layer
{
    /// <summary>Sets the shapes of one sample before and after the layer.</summary>
    private protected Layer(Shape input, Shape output) => (Input, Output) = (input, output);

    /// <summary>The shape of one sample going in.</summary>
    public Shape Input { get; }

    /// <summary>The shape of one sample coming out.</summary>
    public Shape Output { get; }

    /// <summary>Its parameters, in the order in which they lie in the arena.</summary>
    internal virtual IReadOnlyList<ParameterTensor> Parameters => [];

    /// <summary>How many values its parameters have.</summary>
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

    /// <summary>How it is written in a network's description: "conv 32 3x3".</summary>
    public abstract string Text { get; }

    /// <summary>Multiply-adds for one sample, forward.</summary>
    internal virtual long MultiplyAdds => 0;

    /// <summary>Whether its operation reads bytes too, as samples come.</summary>
    internal virtual bool ReadsBytes => false;

    /// <summary>Whether Y is X as it lies, so that a plan has no operation for it.</summary>
    internal virtual bool IsIdentity(bool isTraining) => false;

    /// <summary>Compiles it into operations, in order, bound to its buffers.</summary>
    /// <param name="index">Which layer of the network it is; names its random numbers.</param>
    /// <param name="buffers">The buffers.</param>
    internal abstract IReadOnlyList<Operation> Compile(int index, OperationBuffers buffers);
}

/// <summary>A parameter tensor of a layer: name, shape, and fans for initialisation.</summary>
/// <param name="Name">The name within its layer: "w", "b".</param>
/// <param name="Shape">Its dimensions, one or two, outermost first.</param>
/// <param name="FanIn">How many inputs feed one output.</param>
/// <param name="FanOut">How many outputs one input feeds.</param>
/// <param name="Kind">Weights decay and are drawn at random; the others do neither.</param>
internal sealed record ParameterTensor(
    string Name, IReadOnlyList<int> Shape, int FanIn, int FanOut, ParameterKind Kind)
{
    private readonly IReadOnlyList<int>? _fileShape;

    /// <summary>How many values.</summary>
    public int Length { get; } = Shape.Count == 1 ? Shape[0] : Shape[0] * Shape[1];

    /// <summary>Its shape in a file: weights (Out, In), as in the original; others (C, 1).</summary>
    public IReadOnlyList<int> FileShape
    {
        get => _fileShape ?? (Kind == ParameterKind.Weights ? [Shape[1], Shape[0]] : [Shape[0], 1]);
        init => _fileShape = value;
    }

    /// <summary>
    /// Computes the offset of the i-th value in file order, also the order of initialisation: weights come
    /// output by output there, and lie as [In, Out] in panels in memory.
    /// </summary>
    public int OffsetOf(int i) => Kind != ParameterKind.Weights
        ? i
        : PanelMatrix.OffsetOf(row: i % Shape[0], column: i / Shape[0], Shape[0], Shape[1]);
}

/// <summary>The kind of a parameter tensor.</summary>
internal enum ParameterKind
{
    /// <summary>Multiplies its input.</summary>
    Weights,

    /// <summary>Is added.</summary>
    Biases,

    /// <summary>Multiplies a channel; begins as 1.</summary>
    Scales,

    /// <summary>A running mean: not learnt but updated in training; begins as 0.</summary>
    Means,

    /// <summary>A running variance; begins as 1.</summary>
    Variances,
}
