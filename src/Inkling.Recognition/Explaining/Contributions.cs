using Inkling.Neural;
using Inkling.Neural.Layers;
using Inkling.Neural.Networks;

namespace Inkling.Recognition.Explaining;

/// <summary>
/// What each unit or map of one stage adds to the next, before its activation function. A layer of weights is
/// linear, z[p, o] = b[o] + Σₖ X[the k-th value that p sees] · V[k, o], so the mean of z over its pixels p
/// has one part for each earlier channel c, and these parts and the bias are all of it:
/// <code>
/// mean z[o] = b[o] + Σ_c part[c, o],   part[c, o] = Σₖ mean[k] · V[k, o] over the k of channel c,
///                                     mean[k]    = the mean over p of X[the k-th value that p sees]
/// </code>
/// A dense layer has one p, which sees all of X: its mean z is z, and a part is weight · activation. A batch
/// norm that was not folded away scales the parts. The residual connections are not shown.
/// </summary>
internal sealed class Contributions
{
    private readonly int _layer;
    private readonly Stage _from;
    private readonly Stage _to;
    private readonly Network _network;
    private readonly ParameterTensor _shape;
    private readonly int _offset;
    private readonly double[] _means;

    /// <summary>Between a stage of a number, which gave values [H, W, C], and the next.</summary>
    public Contributions(Network network, int layer, Stage from, IReadOnlyList<float> values, Stage to)
    {
        (_network, _layer, _from, _to) = (network, layer, from, to);
        NetworkTensor weights = network.Tensors.Single(
            tensor => tensor.Layer == to.Weights && tensor.Definition.Kind == ParameterKind.Weights);
        (_shape, _offset) = (weights.Definition, weights.Offset);
        _means = network.Layers[to.Weights] switch
        {
            Convolution convolution => MeansUnder(convolution.Window, values),
            DepthwiseConvolution depthwise => MeansUnder(depthwise.Window, values),
            _ => [.. values.Select(value => (double)value)],
        };
    }

    /// <summary>What goes into one unit or map of the later stage, zeros left out.</summary>
    public IEnumerable<UnitConnection> Into(int target)
    {
        // Channels may be other than the units behind them (scores as a map's pixels): nothing to draw.
        if (_network.Layers[_to.Weights].Output.Channels != _to.Shape.Channels)
            return [];
        double scale = ScaleOf(target);
        bool hasWeight = _means.Length == _from.Shape.Channels && _from.Shape.Height * _from.Shape.Width == 1;
        return Parts(target).Select((part, from) =>
        {
            float? weight = hasWeight ? (float)(scale * Weight(from, target)) : null;
            return new UnitConnection(_layer, from, target, weight, (float)(scale * part));
        }).Where(one => one.Contribution != 0);
    }

    private double[] Parts(int target)
    {
        int channels = _from.Shape.Channels;
        double[] parts = new double[channels];
        if (_network.Layers[_to.Weights] is DepthwiseConvolution)
        {
            for (int pixel = 0; pixel < _shape.Shape[0]; pixel++)
                parts[target] += _means[(pixel * channels) + target] * Weight(pixel, target);
            return parts;
        }
        for (int k = 0; k < _means.Length; k++)
            parts[k % channels] += _means[k] * Weight(k, target);
        return parts;
    }

    private double Weight(int row, int column) => _network.Parameters.Span[
        _offset + PanelMatrix.OffsetOf(row, column, _shape.Shape[0], _shape.Shape[1])];

    // What a norm makes of the layer's output. Up to a ReLU or an addition it is still that output: pools
    // only choose from it.
    private double ScaleOf(int target)
    {
        double scale = 1;
        for (int layer = _to.Weights + 1; layer <= _to.Last; layer++)
        {
            if (_network.Layers[layer] is Relu or Add or Flatten)
                break;
            if (_network.Layers[layer] is BatchNorm norm)
                scale *= norm.ForInference(ParametersOf(layer)).Scales[target];
        }
        return scale;
    }

    private ReadOnlySpan<float> ParametersOf(int layer)
    {
        NetworkTensor first = _network.Tensors.First(tensor => tensor.Layer == layer);
        int length = _network.Layers[layer].Parameters.Sum(tensor => tensor.Length);
        return _network.Parameters.Span.Slice(first.Offset, length);
    }

    // [Height · Width · C]: for each value under the window its mean over all the window's places.
    private static double[] MeansUnder(Window window, IReadOnlyList<float> values)
    {
        int channels = window.Input.Channels, rows = window.Input.Height, columns = window.Input.Width;
        double[] means = new double[window.Size];
        for (int position = 0; position < window.OutputPositions; position++)
        {
            int top = (position / window.OutputWidth * window.StrideY) - window.PaddingY;
            int left = (position % window.OutputWidth * window.StrideX) - window.PaddingX;
            for (int i = 0; i < window.Height * window.Width; i++)
            {
                int row = top + (i / window.Width), column = left + (i % window.Width);
                if (row < 0 || column < 0 || row >= rows || column >= columns)
                    continue;
                for (int c = 0; c < channels; c++)
                    means[(i * channels) + c] += values[(((row * columns) + column) * channels) + c];
            }
        }
        for (int k = 0; k < means.Length; k++)
            means[k] /= window.OutputPositions;
        return means;
    }
}
