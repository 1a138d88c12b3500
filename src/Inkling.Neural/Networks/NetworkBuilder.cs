using Inkling.Neural.Layers;

namespace Inkling.Neural.Networks;

/// <summary>
/// Builds a network layer by layer; shapes follow from the input's. What a method adds is what a
/// <see cref="Network.Parse"/> of the same words adds. Wrong sizes throw an <see cref="ArgumentException"/>.
/// </summary>
/// <example><code>
/// Network network = new NetworkBuilder(28, 28).Convolution(8, 3, 3).Relu().MaxPool(2, 2).Dense(10).Build();
/// </code></example>
public sealed class NetworkBuilder
{
    // No layer of a sensible network is larger; and products of two such numbers are still exact.
    internal const int Most = 1 << 20;

    // 2²⁴ values are 64 MB for each sample of a batch.
    private const long MostValues = 1 << 24;

    // A step's random numbers tell 256 layers apart (Dropout); blocks are read by recursion.
    private const int MostLayers = 255, MostNested = 16;

    private readonly List<Layer> _layers = [];
    private readonly List<string> _texts = [];
    private int _nested;

    /// <summary>Begins with samples of so many values.</summary>
    public NetworkBuilder(int inputs) : this(Shape.Flat(inputs)) { }

    /// <summary>Begins with pictures of so many rows and columns, and channels.</summary>
    public NetworkBuilder(int height, int width, int channels = 1)
        : this(new Shape(channels, height, width)) { }

    /// <summary>Begins with samples of a shape.</summary>
    public NetworkBuilder(Shape input)
    {
        if (input.Channels < 1 || input.Height < 1 || input.Width < 1)
            throw new ArgumentException($"an input of {input} is empty.", nameof(input));
        RequireFit(input);
        Output = input;
        _texts.Add(input.ToString().Replace('×', 'x'));
    }

    /// <summary>The shape of a sample behind the layers so far.</summary>
    public Shape Output { get; private set; }

    /// <summary>How many layers there are so far.</summary>
    internal int LayerCount => _layers.Count;

    /// <summary>The network as text, on one line.</summary>
    internal string Text => string.Join(", ", _texts);

    /// <summary>The layers so far.</summary>
    internal IReadOnlyList<Layer> Layers => _layers;

    /// <summary>Adds Y = X·Wᵀ + b: a unit for each of <paramref name="units"/> outputs.</summary>
    public NetworkBuilder Dense(int units)
    {
        RequireSize(units, "units");
        RequireFew((long)Output.Size * units);
        return Add(new Dense(Output, units));
    }

    /// <summary>Adds a convolution: <paramref name="channels"/> windows of height × width pixels.</summary>
    /// <param name="channels">Output channels.</param>
    /// <param name="height">Rows of the window.</param>
    /// <param name="width">Columns of the window.</param>
    /// <param name="stride">Pixels from one position to the next.</param>
    /// <param name="padding">Zeros around the picture, in pixels.</param>
    public NetworkBuilder Convolution(int channels, int height, int width, int stride = 1, int padding = 0) =>
        Convolution(channels, new Window(Output, height, width, stride, padding));

    /// <summary>Adds a convolution with a window for each channel, and as many outputs.</summary>
    /// <param name="height">Rows of the window.</param>
    /// <param name="width">Columns of the window.</param>
    /// <param name="stride">Pixels from one position to the next.</param>
    /// <param name="padding">Zeros around the picture, in pixels.</param>
    public NetworkBuilder DepthwiseConvolution(int height, int width, int stride = 1, int padding = 0) =>
        Add(new DepthwiseConvolution(new Window(Output, height, width, stride, padding)));

    /// <summary>Adds the maximum of each height × width pixels; windows do not overlap.</summary>
    public NetworkBuilder MaxPool(int height, int width) => Add(new MaxPool(PoolWindow(height, width)));

    /// <summary>Adds the mean of each height × width pixels; windows do not overlap.</summary>
    public NetworkBuilder AveragePool(int height, int width) =>
        Add(new AveragePool(PoolWindow(height, width)));

    /// <summary>Adds a batch normalisation of each channel (Ioffe &amp; Szegedy 2015).</summary>
    public NetworkBuilder BatchNorm() => Add(new BatchNorm(Output));

    /// <summary>Adds Y = max(X, 0).</summary>
    public NetworkBuilder Relu() => Add(new Relu(Output));

    /// <summary>Makes a vector of a picture.</summary>
    public NetworkBuilder Flatten() => Add(new Flatten(Output));

    /// <summary>Adds a dropout: in training, a share of the values is 0 (Srivastava et al. 2014).</summary>
    /// <param name="rate">The share, at least 0 and below 1.</param>
    public NetworkBuilder Dropout(float rate) => Add(new Dropout(Output, rate));

    /// <summary>Adds a layer of your own; see <see cref="CustomLayer"/>.</summary>
    /// <param name="create">Makes the layer from the shape that goes in.</param>
    public NetworkBuilder Custom(Func<Shape, CustomLayer> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        return Add(create(Output));
    }

    /// <summary>Adds a block whose output is added to its input (He et al. 2016).</summary>
    /// <param name="block">Adds the block's layers; their output has the shape of its input.</param>
    public NetworkBuilder Residual(Action<NetworkBuilder> block)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (_layers.Count == 0)
            throw new ArgumentException("it can't be the first: there must be a layer whose output it adds.");
        if (++_nested > MostNested)
            throw new ArgumentException($"blocks lie at most {MostNested} deep in each other.");
        (int source, Shape before, int texts) = (_layers.Count - 1, Output, _texts.Count);
        block(this);
        if (Output != before)
        {
            throw new ArgumentException(
                $"it adds what its layers give, {Output}, to what they took, {before}: these must be alike.");
        }
        _nested--;
        string inner = string.Join(", ", _texts[texts..]);
        _texts.RemoveRange(texts, _texts.Count - texts);
        RequireRoom();
        _layers.Add(new Add(Output, source));
        _texts.Add($"residual {{ {inner} }}");
        return this;
    }

    /// <summary>Builds the network and draws its first weights by He et al. 2015.</summary>
    /// <param name="seed">Names the random numbers.</param>
    /// <exception cref="ArgumentException">There is no layer.</exception>
    public Network Build(ulong seed = 1)
    {
        Network network = new(_layers, Text);
        network.Initialise(Initialisation.He, seed);
        return network;
    }

    internal NetworkBuilder Convolution(int channels, Window window)
    {
        RequireSize(channels, "channels");
        RequireFew((long)window.Size * channels);
        RequireFit(new(channels, window.OutputHeight, window.OutputWidth));
        return Add(new Convolution(window, channels));
    }

    internal NetworkBuilder Add(Layer layer)
    {
        RequireRoom();
        _layers.Add(layer);
        _texts.Add(layer.Text);
        Output = layer.Output;
        return this;
    }

    internal void RequireRoom()
    {
        if (_layers.Count == MostLayers)
            throw new ArgumentException($"a network has at most {MostLayers} layers.");
    }

    private Window PoolWindow(int height, int width) =>
        new(Output, height, width, (Math.Max(height, 1), Math.Max(width, 1)), (0, 0));

    private static void RequireSize(int size, string what)
    {
        if (size is < 1 or > Most)
            throw new ArgumentException($"its {what}, \"{size}\", are not a number of 1 to {Most:N0}.");
    }

    private static void RequireFew(long weights)
    {
        if (weights > int.MaxValue / 2)
            throw new ArgumentException($"it would have {weights:N0} weights.");
    }

    private static void RequireFit(Shape shape)
    {
        decimal values = (decimal)shape.Channels * shape.Height * shape.Width;
        if (values > MostValues)
        {
            throw new ArgumentException(
                $"{shape} are {values:N0} values for each sample; at most {MostValues:N0} are taken.");
        }
    }
}
