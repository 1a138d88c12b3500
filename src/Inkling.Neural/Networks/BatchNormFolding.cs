using Inkling.Neural.Layers;

namespace Inkling.Neural.Networks;

/// <summary>
/// Folds batch norms into the weights before them, for inference: scale · (x·V + b) + shift =
/// x·(V · scale) + (b · scale + shift), output by output. A pool in between changes nothing: a mean is
/// linear, and a maximum stays the maximum where the scale is above 0.
/// </summary>
internal static class BatchNormFolding
{
    /// <summary>Returns an equivalent network without such batch norms; this one if it has none.</summary>
    public static Network Fold(this Network network)
    {
        bool[] folds = new bool[network.Layers.Count];
        bool isFolded = false;
        for (int layer = 0; layer < folds.Length; layer++)
            isFolded |= folds[layer] = IsFolded(network, layer);
        if (!isFolded)
            return network;
        int[] places = new int[folds.Length];
        List<Layer> layers = [];
        for (int layer = 0; layer < folds.Length; layer++)
        {
            Layer kept = network.Layers[layer];
            if (!folds[layer])
                layers.Add(kept is Add add ? new Add(add.Output, places[add.Source]) : kept);
            // A folded norm's output is the output of the layer before it.
            places[layer] = layers.Count - 1;
        }
        Network folded = new(layers);
        for (int layer = 0; layer < folds.Length; layer++)
        {
            if (folds[layer])
                Join(network, layer, folded, places[WeightsBefore(network, layer)!.Value]);
            else
                ParametersOf(network, layer).CopyTo(ParametersOf(folded, places[layer]));
        }
        return folded;
    }

    private static bool IsFolded(Network network, int layer) =>
        network.Layers[layer] is BatchNorm && WeightsBefore(network, layer) is { };

    // The layer of weights before a batch norm, or before its pool, if nothing else reads between them.
    private static int? WeightsBefore(Network network, int norm)
    {
        int layer = norm - 1;
        bool isPooled = layer > 0 && network.Layers[layer] switch
        {
            AveragePool => true,
            MaxPool => AreAboveZero(InferenceOf(network, norm).Scales),
            _ => false,
        };
        layer -= isPooled ? 1 : 0;
        return layer >= 0 && network.Layers[layer] is (Dense or Convolution or DepthwiseConvolution)
            && !network.IsResidual(layer) && !network.IsResidual(norm - 1)
            ? layer
            : null;
    }

    private static bool AreAboveZero(float[] scales)
    {
        bool areAbove = true;
        foreach (float scale in scales)
            areAbove &= scale > 0;
        return areAbove;
    }

    // The weights are [K, Out] in panels, and of a depthwise convolution too: a column is an output.
    private static void Join(Network network, int norm, Network folded, int layer)
    {
        (float[] scales, float[] shifts) = InferenceOf(network, norm);
        ParameterTensor weights = network.Layers[WeightsBefore(network, norm)!.Value].Parameters[0];
        Memory<float> parameters = ParametersOf(folded, layer);
        PanelMatrix v = new(parameters[..weights.Length], weights.Shape[0], weights.Shape[1]);
        for (int panel = 0; panel < v.Panels; panel++)
        {
            Matrix part = v.Panel(panel);
            ReadOnlySpan<float> own = scales.AsSpan(panel * PanelMatrix.PanelColumns, part.Columns);
            for (int row = 0; row < part.Rows; row++)
            {
                Span<float> values = part.Row(row);
                for (int column = 0; column < own.Length; column++)
                    values[column] *= own[column];
            }
        }
        Span<float> biases = parameters.Span[weights.Length..];
        for (int output = 0; output < biases.Length; output++)
            biases[output] = (biases[output] * scales[output]) + shifts[output];
    }

    private static (float[] Scales, float[] Shifts) InferenceOf(Network network, int norm) =>
        ((BatchNorm)network.Layers[norm]).ForInference(ParametersOf(network, norm).Span);

    private static Memory<float> ParametersOf(Network network, int layer)
    {
        int start = 0;
        for (int before = 0; before < layer; before++)
            start += network.Layers[before].ParameterCount;
        return network.Parameters.Slice(start, network.Layers[layer].ParameterCount);
    }
}
