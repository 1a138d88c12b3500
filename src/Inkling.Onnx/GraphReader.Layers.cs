using global::Onnx;
using Inkling.Neural;
using Inkling.Neural.Networks;

namespace Inkling.Onnx;

// What each operation becomes: a step of the chain, or another view of the values that flow.
internal sealed partial class GraphReader
{
    private GraphValue Layer(GraphValue value, ChainStep step)
    {
        RequireLast(value);
        _steps.Add(step);
        step.AddTo(_shapes);
        return value with
        {
            Step = _steps.Count - 1,
            Picture = value.IsVector ? value.Picture : _shapes.Output,
        };
    }

    private GraphValue Convolve(NodeProto node, GraphValue value)
    {
        value = InOrder(node, value);
        Shape shape = value.Picture!.Value;
        FloatTensor weights = _constants.Floats(node, 1);
        if (weights.Shape.Count != 4 || node.IntegersOf("dilations").Any(one => one != 1))
            throw Unknown(node, "is no plain convolution of pictures");
        (int outputs, int inputs) = (weights.Shape[0], weights.Shape[1]);
        Window window = node.WindowOver(shape, weights.Shape[2], weights.Shape[3]);
        bool isDepthwise = inputs == 1 && shape.Channels > 1;
        long group = node.IntegerOf("group", 1);
        if (isDepthwise ? group != shape.Channels || outputs != shape.Channels : group != 1)
        {
            throw Unknown(node,
                $"has {group} groups: 1 or, with as many outputs, one for each channel are read");
        }
        float[] biases = node.Input.Count > 2 ? _constants.Floats(node, 2).Values : new float[outputs];
        float[] turned = weights.ByPixel(outputs, inputs, window.Pixels);
        return Layer(value, new(
            one => _ = isDepthwise
                ? one.Add(new Neural.Layers.DepthwiseConvolution(window))
                : one.Convolution(outputs, window),
            [turned, [.. biases]])
        { IsPadded = window.IsPadded });
    }

    private GraphValue Multiply(
        NodeProto node, GraphValue value, FloatTensor weights, bool isTransposed, FloatTensor? biases)
    {
        if (weights.Shape.Count != 2 || node.NumberOf("alpha", 1) != 1 || node.NumberOf("beta", 1) != 1
            || node.IntegerOf("transA", 0) != 0)
        {
            throw Unknown(node, "is no plain dense layer");
        }
        RequireLast(value);
        if (!value.IsVector)
            value = Flatten(value);
        int units = isTransposed ? weights.Shape[0] : weights.Shape[1];
        float[] byUnit = isTransposed ? weights.Values : weights.Transposed();
        int each = byUnit.Length / Math.Max(units, 1);
        if (each != _shapes.Output.Size)
        {
            throw Unknown(node,
                $"takes {each:N0} values, but the layer before gives {_shapes.Output.Size:N0}");
        }
        value = Layer(value, new(one => one.Dense(units),
            [value.ByPixel(byUnit, units), [.. biases?.Values ?? new float[units]]]));
        return value with { Picture = null };
    }

    private GraphValue Norm(NodeProto node, GraphValue value)
    {
        float[][] values =
            [.. Enumerable.Range(1, 4)
                .Select(input => value.ByPixel(_constants.Floats(node, input).Values, 1))];
        // Ours adds another ε to the variances.
        double more = node.NumberOf("epsilon", 1e-5f) - Neural.Layers.BatchNorm.Epsilon;
        values[3] = [.. values[3].Select(variance => (float)(variance + more))];
        return Layer(value.IsVector ? value : InOrder(node, value), new(one => one.BatchNorm(), values));
    }

    private GraphValue Pool(NodeProto node, GraphValue value, Action<NetworkBuilder, int, int> add)
    {
        value = InOrder(node, value);
        long[] kernel = node.IntegersOf("kernel_shape");
        bool isPlain = kernel.Length == 2 && node.IntegersOf("strides") is { Length: 2 } strides
            && strides.SequenceEqual(kernel) && node.IntegersOf("pads").All(one => one == 0)
            && node.IntegerOf("ceil_mode", 0) == 0;
        return isPlain
            ? Layer(value, ChainStep.Plain(one => add(one, (int)kernel[0], (int)kernel[1])))
            : throw Unknown(node, "is a pool whose windows overlap, leave gaps or reach outside");
    }

    private GraphValue Flatten(GraphValue value)
    {
        if (value.IsVector)
            return value;
        ChainStep flatten = ChainStep.Plain(one => one.Flatten()) with { KeepsOffsets = true };
        return Layer(value, flatten) with { IsVector = true, Picture = value.Picture };
    }

    // Pixels that come as a vector become a picture; a picture becomes a vector.
    private GraphValue Reshape(GraphValue value) => value switch
    {
        { Step: < 0, IsVector: true } => GraphValue.Pixels,
        { Step: < 0 } => value with { IsVector = true },
        _ => Flatten(value),
    };

    private static GraphValue Turn(NodeProto node, GraphValue value) => node.IntegersOf("perm") switch
    {
        [0, 2, 3, 1] when !value.IsVector => value with { IsChannelsLast = true },
        [0, 3, 1, 2] when !value.IsVector => value with { IsChannelsLast = false },
        _ => throw Unknown(node, "turns something else than channels to the end or back"),
    };

    private static GraphValue InOrder(NodeProto node, GraphValue value) =>
        value.IsVector ? throw Unknown(node, "takes pictures, and is given a vector")
            : value.IsChannelsLast && value.Picture!.Value.Channels > 1
                ? throw Unknown(node, "is given channels last")
                : value with { IsChannelsLast = false };
}
