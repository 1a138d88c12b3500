using System.Runtime.InteropServices;
using global::Onnx;
using DataType = Onnx.TensorProto.Types.DataType;

namespace Inkling.Onnx;

/// <summary>What a graph knows before it sees pixels: its tensors, and sizes computed from sizes.</summary>
internal sealed class GraphConstants
{
    private readonly Dictionary<string, TensorProto?> _tensors = [];

    public GraphConstants(GraphProto graph)
    {
        foreach (TensorProto tensor in graph.Initializer)
            _tensors[tensor.Name] = tensor;
    }

    /// <summary>The only input that is no tensor of the graph's own.</summary>
    /// <exception cref="InvalidDataException">There are several, or none.</exception>
    public ValueInfoProto InputOf(GraphProto graph)
    {
        ValueInfoProto[] inputs = [.. graph.Input.Where(input => !Knows(input.Name))];
        return inputs is [var only]
            ? only
            : throw new InvalidDataException($"has {inputs.Length} inputs, a network of digits has one");
    }

    public bool Knows(string name) => _tensors.ContainsKey(name);

    /// <summary>Names something that is known to be there, but not what it is.</summary>
    public void AddUnknown(string name) => _tensors[name] = null;

    /// <summary>Takes a node that works on constants alone.</summary>
    public void Compute(NodeProto node) => _tensors[node.Output[0]] = node switch
    {
        { OpType: "Constant" } => node.Attribute.FirstOrDefault(one => one.Name == "value")?.T,
        { OpType: "Identity" } => _tensors[node.Input[0]],
        _ => null,
    };

    /// <summary>The floats of a node's input.</summary>
    /// <exception cref="InvalidDataException">They are computed, of another type, or too few.</exception>
    public FloatTensor Floats(NodeProto node, int input)
    {
        string name = node.Input.Count > input ? node.Input[input] : "";
        if (!_tensors.TryGetValue(name, out TensorProto? tensor) || tensor is null)
        {
            throw new InvalidDataException(
                $"its node \"{node.Name}\" ({node.OpType}) has an input \"{name}\" that is no constant");
        }
        float[] values = (DataType)tensor.DataType switch
        {
            DataType.Float when tensor.RawData.Length > 0 && tensor.RawData.Length % sizeof(float) == 0 =>
                MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray(),
            DataType.Float => [.. tensor.FloatData],
            DataType.Double when tensor.RawData.Length > 0 && tensor.RawData.Length % sizeof(double) == 0 =>
                [.. MemoryMarshal.Cast<byte, double>(tensor.RawData.Span).ToArray()
                    .Select(value => (float)value)],
            _ => throw new InvalidDataException(
                $"its tensor \"{name}\" has values of type {(DataType)tensor.DataType}, not floats in the "
                + "file"),
        };
        long size = tensor.Dims.Aggregate(1L, (a, b) => checked(a * Math.Max(b, 0)));
        if (values.Length != size)
        {
            throw new InvalidDataException(
                $"its tensor \"{name}\" has {values.Length:N0} values, and its shape says {size:N0}");
        }
        if (Array.FindIndex(values, value => !float.IsFinite(value)) is >= 0 and int bad)
            throw new InvalidDataException($"value {bad + 1:N0} of its tensor \"{name}\" is {values[bad]}");
        return new([.. tensor.Dims.Select(one => (int)one)], values);
    }
}

/// <summary>Floats in a shape, the last dimension's beside each other.</summary>
internal sealed record FloatTensor(IReadOnlyList<int> Shape, float[] Values)
{
    /// <summary>Of [units, channels, pixels], the same as [units, pixels, channels].</summary>
    public float[] ByPixel(int units, int channels, int pixels)
    {
        float[] turned = new float[Values.Length];
        for (int i = 0; i < Values.Length; i++)
        {
            (int unit, int own) = (i / (channels * pixels), i % (channels * pixels));
            turned[(unit * channels * pixels) + (own % pixels * channels) + (own / pixels)] = Values[i];
        }
        return turned;
    }

    /// <summary>Of a matrix, the same with rows for columns.</summary>
    public float[] Transposed()
    {
        (int rows, int columns) = (Shape[0], Shape[1]);
        float[] turned = new float[Values.Length];
        for (int i = 0; i < Values.Length; i++)
            turned[(i % columns * rows) + (i / columns)] = Values[i];
        return turned;
    }
}
