using System.Globalization;
using global::Onnx;
using Inkling.Neural.Models;
using Inkling.Neural.Networks;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;
using static Inkling.Onnx.GraphBuilder;

namespace Inkling.Onnx;

/// <summary>
/// A model of digits as one graph: normalisation, all networks and all their shifted readings, their mean,
/// temperature and "no digit". The preparation of pictures is not in it.
/// <code>
/// pixels [N, 1, 28, 28] · 1/scale → networks → softmax → mean p → probabilities q [N, 10], noDigit [N]
/// </code>
/// </summary>
internal static class ModelGraph
{
    /// <summary>The version of ONNX's operations that the graph asks for.</summary>
    public const int Opset = 13;

    /// <summary>What the scores of the only network are called.</summary>
    public const string Scores = "scores";

    /// <summary>What the keys of a model's own metadata begin with.</summary>
    public const string Key = "inkling.";

    private const int IrVersion = 7;
    private const string Pixels = "pixels", Probabilities = "probabilities", NoDigit = "noDigit";

    // Below it a float has lost most of its digits; and the logarithm of 0 is none.
    private const float Least = 1.1754944e-38f;

    /// <summary>The graph of a model.</summary>
    /// <exception cref="ModelException">It has a layer that ONNX has no operation for.</exception>
    public static ModelProto Of(DigitModel model)
    {
        GraphBuilder graph = new("inkling");
        graph.Graph.DocString = "Reads a handwritten digit of 28 × 28 pixels: light ink on black, levels 0 "
            + "to 255, 20 pixels on the longer side, the centre of mass in the middle. Preparation of "
            + "pictures is not in this graph.";
        graph.Graph.Input.Add(Floats(Pixels, "Levels of grey, 0 to 255, 255 ink.", -1, 1, DigitSet.Side,
            DigitSet.Side));
        string scaled = graph.Node("Mul", [Pixels, graph.Constant("scale", [1 / model.PixelScale], 1)]);
        string[] scores =
        [
            .. from pixels in Shifted(graph, scaled, model.Shift)
               from network in model.Readings
               select NetworkNodes.Add(graph, network, pixels),
        ];
        string digits = model.KnowsNoDigit || scores.Length > 1
            ? Together(graph, model, scores)
            : Tempered(graph, scores[0], model.Calibration.Temperature);
        graph.Rename(digits, Probabilities);
        if (scores.Length == 1)
            NameScores(graph, scores[0]);
        graph.Graph.Output.Add(Floats(
            Probabilities, "Of each digit, were it one; they sum to 1.", -1, DigitSet.Classes));
        if (model.KnowsNoDigit)
            graph.Graph.Output.Add(Floats(NoDigit, "The probability that it is no digit.", -1, 1));
        ModelProto proto = new()
        {
            IrVersion = IrVersion,
            ProducerName = "Inkling",
            ProducerVersion = typeof(ModelGraph).Assembly.GetName().Version?.ToString(3) ?? "",
            Graph = graph.Graph,
        };
        proto.OpsetImport.Add(new OperatorSetIdProto { Version = Opset });
        foreach ((string key, string value) in MetadataOf(model))
            proto.MetadataProps.Add(new StringStringEntryProto { Key = Key + key, Value = value });
        return proto;
    }

    // Where it is, and a pixel or more to each side, with paper from outside.
    private static IEnumerable<string> Shifted(GraphBuilder graph, string pixels, int shift)
    {
        yield return pixels;
        foreach ((int down, int across) in shift == 0 ? [] : ((int, int)[])[(0, 1), (0, -1), (1, 0), (-1, 0)])
        {
            (int y, int x) = (down * shift, across * shift);
            string padded = graph.Node("Pad",
            [
                pixels,
                graph.Constant("pads",
                    0L, 0, Math.Max(0, y), Math.Max(0, x), 0, 0, Math.Max(0, -y), Math.Max(0, -x)),
            ]);
            (long top, long left) = (Math.Max(0, -y), Math.Max(0, -x));
            yield return Slice(
                graph, padded, [top, left], [top + DigitSet.Side, left + DigitSet.Side], [2, 3]);
        }
    }

    // The mean of all readings' probabilities, tempered once; of one network that is its scores, tempered.
    private static string Together(GraphBuilder graph, DigitModel model, string[] scores)
    {
        string[] each = [.. scores.Select(one => graph.Node("Softmax", [one], Integer("axis", 1)))];
        string mean = each.Length == 1 ? each[0] : graph.Node("Mean", each);
        if (model.KnowsNoDigit)
            graph.Rename(Slice(graph, mean, [DigitSet.NoDigit], [DigitSet.NoDigit + 1], [1]), NoDigit);
        string from = scores.Length == 1
            ? scores[0]
            : graph.Node("Log", [graph.Node("Max", [mean, graph.Constant("least", [Least], 1)])]);
        string digits = model.KnowsNoDigit ? Slice(graph, from, [0], [DigitSet.Classes], [1]) : from;
        return Tempered(graph, digits, model.Calibration.Temperature);
    }

    private static string Tempered(GraphBuilder graph, string scores, float temperature) => graph.Node(
        "Softmax",
        [graph.Node("Div", [scores, graph.Constant("temperature", [temperature], 1)])], Integer("axis", 1));

    private static string Slice(GraphBuilder graph, string from, long[] starts, long[] ends, long[] axes) =>
        graph.Node("Slice",
        [
            from, graph.Constant("starts", starts), graph.Constant("ends", ends),
            graph.Constant("axes", axes),
        ]);

    private static void NameScores(GraphBuilder graph, string scores)
    {
        foreach (NodeProto node in graph.Graph.Node)
        {
            for (int i = 0; i < node.Input.Count; i++)
                node.Input[i] = node.Input[i] == scores ? Scores : node.Input[i];
        }
        graph.Rename(scores, Scores);
    }

    private static IEnumerable<(string Key, string Value)> MetadataOf(DigitModel model)
    {
        yield return ("network", model.Metadata.Network);
        yield return ("networks", Text(model.Networks.Count));
        yield return ("parameters", Text(model.Parameters));
        yield return ("pixelScale", Text(model.PixelScale));
        yield return ("temperature", Text(model.Calibration.Temperature));
        yield return ("notSureBelow", Text(model.Calibration.ConfidenceThreshold));
        yield return ("noDigitFrom", Text(model.Calibration.RejectionThreshold));
        yield return ("preparation", "not in the graph: light ink on black, 20 pixels on the longer side, "
            + "centred by its mass on 28 × 28");
    }

    private static string Text<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}
