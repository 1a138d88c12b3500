using System.ComponentModel;
using Inkling.Recognition.Explaining;

namespace Inkling.Web.Api;

/// <summary>One step of learning. The keys are a contract: add, never rename.</summary>
internal sealed record LearningJson(
    [property: Description("What the drawing was said to be.")] int Label,
    [property: Description("The learning rate.")] float Rate,
    [property: Description("−ln p of the label.")] double Loss,
    [property: Description("The same after the step.")] double LossAfter,
    [property: Description("What the probabilities should be.")] IReadOnlyList<float> Target,
    [property: Description("The softmax of the scores, without the model's temperature.")]
    IReadOnlyList<float> Before,
    [property: Description("The same after the step.")] IReadOnlyList<float> After,
    [property: Description("One for each output.")] IReadOnlyList<float> Scores,
    [property: Description("The same after the step.")] IReadOnlyList<float> ScoresAfter,
    [property: Description("An explanation's layers, the output last.")] IReadOnlyList<LayerStepJson> Layers)
{
    public static LearningJson Of(LearningStep step, int label, float rate) => new(
        label, rate, step.Loss, step.LossAfter,
        [.. step.Scores.Select((_, output) => output == label ? 1f : 0)],
        step.Before, step.After, step.Scores, step.ScoresAfter, [.. step.Layers.Select(LayerStepJson.Of)]);
}

/// <summary>What the step did in one layer of weights.</summary>
internal sealed record LayerStepJson(
    string Name,
    [property: Description("Its units, or its maps.")] int Channels,
    [property: Description("Rows of a map.")] int Height,
    [property: Description("Columns of a map.")] int Width,
    [property: Description("What each unit gave; of each map the mean.")] IReadOnlyList<float> Activations,
    [property: Description("The gradient by each bias, which is that by a unit's sum before its ReLU, or the "
        + "sum of these over a map's pixels.")] IReadOnlyList<float> Gradients,
    [property: Description("Weights and biases.")] int Parameters,
    [property: Description("The length of the gradient by all of these.")] double GradientNorm,
    [property: Description("How far the step moved all of these.")] double Change,
    [property: Description("The weights with the largest gradients.")]
    IReadOnlyList<WeightStepJson> Strongest)
{
    public static LayerStepJson Of(LayerStep step)
    {
        LayerActivations given = step.Activations;
        return new(given.Name, given.Shape.Channels, given.Shape.Height, given.Shape.Width,
            given.Maps?.Means ?? given.Values, step.Gradients, step.Parameters, step.GradientNorm,
            step.Change, [.. step.Strongest.Select(one => new WeightStepJson(
                one.From, one.Row, one.Column, one.To, one.Weight, one.Gradient, one.After))]);
    }
}

/// <summary>What the step did to one weight.</summary>
internal sealed record WeightStepJson(
    [property: Description("The unit or map of the layer before; 0 for the picture.")] int From,
    [property: Description("The weight's row in the window; of a dense layer in all that comes in.")] int Row,
    [property: Description("Its column.")] int Column,
    [property: Description("The unit or map that it leads to.")] int To,
    float Weight, float Gradient,
    [property: Description("The weight after the step: weight − rate · gradient.")] float After);
