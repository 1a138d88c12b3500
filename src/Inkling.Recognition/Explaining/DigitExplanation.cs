using Inkling.Imaging;
using Inkling.Imaging.Preparation;

namespace Inkling.Recognition.Explaining;

/// <summary>A reading, and all that led to it.</summary>
/// <param name="Reading">What was read.</param>
/// <param name="Digit">The 28 × 28 pixels that the network saw, and the facts of their preparation.</param>
/// <param name="Steps">What each step of the preparation left.</param>
/// <param name="Occlusion">Which pixels decided; none where there is no digit.</param>
/// <param name="Layers">What each hidden layer gave for this picture, and last the ten scores; empty where there is no
/// digit.</param>
/// <param name="Connections">The strongest connections into the winner, and from the layers before into those units, the
/// last layer's first.</param>
public sealed record DigitExplanation(
    DigitReading Reading,
    PreparedDigit Digit,
    IReadOnlyList<(PreparationStep Step, GreyImage Picture)> Steps,
    Occlusion? Occlusion,
    IReadOnlyList<LayerActivations> Layers,
    IReadOnlyList<UnitConnection> Connections);

/// <summary>What a layer gave for one picture.</summary>
/// <param name="Name">"hidden 1", "hidden 2" … "output".</param>
/// <param name="Values">One number a unit, after the activation function; the output's are scores, before softmax.</param>
public sealed record LayerActivations(string Name, IReadOnlyList<float> Values);

/// <summary>One weight at work: contribution = weight · activation, a summand of the later unit's input.</summary>
/// <param name="Layer">The earlier unit's layer, an index of <see cref="DigitExplanation.Layers"/>.</param>
/// <param name="From">The earlier unit.</param>
/// <param name="To">The unit in the next layer.</param>
/// <param name="Weight">The weight between them.</param>
/// <param name="Contribution">Weight times the earlier unit's activation.</param>
public readonly record struct UnitConnection(int Layer, int From, int To, float Weight, float Contribution);
