using Inkling.Neural.Layers;

namespace Inkling.Neural;

/// <summary>
/// A network written as text: sizes of its layers, inputs first, joined by "-": <c>784-256-64-10</c>.
/// </summary>
public sealed record NetworkDescription
{
    // 2²⁸ weights are a gigabyte: beyond that a slip of the finger is likelier than a wish.
    private const long MostParameters = 1L << 28;

    private readonly int[] _sizes;

    private NetworkDescription(int[] sizes) => _sizes = sizes;

    /// <summary>Inputs of the network.</summary>
    public int Inputs => _sizes[0];

    /// <summary>Classes that it tells apart.</summary>
    public int Classes => _sizes[^1];

    /// <summary>Reads a description.</summary>
    /// <exception cref="ArgumentException">It is none; the message says which part is wrong.</exception>
    public static NetworkDescription Parse(string text)
    {
        string[] parts = text.Split('-');
        if (parts.Length < 2)
            throw new ArgumentException(
                $"\"{text}\" is not a network: write sizes joined by \"-\", as in 784-256-64-10.");
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
        if (parameters > MostParameters)
            throw new ArgumentException(
                $"\"{text}\" has {parameters:N0} parameters; at most {MostParameters:N0} are taken.");
        return new NetworkDescription(sizes);
    }

    /// <summary>
    /// Builds it: dense layers with ReLU between them. Dropout goes before the first dense layer (on the
    /// input) and after each ReLU, where its rate is above 0.
    /// </summary>
    public Network Build(float inputDropout = 0, float hiddenDropout = 0)
    {
        List<Layer> layers = [];
        Shape shape = Shape.Flat(_sizes[0]);
        if (inputDropout > 0)
            layers.Add(new Dropout(shape, inputDropout));
        for (int i = 1; i < _sizes.Length; i++)
        {
            layers.Add(new Dense(shape, _sizes[i]));
            shape = Shape.Flat(_sizes[i]);
            if (i == _sizes.Length - 1)
                break;
            layers.Add(new Relu(shape));
            if (hiddenDropout > 0)
                layers.Add(new Dropout(shape, hiddenDropout));
        }
        return new Network(layers);
    }

    /// <inheritdoc/>
    public bool Equals(NetworkDescription? other) =>
        other is not null && _sizes.AsSpan().SequenceEqual(other._sizes);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => string.Join('-', _sizes);
}
