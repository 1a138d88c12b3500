using System.ComponentModel;
using Inkling.Imaging;
using Inkling.Imaging.Preparation;
using Inkling.Recognition.Explaining;

namespace Inkling.Web.Api;

/// <summary>A reading and all that led to it. The keys are a contract: add, never rename.</summary>
internal sealed record ExplanationJson(
    ReadingJson Reading,
    [property: Description("The size of what was sent.")] SizeJson Picture,
    [property: Description("The steps on the way to what the network sees.")] IReadOnlyList<StepJson> Steps,
    [property: Description("[28 × 28] levels that the network sees, row by row, 255 ink.")] IReadOnlyList<int> Input,
    [property: Description("Where those lie in what was sent, in its pixels; null where there is no digit.")]
    FrameJson? Frame,
    [property: Description("Which pixels decided; null where there is no digit.")] OcclusionJson? Occlusion,
    [property: Description("Each hidden layer's activations, and last the ten scores.")] IReadOnlyList<LayerJson> Layers,
    [property: Description("The strongest connections into the winner, and into the units where those come from.")]
    IReadOnlyList<UnitConnection> Connections)
{
    // Decimals that can be seen: the rest would only make the answer longer.
    private const int Decimals = 5;

    public static ExplanationJson Of(DigitExplanation explanation, GreyImage picture)
    {
        bool found = explanation.Digit.Found;
        return new(
            ReadingJson.Of(explanation.Reading),
            new(picture.Width, picture.Height),
            [.. explanation.Steps.Select(step => StepJson.Of(step.Step, step.Picture, explanation.Digit))],
            [.. explanation.Digit.Pixels.Select(level => (int)level)],
            found ? FrameJson.Of(explanation.Digit.Frame) : null,
            explanation.Occlusion is { } occlusion ? OcclusionJson.Of(Rounded(occlusion.Falls)) : null,
            [.. explanation.Layers.Select(layer => new LayerJson(layer.Name, Rounded(layer.Values)))],
            explanation.Connections);
    }

    private static float[] Rounded(IReadOnlyList<float> values) =>
        [.. values.Select(value => MathF.Round(value, Decimals))];
}

/// <summary>A size in pixels.</summary>
internal sealed record SizeJson(int Width, int Height);

/// <summary>A rectangle in pixels and parts of them.</summary>
internal sealed record FrameJson(double Left, double Top, double Width, double Height)
{
    public static FrameJson Of(PictureFrame frame) => new(frame.Left, frame.Top, frame.Width, frame.Height);
}

/// <summary>How far the winner's probability falls where each pixel is hidden.</summary>
internal sealed record OcclusionJson(
    [property: Description("The side of a hidden patch, in pixels.")] int Patch,
    [property: Description("How far a patch is from the next.")] int Stride,
    [property: Description("[28 × 28] mean falls, row by row.")] IReadOnlyList<float> Falls)
{
    public static OcclusionJson Of(IReadOnlyList<float> falls) => new(
        Occlusion.Patch, Occlusion.Stride, falls);
}

/// <summary>What a layer gave.</summary>
internal sealed record LayerJson(string Name, IReadOnlyList<float> Activations);
