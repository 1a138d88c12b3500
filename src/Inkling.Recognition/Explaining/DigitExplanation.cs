using Inkling.Imaging;
using Inkling.Imaging.Preparation;
using Inkling.Neural;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Explaining;

/// <summary>A reading, and all that led to it.</summary>
/// <param name="Reading">What was read.</param>
/// <param name="Digit">The 28 × 28 pixels that the network saw, and the facts of their preparation.</param>
/// <param name="Steps">What each step of the preparation left.</param>
/// <param name="Occlusion">Which pixels decided; none where there is no digit.</param>
/// <param name="Layers">What each layer of weights gave, and last the scores; empty without a digit.</param>
/// <param name="Connections">The strongest into the answer and so on back, the last layer's first.</param>
internal sealed record DigitExplanation(
    DigitReading Reading, PreparedDigit Digit, IReadOnlyList<(PreparationStep Step, GreyImage Picture)> Steps,
    Occlusion? Occlusion, IReadOnlyList<LayerActivations> Layers, IReadOnlyList<UnitConnection> Connections)
{
    /// <summary>The output that is explained, 0 to 9, or 10 for "no digit"; null without ink.</summary>
    public int? Answer { get; init; }

    /// <summary>Whose layers they are, where the answer is the mean of several readings.</summary>
    public DrawnNetwork? Drawn { get; init; }
}

/// <summary>The network whose layers are drawn, one of those that the answer is the mean of.</summary>
/// <param name="Number">Which, from 1 on.</param>
/// <param name="Of">How many there are; one that reads each picture several times is alone.</param>
/// <param name="Reading">What it reads by itself, calibrated as the whole model is.</param>
internal sealed record DrawnNetwork(int Number, int Of, DigitReading Reading);

/// <summary>What a layer gave for one picture: one number a unit or one map a channel.</summary>
/// <param name="Name">"convolution 1", "depthwise 1", "hidden 1" … "output", numbered by kind.</param>
/// <param name="Shape">Channels, rows and columns of the maps; a vector has maps of 1 × 1.</param>
/// <param name="Values">[H, W, C] as the next layer of weights sees them; the output's are scores.</param>
internal sealed record LayerActivations(string Name, Shape Shape, IReadOnlyList<float> Values)
{
    /// <summary>The values map by map; none of a vector.</summary>
    public FeatureMaps? Maps { get; } = Shape.Height * Shape.Width > 1 ? FeatureMaps.Of(Shape, Values) : null;
}

/// <summary>
/// What one unit or map adds to the input of one of the next layer, or to the mean over its pixels.
/// <see cref="Contributions"/> has the formulas.
/// </summary>
/// <param name="Layer">The earlier unit's layer, an index of <see cref="DigitExplanation.Layers"/>.</param>
/// <param name="From">The earlier unit or map.</param>
/// <param name="To">The unit or map in the next layer.</param>
/// <param name="Weight">The weight between two units; none between maps, where there are many.</param>
/// <param name="Contribution">What the earlier one adds.</param>
internal readonly record struct UnitConnection(
    int Layer, int From, int To, float? Weight, float Contribution)
{
    /// <summary>
    /// The share of the later unit's sum, without its bias, that this and the stronger ones make up together.
    /// It is 1 with the last; before, it may be above 1 or below 0, because some take away.
    /// </summary>
    public float Explains { get; init; }

    /// <summary>Whether it is one of the few that are looked at first.</summary>
    public bool IsMain { get; init; }
}

/// <summary>
/// A layer's maps as pictures: a level is a value's share of its map's largest, 255 at the most, 0 below 0.
/// </summary>
internal sealed class FeatureMaps
{
    private readonly float[] _means, _maxima;
    private readonly byte[] _levels;

    private FeatureMaps(Shape shape)
    {
        Shape = shape;
        (_means, _maxima) = (new float[shape.Channels], new float[shape.Channels]);
        _levels = new byte[shape.Size];
    }

    /// <summary>How many maps, of how many rows and columns.</summary>
    public Shape Shape { get; }

    /// <summary>The mean over each map's pixels, values below 0 and all.</summary>
    public IReadOnlyList<float> Means => _means;

    /// <summary>Each map's largest value; 0 where none is above 0.</summary>
    public IReadOnlyList<float> Maxima => _maxima;

    /// <summary>[C, H, W] levels, map after map: a value is level / 255 · the map's largest.</summary>
    public ReadOnlyMemory<byte> Levels => _levels;

    /// <summary>The maps of values that lie [H, W, C].</summary>
    internal static FeatureMaps Of(Shape shape, IReadOnlyList<float> values)
    {
        FeatureMaps maps = new(shape);
        int pixels = shape.Height * shape.Width;
        for (int c = 0; c < shape.Channels; c++)
        {
            double sum = 0;
            float largest = 0;
            for (int p = 0; p < pixels; p++)
            {
                float value = values[(p * shape.Channels) + c];
                sum += value;
                largest = MathF.Max(largest, value);
            }
            maps._means[c] = (float)(sum / pixels);
            maps._maxima[c] = largest;
            for (int p = 0; p < pixels && largest > 0; p++)
            {
                float share = MathF.Max(0, values[(p * shape.Channels) + c]) / largest;
                maps._levels[(c * pixels) + p] = (byte)MathF.Round(255 * share);
            }
        }
        return maps;
    }
}
