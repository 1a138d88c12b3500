using System.Globalization;
using global::Onnx;
using Inkling.Neural.Networks;
using Inkling.Recognition.Models;

namespace Inkling.Onnx;

/// <summary>A model of digits from a graph.</summary>
internal static class GraphModel
{
    /// <summary>
    /// The model; normalisation of pixels that no model of Inkling states goes into its first weights.
    /// </summary>
    /// <exception cref="InvalidDataException">It is no chain of layers that Inkling has.</exception>
    /// <exception cref="ArgumentException">Its layers don't fit together, or it reads no digits.</exception>
    public static DigitModel Of(ModelProto model, OnnxPixels? pixels)
    {
        if (model.Graph is null)
            throw new InvalidDataException("has no graph");
        pixels ??= new();
        pixels.Check();
        Dictionary<string, string> metadata = model.MetadataProps
            .Where(one => one.Key.StartsWith(ModelGraph.Key, StringComparison.Ordinal))
            .DistinctBy(one => one.Key)
            .ToDictionary(one => one.Key[ModelGraph.Key.Length..], one => one.Value);
        bool isOurs = metadata.ContainsKey("networks");
        if (isOurs && !model.Graph.Node.Any(node => node.Output.Contains(ModelGraph.Scores)))
        {
            throw new InvalidDataException(
                $"holds {metadata["networks"]} networks, or one that reads shifted pictures too; one network "
                + "is read");
        }
        GraphReader graph = new(model.Graph, isOurs ? ModelGraph.Scores : null);
        // Ours take levels.
        (double slope, double offset) = graph.Input.Of(isOurs ? new OnnxPixels { Divisor = 1 } : pixels);
        Normalise(graph.Steps, Math.Sign(slope), offset);
        if (slope == 0 || !double.IsFinite(slope))
            throw new InvalidDataException("does not use its pixels");
        Network network = ChainStep.Build(graph.Steps);
        return new(network, new ModelMetadata
        {
            Network = $"{network}",
            PixelScale = (float)(1 / Math.Abs(slope)),
            Temperature = Number(metadata, "temperature"),
            ConfidenceThreshold = Number(metadata, "notSureBelow"),
            RejectionThreshold = Number(metadata, "noDigitFrom"),
        });
    }

    // x = sign · |slope| · level + offset. Inkling divides levels: sign and offset go into the first layer.
    private static void Normalise(IReadOnlyList<ChainStep> steps, int sign, double offset)
    {
        if (sign >= 0 && offset == 0)
            return;
        int first = 0;
        while (first < steps.Count && steps[first].Values.Count == 0 && steps[first].KeepsOffsets)
            first++;
        if (first == steps.Count
            || steps[first] is not { Values: [var weights, var biases], IsPadded: false })
        {
            throw new InvalidDataException("takes pixels whose paper is not 0 and pads them with 0, which "
                + "Inkling can't do: its first layer must be a convolution without padding, or dense");
        }
        int each = weights.Length / biases.Length;
        for (int unit = 0; unit < biases.Length; unit++)
        {
            double sum = 0;
            foreach (ref float weight in weights.AsSpan(unit * each, each))
            {
                sum += weight;
                weight *= sign;
            }
            biases[unit] += (float)(offset * sum);
        }
    }

    private static float? Number(Dictionary<string, string> metadata, string key) =>
        metadata.TryGetValue(key, out string? text)
            && float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float number)
                ? number
                : null;
}
