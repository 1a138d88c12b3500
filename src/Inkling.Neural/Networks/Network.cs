using Inkling.Neural.Layers;

namespace Inkling.Neural.Networks;

/// <summary>
/// A chain of layers and one array of all their parameters. Running it changes nothing, so it may serve many
/// threads, each with a plan of its own.
/// </summary>
public sealed class Network
{
    private readonly string _text;

    /// <summary>Chains the layers; every parameter is 0 until initialised or loaded.</summary>
    /// <exception cref="ArgumentException">There is no layer, or two don't fit together.</exception>
    internal Network(IReadOnlyList<Layer> layers, string? text = null)
    {
        if (layers.Count == 0)
            throw new ArgumentException("A network needs at least one layer.");
        for (int i = 1; i < layers.Count; i++)
        {
            if (layers[i].Input.Size != layers[i - 1].Output.Size)
            {
                throw new ArgumentException($"Layer {i + 1} takes {layers[i].Input}, but layer {i} gives "
                    + $"{layers[i - 1].Output}.");
            }
        }
        Layers = [.. layers];
        _text = text ?? string.Join(", ", layers.Select(layer => layer.Text));
        Tensors = Arrange(Layers);
        Parameters = AlignedBuffer.Allocate(Tensors is [.., var last] ? last.Offset + last.Length : 0);
    }

    /// <summary>The layers, first to last.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>The tensors in the arena's order, named w1, b1, w2 … by the layers that have any.</summary>
    internal IReadOnlyList<NetworkTensor> Tensors { get; }

    /// <summary>All parameters, layer by layer. Weights lie in panels, not in rows.</summary>
    public Memory<float> Parameters { get; }

    /// <summary>The shape of one sample going in.</summary>
    public Shape Input => Layers[0].Input;

    /// <summary>How many outputs: classes, or predicted values.</summary>
    public int Outputs => Layers[^1].Output.Size;

    /// <summary>Whether a residual block adds the output of a layer.</summary>
    internal bool IsResidual(int layer)
    {
        bool isResidual = false;
        foreach (Layer other in Layers)
            isResidual |= other is Add add && add.Source == layer;
        return isResidual;
    }

    /// <summary>
    /// Builds a network from text, its first weights drawn by He et al. 2015. The text is the sizes of dense
    /// layers, <c>784-256-64-10</c>, with ReLU between them; or the input's shape and layer after layer, by
    /// commas or lines: <c>1x28x28, conv 8 3x3, relu, maxpool 2x2, dense 10</c>. docs/cli.md has all words.
    /// </summary>
    /// <exception cref="ArgumentException">It is none; the message names the part and the shapes.</exception>
    public static Network Parse(string text, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(text);
        Network network = NetworkDescription.Parse(text).Build();
        network.Initialise(Initialisation.He, seed);
        return network;
    }

    /// <summary>The network as text, as <see cref="Parse"/> takes it.</summary>
    public override string ToString() => _text;

    /// <summary>Copies the network: the same layers, its own parameters.</summary>
    public Network Copy()
    {
        Network copy = new(Layers, _text);
        Parameters.CopyTo(copy.Parameters);
        return copy;
    }

    /// <summary>Draws the first parameters, each tensor from its own stream.</summary>
    internal void Initialise(Initialisation initialisation, ulong seed)
    {
        for (int i = 0; i < Tensors.Count; i++)
        {
            NetworkTensor tensor = Tensors[i];
            Span<float> values = Parameters.Span.Slice(tensor.Offset, tensor.Length);
            RandomSequence random = new(seed, RandomPurpose.Initialisation, (ulong)i);
            if (Layers[tensor.Layer] is CustomLayer custom)
                custom.Initialise(values, random);
            else
                initialisation.Fill(values, tensor.Definition, random);
        }
    }

    private static List<NetworkTensor> Arrange(IReadOnlyList<Layer> layers)
    {
        List<NetworkTensor> tensors = [];
        int offset = 0, learning = 0;
        for (int layer = 0; layer < layers.Count; layer++)
        {
            if (layers[layer].Parameters.Count > 0)
                learning++;
            foreach (ParameterTensor definition in layers[layer].Parameters)
            {
                tensors.Add(new($"{definition.Name}{learning}", layer, offset, definition));
                offset += definition.Length;
            }
        }
        return tensors;
    }
}

/// <summary>A tensor and its place in the network's arena.</summary>
/// <param name="Name">Its name in the network: w1, b1, w2 …</param>
/// <param name="Layer">The index of its layer.</param>
/// <param name="Offset">Where it starts in the arena.</param>
/// <param name="Definition">Its shape and kind.</param>
internal sealed record NetworkTensor(string Name, int Layer, int Offset, ParameterTensor Definition)
{
    /// <summary>How many values.</summary>
    public int Length => Definition.Length;
}
