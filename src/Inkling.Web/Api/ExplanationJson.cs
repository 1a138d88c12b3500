using System.ComponentModel;
using Inkling.Imaging.Preparation;
using Inkling.Recognition.Explaining;

namespace Inkling.Web.Api;

/// <summary>A reading and all that led to it. The keys are a contract: add, never rename.</summary>
internal sealed record ExplanationJson(
    ReadingJson Reading,
    [property: Description("The size of what was sent.")] SizeJson Picture,
    [property: Description("The steps on the way to what the network sees.")] IReadOnlyList<StepJson> Steps,
    [property: Description("[28 × 28] levels that the network sees, row by row, 255 ink.")]
    IReadOnlyList<int> Input,
    [property: Description("Where those lie in what was sent, in its pixels; null where there is no digit.")]
    FrameJson? Frame,
    [property: Description("Which pixels decided; null where there is no digit.")] OcclusionJson? Occlusion,
    [property: Description(
        "What each layer of weights gave, as the next one saw it, and last the ten scores.")]
    IReadOnlyList<LayerJson> Layers,
    [property: Description(
        "The strongest connections into the answer, and into the units or maps where those come from.")]
    IReadOnlyList<ConnectionJson> Connections,
    [property: Description("The output that occlusion and connections explain: a digit, or 10 for no digit; "
        + "null where there is no ink.")] int? Answer,
    [property: Description("Whose layers those are, where the answer is the mean of several readings; null "
        + "where one network answers by itself.")] DrawnNetworkJson? Drawn)
{
    // Decimals that can be seen: the rest would only make the answer longer.
    private const int Decimals = 5;

    public static ExplanationJson Of(DigitExplanation explanation, Drawing drawing) =>
        new(ReadingJson.Of(explanation.Reading.Enlarged(drawing.Reduction)), drawing.Sent,
            [.. explanation.Steps.Select(step =>
                StepJson.Of(step.Step, step.Picture, explanation.Digit, drawing.Reduction))],
            [.. explanation.Digit.Pixels.Select(level => (int)level)],
            explanation.Digit.Found ? Of(explanation.Digit.Frame, drawing) : null,
            explanation.Occlusion is { } occlusion ? OcclusionJson.Of(Rounded(occlusion.Falls)) : null,
            [.. explanation.Layers.Select(Of)],
            [.. explanation.Connections.Select(one =>
                new ConnectionJson(one.Layer, one.From, one.To, one.Weight, one.Contribution,
                    MathF.Round(one.Explains, Decimals), one.IsMain))],
            explanation.Answer,
            explanation.Drawn is { } drawn
                ? new(drawn.Number, drawn.Of, ReadingJson.Of(drawn.Reading))
                : null);

    private static FrameJson Of(PictureFrame frame, Drawing drawing)
    {
        double by = drawing.Reduction;
        return new(frame.Left * by, frame.Top * by, frame.Width * by, frame.Height * by);
    }

    private static LayerJson Of(LayerActivations layer) => layer.Maps is { } maps
        ? new(layer.Name, Rounded(maps.Means), new(maps.Shape.Height, maps.Shape.Width,
            Rounded(maps.Maxima), Convert.ToBase64String(maps.Levels.Span)))
        : new(layer.Name, Rounded(layer.Values), null);

    private static float[] Rounded(IReadOnlyList<float> values) =>
        [.. values.Select(value => MathF.Round(value, Decimals))];
}

/// <summary>A size in pixels.</summary>
internal sealed record SizeJson(int Width, int Height);

/// <summary>A rectangle in pixels and parts of them.</summary>
internal sealed record FrameJson(double Left, double Top, double Width, double Height);

/// <summary>One network of several, and what it reads by itself.</summary>
internal sealed record DrawnNetworkJson(
    [property: Description("Which, from 1 on.")] int Number,
    [property: Description("How many there are; 1 where one network reads each picture several times.")]
    int Of,
    [property: Description("What it reads by itself.")] ReadingJson Reading);

/// <summary>
/// How far the answer's share falls where each pixel is hidden. A digit's share is its probability ·
/// (1 − noDigit).
/// </summary>
internal sealed record OcclusionJson(
    [property: Description("The side of a hidden patch, in pixels.")] int Patch,
    [property: Description("How far a patch is from the next.")] int Stride,
    [property: Description("[28 × 28] mean falls, row by row.")] IReadOnlyList<float> Falls)
{
    public static OcclusionJson Of(float[] falls) => new(Occlusion.Patch, Occlusion.Stride, falls);
}

/// <summary>What a layer gave.</summary>
internal sealed record LayerJson(
    [property: Description("convolution 1, depthwise 1, hidden 1 … output.")] string Name,
    [property: Description("One number a unit; of a layer of maps the mean of each map.")]
    IReadOnlyList<float> Activations,
    [property: Description("The maps of a convolution; null where the layer's units are no maps.")]
    MapsJson? Maps);

/// <summary>A layer's maps, as many as it has activations.</summary>
internal sealed record MapsJson(
    [property: Description("Rows of a map.")] int Height,
    [property: Description("Columns of a map.")] int Width,
    [property: Description("The largest value of each map; 0 where none is above 0.")]
    IReadOnlyList<float> Maxima,
    [property: Description("One byte a pixel in base64, map after map, row by row: a value is level / 255 · "
        + "its map's maximum; values below 0 are level 0.")] string Levels);

/// <summary>What a unit or map adds to one of the next layer.</summary>
internal sealed record ConnectionJson(
    [property: Description("The earlier one's layer, an index of layers.")] int Layer,
    [property: Description("The earlier unit or map.")] int From,
    [property: Description("The unit or map in the next layer.")] int To,
    [property: Description(
        "The weight between two units; null where maps are joined, between which there are many.")]
    float? Weight,
    [property: Description("A summand of the later unit's input or, where the later one is a map, of its "
        + "mean, before the activation function: of two units weight · activation.")] float Contribution,
    [property: Description("The share of the later one's sum, without its bias, that this and the stronger "
        + "ones make up together; above 1 or below 0 where others take away.")] float Explains,
    [property: Description("Whether it is one of the few to look at first: of those into the answer as many "
        + "of the strongest as explain 0.8.")] bool IsMain);
