using Inkling.Neural;

namespace Inkling.Recognition.Explaining;

/// <summary>
/// A layer's maps as pictures, as ink is kept: a level is a value's share of its map's largest, 255 at the most. It keeps no
/// values below 0, which no ReLU leaves: they are level 0.
/// </summary>
public sealed class FeatureMaps
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

    /// <summary>[C, H, W] levels, map after map, row by row: a value is level / 255 · the map's largest.</summary>
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
