using Inkling.Neural.Layers;

namespace Inkling.Neural;

/// <summary>
/// Makes a network for reading of one that learnt: a batch norm behind a layer of weights becomes part of them, because
/// scale · (x·V + b) + shift = x·(V · scale) + (b · scale + shift), output by output.
/// </summary>
public static class NetworkFolding
{
    /// <summary>A network that reads as this one does, without those batch norms; this one, where there is none.</summary>
    public static Network Fold(this Network network)
    {
        bool[] folds = [.. Enumerable.Range(0, network.Layers.Count).Select(layer => IsFolded(network, layer))];
        if (!folds.Contains(true))
            return network;
        int[] places = new int[folds.Length];
        List<Layer> layers = [];
        for (int layer = 0; layer < folds.Length; layer++)
        {
            // A folded norm's output is that of the layer before it.
            if (!folds[layer])
                layers.Add(network.Layers[layer] is Add add ? new Add(add.Output, places[add.Source]) : network.Layers[layer]);
            places[layer] = layers.Count - 1;
        }
        Network folded = new(layers);
        for (int layer = 0; layer < folds.Length; layer++)
        {
            if (folds[layer])
                Join(network, layer, folded, places[layer]);
            else
                ParametersOf(network, layer).CopyTo(ParametersOf(folded, places[layer]));
        }
        return folded;
    }

    private static bool IsFolded(Network network, int layer) =>
        layer > 0 && network.Layers[layer] is BatchNorm
        && network.Layers[layer - 1] is Dense or Convolution or DepthwiseConvolution
        && !network.Layers.Any(other => other is Add add && add.Source == layer - 1);

    // The weights are [K, Out] in panels, and of a depthwise convolution too: a column is an output.
    private static void Join(Network network, int norm, Network folded, int layer)
    {
        BatchNorm batchNorm = (BatchNorm)network.Layers[norm];
        (float[] scales, float[] shifts) = batchNorm.WhileReading(ParametersOf(network, norm).Span);
        ParameterTensor weights = network.Layers[norm - 1].Parameters[0];
        Memory<float> parameters = ParametersOf(folded, layer);
        PanelMatrix v = new(parameters[..weights.Length], weights.Shape[0], weights.Shape[1]);
        for (int panel = 0; panel < PanelMatrix.PanelsOf(v.Columns); panel++)
        {
            Matrix part = v.Panel(panel);
            for (int row = 0; row < part.Rows; row++)
            {
                for (int column = 0; column < part.Columns; column++)
                    part.Row(row)[column] *= scales[(panel * PanelMatrix.PanelColumns) + column];
            }
        }
        Span<float> biases = parameters.Span[weights.Length..];
        for (int output = 0; output < biases.Length; output++)
            biases[output] = (biases[output] * scales[output]) + shifts[output];
    }

    private static Memory<float> ParametersOf(Network network, int layer)
    {
        int start = network.Tensors.Where(tensor => tensor.Layer < layer).Sum(tensor => tensor.Length);
        return network.Parameters.Slice(start, network.Layers[layer].Parameters.Sum(tensor => tensor.Length));
    }
}
