using System.Runtime.InteropServices;
using global::Onnx;
using Google.Protobuf;

namespace Inkling.Onnx;

/// <summary>Puts together a graph of ONNX, node by node; a node has one output, named as it is.</summary>
internal sealed class GraphBuilder(string name)
{
    private readonly Dictionary<string, int> _counts = [];

    /// <summary>The graph so far.</summary>
    public GraphProto Graph { get; } = new() { Name = name };

    /// <summary>Adds an input or names an output of floats; -1 is any number of samples.</summary>
    public static ValueInfoProto Floats(string name, string words, params ReadOnlySpan<int> shape)
    {
        TensorShapeProto dimensions = new();
        foreach (int size in shape)
            dimensions.Dim.Add(size < 0
                ? new TensorShapeProto.Types.Dimension { DimParam = "N" }
                : new TensorShapeProto.Types.Dimension { DimValue = size });
        return new()
        {
            Name = name,
            DocString = words,
            Type = new()
            {
                TensorType = new() { ElemType = (int)TensorProto.Types.DataType.Float, Shape = dimensions },
            },
        };
    }

    /// <summary>Adds a tensor of floats.</summary>
    public string Constant(string name, ReadOnlySpan<float> values, params ReadOnlySpan<int> shape)
    {
        TensorProto tensor = new()
        {
            Name = Unique(name),
            DataType = (int)TensorProto.Types.DataType.Float,
            // ONNX has them little-endian.
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)),
        };
        foreach (int size in shape)
            tensor.Dims.Add(size);
        Graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    /// <summary>Adds a list of integers, as inputs of nodes have it.</summary>
    public string Constant(string name, params ReadOnlySpan<long> values)
    {
        TensorProto tensor = new()
        {
            Name = Unique(name),
            DataType = (int)TensorProto.Types.DataType.Int64,
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)),
        };
        tensor.Dims.Add(values.Length);
        Graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    /// <summary>Adds a node.</summary>
    /// <param name="operation">What it does, a word of ONNX.</param>
    /// <param name="inputs">The names of what goes in.</param>
    /// <param name="attributes">Its settings.</param>
    /// <returns>The name of what comes out.</returns>
    public string Node(string operation, IEnumerable<string> inputs, params AttributeProto[] attributes)
    {
#pragma warning disable CA1308 // a name in a graph
        string name = Unique(operation.ToLowerInvariant());
#pragma warning restore CA1308
        NodeProto node = new() { Name = name, OpType = operation };
        node.Input.Add(inputs);
        node.Output.Add(name);
        node.Attribute.Add(attributes);
        Graph.Node.Add(node);
        return name;
    }

    /// <summary>Gives what comes out of a node, the last one, a name of its own.</summary>
    public void Rename(string output, string name)
    {
        NodeProto node = Graph.Node.Single(one => one.Output[0] == output);
        node.Output[0] = name;
    }

    public static AttributeProto Integer(string name, long value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    public static AttributeProto Number(string name, float value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = value };

    public static AttributeProto Integers(string name, params ReadOnlySpan<long> values)
    {
        AttributeProto attribute = new() { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        foreach (long value in values)
            attribute.Ints.Add(value);
        return attribute;
    }

    private string Unique(string name)
    {
        int count = _counts[name] = _counts.GetValueOrDefault(name) + 1;
        return $"{name}_{count}";
    }
}
