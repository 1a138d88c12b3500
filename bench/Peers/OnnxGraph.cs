using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;

namespace Inkling.Peers;

/// <summary>
/// The ONNX graph of a model: pixels [N, 1, 28, 28] or [N, 784] in 0 to 1, probabilities [N, classes], N any.
/// Each network is Conv, Relu, MaxPool, Gemm, Softmax; the probabilities of several are averaged.
/// </summary>
/// <remarks>
/// With the largest values that its layers give, the graph is int8 in QDQ form: uint8 between the layers,
/// from 0 up, so that saturating is the ReLU; int8 weights with a scale for each output; int32 biases.
/// </remarks>
internal sealed class OnnxGraph
{
    private readonly GraphProto _graph = new() { Name = "inkling" };
    private readonly IReadOnlyDictionary<string, float>? _largest;

    private OnnxGraph(ModelLayers model, IReadOnlyDictionary<string, float>? largest)
    {
        _largest = largest;
        _graph.Input.Add(Value("pixels", model.TakesPictures ? [1, 28, 28] : [784]));
        _graph.Output.Add(Value("probabilities", [model.Networks[0][^1].Outputs]));
        string[] members = [.. model.Networks.Select(Network)];
        if (members.Length == 1)
            Add("Identity", [members[0]], "probabilities");
        else
            Add("Mean", members, "probabilities");
    }

    /// <summary>The names of what each layer gives that int8 needs the range of.</summary>
    public List<string> Activations { get; } = [];

    /// <summary>Makes the graph; with the largest of each activation, that of int8.</summary>
    public static OnnxGraph Of(ModelLayers model, IReadOnlyDictionary<string, float>? largest = null) =>
        new(model, largest);

    /// <summary>The file; with outputs, these are given too.</summary>
    public byte[] ToBytes(IEnumerable<string>? outputs = null)
    {
        ModelProto model = new() { IrVersion = 8, ProducerName = "Inkling", Graph = _graph.Clone() };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = 17 });
        model.Graph.Output.AddRange((outputs ?? []).Select(name => new ValueInfoProto { Name = name }));
        return model.ToByteArray();
    }

    private string Network(IReadOnlyList<ModelLayer> layers, int member)
    {
        string x = _largest is null ? "pixels" : Requantised("pixels", $"n{member}/pixels", 1f / 255);
        float scale = 1f / 255;
        for (int i = 0; i < layers.Count; i++)
        {
            ModelLayer layer = layers[i];
            string name = $"n{member}/{i}";
            bool isLast = i == layers.Count - 1;
            string y = layer.Weights.Length > 0 ? Weighted(layer, x, name, scale) : Plain(layer, x, name);
            if (layer.HasRelu && _largest is null)
                y = Add("Relu", [y], $"{name}/relu");
            if (layer.Weights.Length > 0 && !isLast)
            {
                Activations.Add(y);
                scale = _largest is null ? 0 : _largest[$"{name}/relu"] / byte.MaxValue;
            }
            x = _largest is null || isLast ? y : Requantised(y, name, scale);
        }
        return Add("Softmax", [x], $"n{member}/softmax", Integer("axis", 1));
    }

    private string Weighted(ModelLayer layer, string x, string name, float scale)
    {
        (long[] shape, string kind) = layer.Word == "conv"
            ? ([layer.Outputs, layer.Inputs, layer.Window.Y, layer.Window.X], "Conv")
            : (new long[] { layer.Outputs, layer.Inputs }, "Gemm");
        (string w, string b) = _largest is null
            ? (Floats($"{name}/w", layer.Weights, shape), Floats($"{name}/b", layer.Biases, layer.Outputs))
            : Quantised(layer, name, shape, scale);
        return layer.Word == "conv"
            ? Add(kind, [x, w, b], name, Sides(layer))
            : Add(kind, [x, w, b], name, Integer("transB", 1));
    }

    private string Plain(ModelLayer layer, string x, string name) => layer.Word switch
    {
        "flatten" => Add("Flatten", [x], name),
        "maxpool" => Add("MaxPool", [x], name, Sides(layer)),
        _ => Add("AveragePool", [x], name, Sides(layer)),
    };

    private static AttributeProto[] Sides(ModelLayer layer) =>
    [
        Integers("kernel_shape", layer.Window.Y, layer.Window.X),
        Integers("strides", layer.Window.Step, layer.Window.Step),
        Integers("pads", layer.Window.Pad, layer.Window.Pad, layer.Window.Pad, layer.Window.Pad),
    ];

    // Weights of each output from -127 to 127, and biases in the scale of the products.
    private (string W, string B) Quantised(ModelLayer layer, string name, long[] shape, float scale)
    {
        int each = layer.Weights.Length / layer.Outputs;
        (float[] scales, float[] products) = (new float[layer.Outputs], new float[layer.Outputs]);
        (sbyte[] weights, int[] biases) = (new sbyte[layer.Weights.Length], new int[layer.Outputs]);
        for (int o = 0; o < layer.Outputs; o++)
        {
            ReadOnlySpan<float> own = layer.Weights.AsSpan(o * each, each);
            float largest = 1e-8f;
            foreach (float weight in own)
                largest = Math.Max(largest, Math.Abs(weight));
            scales[o] = largest / sbyte.MaxValue;
            products[o] = scales[o] * scale;
            for (int i = 0; i < each; i++)
                weights[(o * each) + i] = (sbyte)Math.Round(own[i] / scales[o]);
            biases[o] = (int)Math.Round(layer.Biases[o] / products[o]);
        }
        return (Dequantised($"{name}/w", weights, TensorProto.Types.DataType.Int8, scales, shape),
            Dequantised($"{name}/b", biases, TensorProto.Types.DataType.Int32, products, layer.Outputs));
    }

    private string Dequantised<T>(
        string name, T[] values, TensorProto.Types.DataType type, float[] scales, params long[] shape)
        where T : unmanaged
    {
        string zero = Tensor($"{name}/zero", new T[scales.Length], type, scales.Length);
        return Add("DequantizeLinear",
            [Tensor($"{name}/q", values, type, shape), Floats($"{name}/scale", scales, scales.Length), zero],
            name, Integer("axis", 0));
    }

    private string Requantised(string x, string name, float scale)
    {
        string s = Floats($"{name}/scale", [scale]);
        string zero = Tensor($"{name}/zero", new byte[1], TensorProto.Types.DataType.Uint8);
        string q = Add("QuantizeLinear", [x, s, zero], $"{name}/q8");
        return Add("DequantizeLinear", [q, s, zero], $"{name}/dq");
    }

    private string Add(string kind, string[] inputs, string output, params AttributeProto[] attributes)
    {
        NodeProto node = new() { OpType = kind, Name = output };
        node.Input.AddRange(inputs);
        node.Output.Add(output);
        node.Attribute.AddRange(attributes);
        _graph.Node.Add(node);
        return output;
    }

    private string Floats(string name, float[] values, params long[] shape) =>
        Tensor(name, values, TensorProto.Types.DataType.Float, shape);

    private string Tensor<T>(string name, T[] values, TensorProto.Types.DataType type, params long[] shape)
        where T : unmanaged
    {
        TensorProto tensor = new()
        {
            Name = name,
            DataType = (int)type,
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan())),
        };
        tensor.Dims.AddRange(shape);
        _graph.Initializer.Add(tensor);
        return name;
    }

    private static AttributeProto Integer(string name, long value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    private static AttributeProto Integers(string name, params long[] values)
    {
        AttributeProto attribute = new() { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.AddRange(values);
        return attribute;
    }

    private static ValueInfoProto Value(string name, long[] sizes)
    {
        TensorShapeProto shape = new();
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = "N" });
        shape.Dim.AddRange(sizes.Select(size => new TensorShapeProto.Types.Dimension { DimValue = size }));
        return new()
        {
            Name = name,
            Type = new()
            {
                TensorType = new() { ElemType = (int)TensorProto.Types.DataType.Float, Shape = shape },
            },
        };
    }
}
