using Inkling.Neural.Layers;

namespace Inkling.Neural.Networks;

/// <summary>
/// A network written as text. Either the sizes of its dense layers, inputs first, joined by "-":
/// <c>784-256-64-10</c>, with ReLU between them. Or the input's shape and then layer after layer, each on a
/// line or after a comma; # begins a comment:
/// <code>
/// 1x28x28
/// conv 32 5x5 pad 2            # channels, window; "stride 2" steps by two pixels
/// batchnorm
/// relu
/// maxpool 2x2                  # or avgpool
/// residual { conv 32 3x3 pad 1, batchnorm, relu, depthwise 3x3 pad 1 }
/// flatten
/// dropout 0.3
/// dense 10
/// </code>
/// </summary>
internal sealed record NetworkDescription
{
    // 2²⁸ weights are a gigabyte: beyond that a slip of the finger is likelier than a wish.
    private const long MostParameters = 1L << 28;

    private readonly string _text;
    private readonly int[] _sizes;
    private readonly IReadOnlyList<Layer> _layers;

    private NetworkDescription(string text, int[] sizes, IReadOnlyList<Layer> layers) =>
        (_text, _sizes, _layers) = (text, sizes, layers);

    /// <summary>Inputs of the network.</summary>
    public int Inputs => _layers[0].Input.Size;

    /// <summary>Outputs of the network.</summary>
    public int Outputs => _layers[^1].Output.Size;

    /// <summary>Whether it is written as sizes, so that dropout comes from elsewhere.</summary>
    public bool IsSizes => _sizes.Length > 0;

    /// <summary>Reads a description.</summary>
    /// <exception cref="ArgumentException">It is none; the message names the part and the shapes.</exception>
    public static NetworkDescription Parse(string text)
    {
        bool isSizes = text.Contains('-') && text.Trim().AsSpan().IndexOfAny(", \n{") < 0;
        if (isSizes)
        {
            int[] sizes = ParseSizes(text.Trim());
            return new(string.Join('-', sizes), sizes, Dense(sizes, 0, 0));
        }
        NetworkBuilder list = DescriptionReader.Parse(text);
        long parameters = 0;
        foreach (Layer layer in list.Layers)
            parameters += layer.ParameterCount;
        RequireFew(text, parameters);
        return new(list.Text, [], list.Layers);
    }

    /// <summary>
    /// Builds the network. Dropout goes before the first dense layer (on the input) and after each ReLU; only
    /// a network written as sizes takes it.
    /// </summary>
    /// <exception cref="ArgumentException">There is dropout, but the layers are written out.</exception>
    public Network Build(float inputDropout = 0, float hiddenDropout = 0)
    {
        CheckDropout(inputDropout, hiddenDropout);
        return new Network(IsSizes ? Dense(_sizes, inputDropout, hiddenDropout) : _layers, _text);
    }

    /// <summary>Rejects dropout for a network whose layers are written out.</summary>
    /// <exception cref="ArgumentException">There is dropout.</exception>
    internal void CheckDropout(float inputDropout, float hiddenDropout)
    {
        if (!IsSizes && (inputDropout > 0 || hiddenDropout > 0))
        {
            throw new ArgumentException($"dropout of {inputDropout} on inputs and {hiddenDropout} on hidden "
                + "units is for networks that are written as sizes: one that is written layer by layer says "
                + "\"dropout 0.2\" where it has it.");
        }
    }

    /// <inheritdoc/>
    public bool Equals(NetworkDescription? other) => other is not null && _text == other._text;

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The description on one line.</summary>
    public override string ToString() => _text;

    private static int[] ParseSizes(string text)
    {
        string[] parts = text.Split('-');
        int[] sizes = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i].Trim(), out sizes[i]) || sizes[i] < 1)
                throw new ArgumentException(
                    $"\"{text}\" is not a network: its part {i + 1}, \"{parts[i]}\", is not a size.");
        }
        long parameters = 0;
        for (int i = 1; i < sizes.Length; i++)
            parameters += ((long)sizes[i - 1] + 1) * sizes[i];
        RequireFew(text, parameters);
        return sizes;
    }

    private static void RequireFew(string text, long parameters)
    {
        if (parameters > MostParameters)
            throw new ArgumentException(
                $"\"{text}\" has {parameters:N0} parameters; at most {MostParameters:N0} are taken.");
    }

    private static List<Layer> Dense(int[] sizes, float inputDropout, float hiddenDropout)
    {
        List<Layer> layers = [];
        Shape shape = Shape.Flat(sizes[0]);
        if (inputDropout > 0)
            layers.Add(new Dropout(shape, inputDropout));
        for (int i = 1; i < sizes.Length; i++)
        {
            layers.Add(new Dense(shape, sizes[i]));
            shape = Shape.Flat(sizes[i]);
            if (i == sizes.Length - 1)
                break;
            layers.Add(new Relu(shape));
            if (hiddenDropout > 0)
                layers.Add(new Dropout(shape, hiddenDropout));
        }
        return layers;
    }
}
