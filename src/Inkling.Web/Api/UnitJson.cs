using System.ComponentModel;
using Inkling.Neural;
using Inkling.Recognition.Explaining;

namespace Inkling.Web.Api;

/// <summary>How one unit or map comes about. The keys are a contract: add, never rename.</summary>
internal sealed record UnitJson(
    [property: Description("The layer, an index of an explanation's layers.")] int Layer,
    [property: Description("The unit or map.")] int Unit,
    [property: Description("The layer's name.")] string Name,
    [property: Description("convolution, depthwise or dense.")] string Kind,
    [property: Description("What the window slides over.")] UnitInputJson Input,
    [property: Description("The window; of a dense layer all of the input.")] WindowJson Window,
    [property: Description("Channel after channel, row by row of the window.")] IReadOnlyList<float> Weights,
    [property: Description("What is added to each sum of products.")] float Bias,
    [property: Description("The sum at each place of the window, bias and all, and what the later layers "
        + "make of it, up to the next weights.")] IReadOnlyList<UnitStepJson> Steps)
{
    public static UnitJson Of(UnitArithmetic unit, int layer, int number) => new(
        layer, number, unit.Name, unit.Kind,
        new(unit.Input.Name, layer > 0 ? layer - 1 : null, unit.Input.Channel, unit.Input.Shape.Channels,
            unit.Input.Shape.Height, unit.Input.Shape.Width, unit.Input.Values),
        WindowJson.Of(unit.Window), unit.Weights, unit.Bias,
        [.. unit.Steps.Select(step => new UnitStepJson(step.Name, step.Height, step.Width,
            step.Window is { } window ? WindowJson.Of(window) : null, step.Values))]);
}

/// <summary>What a unit sees.</summary>
internal sealed record UnitInputJson(
    [property: Description("The layer that gave it, or picture.")] string Name,
    [property: Description("That layer's index; null for the picture.")] int? Layer,
    [property: Description("The one channel that a depthwise map sees; else null.")] int? Channel,
    int Channels, int Height, int Width,
    [property: Description("Channel after channel, row by row; pixels as the network takes them, 0 to 1.")]
    IReadOnlyList<float> Values);

/// <summary>A window that slides over rows and columns; what lies outside of them is 0.</summary>
internal sealed record WindowJson(
    int Height, int Width,
    [property: Description("Rows and columns from one place to the next.")] IReadOnlyList<int> Stride,
    [property: Description("Rows above and below, columns left and right of the input.")]
    IReadOnlyList<int> Padding)
{
    public static WindowJson Of(Window window) => new(
        window.Height, window.Width, [window.StrideY, window.StrideX], [window.PaddingY, window.PaddingX]);
}

/// <summary>What a layer makes of a unit or map.</summary>
internal sealed record UnitStepJson(
    [property: Description("sum, max pool, average pool, ReLU, norm or addition.")] string Name,
    int Height, int Width,
    [property: Description("A pool's window; else null.")] WindowJson? Window,
    [property: Description("Row by row.")] IReadOnlyList<float> Values);
