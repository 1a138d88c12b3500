using Inkling.Neural;
using Inkling.Neural.Layers;
using Inkling.Neural.Models;
using Inkling.Neural.Networks;

namespace Inkling.Recognition.Explaining;

/// <summary>
/// How one unit or map of a layer of weights comes about, in the engine's own numbers. At each place (y, x)
/// of its window over the input
/// <code>
/// sum[y, x] = bias + Σ_{c, i, j} input[c, y·stride + i − padding, x·stride + j − padding] · weights[c, i, j]
/// </code>
/// where what lies outside the input is 0. The later steps are the layers up to the next weights.
/// </summary>
/// <param name="Name">The layer: "convolution 2".</param>
/// <param name="Kind">"convolution", "depthwise" or "dense".</param>
/// <param name="Input">What the window slides over.</param>
/// <param name="Window">The window; of a dense layer all of the input.</param>
/// <param name="Weights">[C, H, W] of the window.</param>
/// <param name="Bias">What is added to the sum of the products.</param>
/// <param name="Steps">The sum, and what each later layer makes of it.</param>
internal sealed record UnitArithmetic(
    string Name, string Kind, UnitInput Input, Window Window, IReadOnlyList<float> Weights, float Bias,
    IReadOnlyList<UnitStep> Steps)
{
    /// <summary>The arithmetic of one unit or map.</summary>
    /// <param name="stages">The network's stages.</param>
    /// <param name="network">The network.</param>
    /// <param name="outputs">What its layers give for a picture.</param>
    /// <param name="stage">Which of the stages.</param>
    /// <param name="unit">Which of its units or maps.</param>
    /// <exception cref="ArgumentException">There is no such stage or unit.</exception>
    public static UnitArithmetic Of(
        IReadOnlyList<Stage> stages, Network network, Layerwise outputs, int stage, int unit)
    {
        Stage asked = Find(stages, network, stage, unit);
        Layer layer = network.Layers[asked.Weights];
        bool isDepthwise = layer is DepthwiseConvolution;
        UnitInput input = InputOf(stages, network, outputs, stage, isDepthwise ? unit : null);
        (string kind, Window window) = layer switch
        {
            Convolution convolution => ("convolution", convolution.Window),
            DepthwiseConvolution depthwise => ("depthwise", depthwise.Window),
            _ => ("dense", new Window(input.Shape, input.Shape.Height, input.Shape.Width)),
        };
        float[] weights = isDepthwise
            ? [.. ValuesOf(network, asked.Weights, ParameterKind.Weights, unit, window.Pixels)]
            : ByChannel(ValuesOf(network, asked.Weights, ParameterKind.Weights, unit, window.Size),
                new(input.Shape.Channels, window.Height, window.Width));
        return new(asked.Name, kind, input, window, weights,
            ValuesOf(network, asked.Weights, ParameterKind.Biases, unit, 1)[0],
            [.. StepsOf(network, outputs, asked, unit)]);
    }

    private static Stage Find(IReadOnlyList<Stage> stages, Network network, int stage, int unit)
    {
        if (stage < 0 || stage >= stages.Count)
            throw new ArgumentException($"there is no layer {stage}: they are 0 to {stages.Count - 1}");
        Stage found = stages[stage];
        if (unit < 0 || unit >= found.Shape.Channels)
        {
            throw new ArgumentException(
                $"{found.Name} has no unit {unit}: they are 0 to {found.Shape.Channels - 1}");
        }
        // Scores that are a map's pixels are no map's.
        return network.Layers[found.Weights].Output.Channels == found.Shape.Channels
            ? found
            : throw new ArgumentException($"{found.Name} has units that several weights make together");
    }

    private static UnitInput InputOf(
        IReadOnlyList<Stage> stages, Network network, Layerwise outputs, int stage, int? channel)
    {
        int weights = stages[stage].Weights;
        string name = stage > 0 ? stages[stage - 1].Name : "picture";
        Shape shape = Stage.InputOf(network, stages, stage);
        float[] values = ByChannel(weights == 0 ? outputs.Input : outputs.OutputOf(weights - 1), shape);
        return channel is { } own
            ? new(name, shape with { Channels = 1 }, own, MapOf(values, shape, own))
            : new(name, shape, null, values);
    }

    private static IEnumerable<UnitStep> StepsOf(Network network, Layerwise outputs, Stage stage, int unit)
    {
        for (int i = stage.Weights; i <= stage.Last; i++)
        {
            if (outputs.PassesOn(i))
                continue;
            Layer layer = network.Layers[i];
            (string name, Window? window) = layer switch
            {
                _ when i == stage.Weights => ("sum", (Window?)null),
                MaxPool pool => ("max pool", pool.Window),
                AveragePool pool => ("average pool", pool.Window),
                Relu => ("ReLU", null),
                BatchNorm => ("norm", null),
                Add => ("addition", null),
                _ => (layer.Text, null),
            };
            Shape shape = layer.Output;
            yield return new(name, shape.Height, shape.Width, window,
                MapOf(ByChannel(outputs.OutputOf(i), shape), shape, unit));
        }
    }

    // Of one unit, in the order of its window: [H, W, C].
    private static float[] ValuesOf(Network network, int layer, ParameterKind kind, int unit, int count)
    {
        NetworkTensor tensor = network.Tensors.Single(
            one => one.Layer == layer && one.Definition.Kind == kind);
        return NumpyArray.Of(tensor, network.Parameters.Span).Values[(unit * count)..((unit + 1) * count)];
    }

    // [H, W, C] as [C, H, W].
    private static float[] ByChannel(float[] values, Shape shape)
    {
        int pixels = shape.Height * shape.Width;
        float[] turned = new float[values.Length];
        for (int p = 0; p < pixels; p++)
        {
            for (int c = 0; c < shape.Channels; c++)
                turned[(c * pixels) + p] = values[(p * shape.Channels) + c];
        }
        return turned;
    }

    private static float[] MapOf(float[] values, Shape shape, int channel)
    {
        int pixels = shape.Height * shape.Width;
        return values[(channel * pixels)..((channel + 1) * pixels)];
    }
}

/// <summary>What a unit's window slides over.</summary>
/// <param name="Name">The layer that gave it, or "picture".</param>
/// <param name="Shape">Channels, rows and columns.</param>
/// <param name="Channel">The one channel that a map of a depthwise convolution sees; else null.</param>
/// <param name="Values">[C, H, W].</param>
internal sealed record UnitInput(string Name, Shape Shape, int? Channel, IReadOnlyList<float> Values);

/// <summary>What a layer makes of one unit or map.</summary>
/// <param name="Name">"sum", "max pool", "ReLU" …</param>
/// <param name="Height">Rows of the map; 1 of a unit.</param>
/// <param name="Width">Columns of the map; 1 of a unit.</param>
/// <param name="Window">A pool's window; else null.</param>
/// <param name="Values">[H, W].</param>
internal sealed record UnitStep(
    string Name, int Height, int Width, Window? Window, IReadOnlyList<float> Values);
