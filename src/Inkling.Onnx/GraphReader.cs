using global::Onnx;
using Inkling.Neural.Networks;

namespace Inkling.Onnx;

/// <summary>
/// Follows a graph from its pixels to its scores, node by node, as a chain of layers. A chain may have
/// residual blocks, no other branches.
/// </summary>
internal sealed partial class GraphReader
{
    private readonly GraphConstants _constants;
    private readonly Dictionary<string, GraphValue> _values = [];
    private readonly List<ChainStep> _steps = [];
    private readonly NetworkBuilder _shapes = new(GraphInput.Side, GraphInput.Side);
    private bool _isOver;

    /// <summary>Reads a graph up to what is named, or else up to its end.</summary>
    /// <exception cref="InvalidDataException">It is no chain of layers that Inkling has.</exception>
    public GraphReader(GraphProto graph, string? end)
    {
        _constants = new(graph);
        ValueInfoProto input = _constants.InputOf(graph);
        _values[input.Name] = GraphValue.OfInput(input);
        string last = input.Name;
        foreach (NodeProto node in graph.Node)
        {
            if (Read(node))
                last = node.Output[0];
            if (last == end)
                break;
        }
        GraphValue value = _values[last];
        if (!value.IsVector)
            value = Flatten(value);
        if (value.Picture is { } picture && picture.Height * picture.Width > 1 && !value.IsChannelsLast)
            throw new InvalidDataException("has scores that are a picture, which no layer of Inkling gives");
    }

    /// <summary>What the graph does to its input before the first layer.</summary>
    public GraphInput Input { get; } = new();

    /// <summary>The layers.</summary>
    public IReadOnlyList<ChainStep> Steps => _steps;

    // Whether the node is one of the chain.
    private bool Read(NodeProto node)
    {
        if (node.Input.All(name => name.Length == 0 || _constants.Knows(name)))
        {
            _constants.Compute(node);
            return false;
        }
        string from = node.Input.First(_values.ContainsKey);
        GraphValue value = _values[from];
        if (node.OpType == "Shape")
        {
            _constants.AddUnknown(node.Output[0]);
            return false;
        }
        if (_isOver && node.OpType is "ArgMax" or "Cast")
            return false;
        _values[node.Output[0]] = node.OpType switch
        {
            _ when _isOver && node.OpType != "Identity" => throw Unknown(node, "stands behind the scores"),
            "Conv" => Convolve(node, value),
            "Gemm" => Multiply(node, value, _constants.Floats(node, 1),
                node.IntegerOf("transB", 0) == 1, node.Input.Count > 2 ? _constants.Floats(node, 2) : null),
            "MatMul" => Multiply(node, value, _constants.Floats(node, 1), isTransposed: false, biases: null),
            "BatchNormalization" => Norm(node, value),
            "Relu" => Layer(value, ChainStep.Plain(one => one.Relu())),
            "MaxPool" => Pool(node, value, (one, height, width) => one.MaxPool(height, width)),
            "AveragePool" => Pool(node, value, (one, height, width) => one.AveragePool(height, width)),
            "GlobalAveragePool" => Layer(InOrder(node, value), ChainStep.Plain(
                one => one.AveragePool(value.Picture!.Value.Height, value.Picture.Value.Width))),
            "Flatten" => Flatten(value),
            "Reshape" or "Squeeze" => Reshape(value),
            "Transpose" => Turn(node, value),
            "Add" or "Sub" or "Mul" or "Div" => Combine(node, value),
            "Softmax" or "LogSoftmax" => End(value),
            "Identity" or "Dropout" or "Cast" => value,
            _ => throw Unknown(node, "is an operation that no layer of Inkling does"),
        };
        return true;
    }

    // Two values: a residual block ends. A value and a constant: biases, or what is done to the pixels.
    private GraphValue Combine(NodeProto node, GraphValue value)
    {
        GraphValue[] both = [.. node.Input.Where(_values.ContainsKey).Select(name => _values[name])];
        if (both.Length == 2)
        {
            GraphValue last = both[0].Step > both[1].Step ? both[0] : both[1];
            int source = Math.Min(both[0].Step, both[1].Step);
            if (node.OpType != "Add" || source < 0 || source == last.Step)
                throw Unknown(node, "joins two branches otherwise than a residual block does");
            RequireLast(last);
            _steps.Add(new(_ => { }, [], source));
            return last with { Step = _steps.Count - 1 };
        }
        bool isFirst = node.Input.Count > 1 && _values.ContainsKey(node.Input[0]);
        FloatTensor constant = _constants.Floats(node, isFirst ? 1 : 0);
        if (value.Step < 0 && constant.Values is [var number])
        {
            switch (node.OpType)
            {
                case "Add": Input.Add(number); break;
                case "Sub" when isFirst: Input.Add(-number); break;
                case "Sub": Input.Multiply(-1); Input.Add(number); break;
                case "Mul": Input.Multiply(number); break;
                case "Div" when isFirst: Input.Multiply(1.0 / number); break;
                default: throw Unknown(node, "divides by the pixels");
            }
            return value;
        }
        if (node.OpType == "Add" && value.Step >= 0 && value.Step == _steps.Count - 1
            && _steps[^1].Values is [_, var biases] && constant.Values.Length == biases.Length)
        {
            for (int i = 0; i < biases.Length; i++)
                biases[i] += constant.Values[i];
            return value;
        }
        throw Unknown(node, "works with a constant that is neither biases nor a scale of the pixels");
    }

    private GraphValue End(GraphValue value)
    {
        _isOver = true;
        return value;
    }

    private void RequireLast(GraphValue value)
    {
        if (value.Step != LastStep)
            throw new InvalidDataException("has branches that are no residual blocks");
    }

    private int LastStep => _steps.Count - 1;

    private static InvalidDataException Unknown(NodeProto node, string what) =>
        new($"its node \"{(node.Name.Length > 0 ? node.Name : node.Output[0])}\" ({node.OpType}) {what}");
}
