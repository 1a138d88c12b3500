using Inkling.Neural;
using Inkling.Neural.Layers;
using Inkling.Neural.Models;
using Inkling.Neural.Networks;
using static Inkling.Onnx.GraphBuilder;

namespace Inkling.Onnx;

/// <summary>
/// A network as nodes of ONNX. Pictures are [N, C, H, W] there and [N, H, W, C] here: weights are turned for
/// that, and a picture is turned before it becomes a vector.
/// </summary>
internal sealed class NetworkNodes
{
    private readonly GraphBuilder _graph;
    private readonly Network _network;
    private readonly string[] _outputs;
    private string _last;
    private Shape _picture;
    private bool _isVector;

    private NetworkNodes(GraphBuilder graph, Network network, string pixels)
    {
        (_graph, _network, _last) = (graph, network, pixels);
        _picture = new(1, Side, Side);
        _outputs = new string[network.Layers.Count];
    }

    private const int Side = 28;

    /// <summary>Adds a network's nodes.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="network">The network, which takes 28 × 28 pixels.</param>
    /// <param name="pixels">The name of the pixels, [N, 1, 28, 28].</param>
    /// <returns>The name of its scores, [N, Out].</returns>
    /// <exception cref="ModelException">It has a layer that ONNX has no word for.</exception>
    public static string Add(GraphBuilder graph, Network network, string pixels)
    {
        NetworkNodes nodes = new(graph, network, pixels);
        for (int layer = 0; layer < network.Layers.Count; layer++)
        {
            nodes.Add(layer);
            nodes._outputs[layer] = nodes._last;
        }
        nodes.BecomeVector();
        return nodes._last;
    }

    private void Add(int index)
    {
        Layer layer = _network.Layers[index];
        _last = layer switch
        {
            Convolution convolution => Convolve(index, convolution.Window, convolution.Output.Channels),
            DepthwiseConvolution depthwise => Convolve(index, depthwise.Window, depthwise.Output.Channels),
            Dense dense => Dense(index, dense.Output.Size),
            MaxPool pool => Pool("MaxPool", pool.Window),
            AveragePool pool => Pool("AveragePool", pool.Window),
            BatchNorm => Norm(index),
            Relu => _graph.Node("Relu", [_last]),
            Add add => _graph.Node("Add", [_last, _outputs[add.Source]]),
            Flatten => BecomeVector(),
            Dropout => _last,
            _ => throw new ModelException(
                $"layer {index + 1}, \"{layer.Text}\", can't be exported: ONNX has no operation for it."),
        };
        if (layer.Output.Height * layer.Output.Width > 1)
            _picture = layer.Output;
    }

    // [N, C, H, W] to [N, H · W · C], the order in which dense weights lie.
    private string BecomeVector()
    {
        if (_isVector)
            return _last;
        if (_picture.Channels > 1)
            _last = _graph.Node("Transpose", [_last], Integers("perm", 0, 2, 3, 1));
        _isVector = true;
        return _last = _graph.Node("Flatten", [_last], Integer("axis", 1));
    }

    private string Convolve(int index, Window window, int channels)
    {
        bool isDepthwise = _network.Layers[index] is DepthwiseConvolution;
        int inputs = isDepthwise ? 1 : window.Input.Channels;
        // [Out, H, W, C] to [Out, C, H, W].
        float[] ours = ValuesOf(index, ParameterKind.Weights), theirs = new float[ours.Length];
        for (int i = 0; i < ours.Length; i++)
        {
            (int unit, int own) = (i / (inputs * window.Pixels), i % (inputs * window.Pixels));
            theirs[((((unit * inputs) + (own % inputs)) * window.Pixels) + (own / inputs))] = ours[i];
        }
        return _graph.Node("Conv",
            [
                _last, _graph.Constant("weights", theirs, channels, inputs, window.Height, window.Width),
                _graph.Constant("biases", ValuesOf(index, ParameterKind.Biases), channels),
            ],
            Integers("kernel_shape", window.Height, window.Width),
            Integers("strides", window.StrideY, window.StrideX),
            Integers("pads", window.PaddingY, window.PaddingX, window.PaddingY, window.PaddingX),
            Integer("group", isDepthwise ? channels : 1));
    }

    private string Dense(int index, int units)
    {
        BecomeVector();
        float[] weights = ValuesOf(index, ParameterKind.Weights);
        return _graph.Node("Gemm",
            [
                _last, _graph.Constant("weights", weights, units, weights.Length / units),
                _graph.Constant("biases", ValuesOf(index, ParameterKind.Biases), units),
            ],
            Integer("transB", 1));
    }

    private string Pool(string operation, Window window) => _graph.Node(operation, [_last],
        Integers("kernel_shape", window.Height, window.Width),
        Integers("strides", window.StrideY, window.StrideX));

    private string Norm(int index) => _graph.Node("BatchNormalization",
        [
            _last,
            .. ((ParameterKind, string)[])
            [
                (ParameterKind.Scales, "scales"), (ParameterKind.Biases, "shifts"),
                (ParameterKind.Means, "means"), (ParameterKind.Variances, "variances"),
            ] switch
            {
                var kinds => kinds.Select(kind => _graph.Constant(
                    kind.Item2, ValuesOf(index, kind.Item1), _network.Layers[index].Output.Channels)),
            },
        ],
        Number("epsilon", (float)BatchNorm.Epsilon));

    private float[] ValuesOf(int layer, ParameterKind kind) => NumpyArray.Of(
        _network.Tensors.Single(tensor => tensor.Layer == layer && tensor.Definition.Kind == kind),
        _network.Parameters.Span).Values;
}
