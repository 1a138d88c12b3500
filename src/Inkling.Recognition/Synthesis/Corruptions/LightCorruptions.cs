using System.Buffers;
using Inkling.Neural;

namespace Inkling.Recognition.Synthesis;

/// <summary>Levels that change by a rule, without chance.</summary>
internal static class LightCorruptions
{
    private const float Raise = 0.5f; // the fifth severity of five
    private const int StripeFrom = 7, StripeTo = 21; // columns that stay

    /// <summary>Every level is raised by half of white.</summary>
    public static void Brightness(ReadOnlySpan<byte> digit, Span<byte> to, ref RandomSequence random)
    {
        for (int i = 0; i < digit.Length; i++)
            to[i] = Levels.ToByte((digit[i] / 255f) + Raise);
    }

    /// <summary>The seven outer columns of each side become their negative, as in the paper's code.</summary>
    public static void Stripe(ReadOnlySpan<byte> digit, Span<byte> to, ref RandomSequence random)
    {
        for (int i = 0; i < digit.Length; i++)
            to[i] = (byte)(i % Levels.Side is >= StripeFrom and < StripeTo ? digit[i] : 255 - digit[i]);
    }
}

/// <summary>Mud: a dark grey drop, its edge smoothed, wherever smoothed noise is above a limit.</summary>
internal static class SpatterCorruption
{
    // The fourth severity of five.
    private const float Mean = 0.65f, Deviation = 0.3f, Limit = 0.65f;
    private const float Thinnest = 0.8f; // of a drop; what is thinner is none
    private const float Mud = 63 / 255f;

    private static readonly Smoothing Liquid = new(1), Edge = new(1.5);

    public static void Apply(ReadOnlySpan<byte> digit, Span<byte> to, ref RandomSequence random)
    {
        Span<float> drops = stackalloc float[Levels.Count];
        foreach (ref float value in drops)
            value = Mean + (Deviation * (float)random.NextNormal());
        Liquid.Apply(drops);
        foreach (ref float value in drops)
            value = value > Limit ? 1 : 0;
        Edge.Apply(drops);
        for (int i = 0; i < digit.Length; i++)
        {
            float drop = drops[i] < Thinnest ? 0 : drops[i];
            to[i] = Levels.ToByte((digit[i] / 255f * (1 - drop)) + (Mud * drop));
        }
    }
}

/// <summary>
/// Behind fog: a cloud of every size is added, three times as bright as ink, and the whole made darker again.
/// The cloud is a plasma fractal by the diamond-square algorithm (Fournier, Fussell &amp; Carpenter 1982),
/// which wraps around its edges.
/// </summary>
internal static class FogCorruption
{
    // The fifth severity of five.
    private const float Thickness = 3;
    private const double Decay = 1.4; // each level's numbers are smaller by its square

    // The picture is the upper left corner of the cloud: it holds parts of large clouds.
    private const int Map = 256, Mask = Map - 1;
    private const double FirstSpread = 100;

    public static void Apply(ReadOnlySpan<byte> digit, Span<byte> to, ref RandomSequence random)
    {
        float[] map = ArrayPool<float>.Shared.Rent(Map * Map);
        FillCloud(map.AsSpan(0, Map * Map), ref random);
        float brightest = 0;
        foreach (byte level in digit)
            brightest = Math.Max(brightest, level / 255f);
        for (int i = 0; i < digit.Length; i++)
        {
            float cloud = map[(i / Levels.Side * Map) + (i % Levels.Side)];
            float level = (digit[i] / 255f) + (Thickness * cloud);
            to[i] = Levels.ToByte(level * brightest / (brightest + Thickness));
        }
        ArrayPool<float>.Shared.Return(map);
    }

    // Heights, then brought to 0 … 1. Each finer level lies between: middles of squares, then of edges.
    private static void FillCloud(Span<float> map, ref RandomSequence random)
    {
        map[0] = 0;
        double spread = FirstSpread;
        for (int step = Map; step >= 2; step /= 2, spread /= Decay)
        {
            int half = step / 2;
            float height = (float)(spread * spread);
            for (int y = half; y < Map; y += step)
            {
                for (int x = half; x < Map; x += step)
                    map[At(x, y)] = Corners(map, x, y, half) + (height * Either(ref random));
            }
            for (int y = 0; y < Map; y += half)
            {
                for (int x = y % step == 0 ? half : 0; x < Map; x += step)
                    map[At(x, y)] = Sides(map, x, y, half) + (height * Either(ref random));
            }
        }
        Stretch(map);
    }

    private static float Corners(ReadOnlySpan<float> map, int x, int y, int half) =>
        (map[At(x - half, y - half)] + map[At(x + half, y - half)] + map[At(x - half, y + half)]
            + map[At(x + half, y + half)]) / 4;

    private static float Sides(ReadOnlySpan<float> map, int x, int y, int half) =>
        (map[At(x - half, y)] + map[At(x + half, y)] + map[At(x, y - half)] + map[At(x, y + half)]) / 4;

    private static int At(int x, int y) => ((y & Mask) * Map) + (x & Mask);

    private static float Either(ref RandomSequence random) => (2 * random.NextSingle()) - 1;

    private static void Stretch(Span<float> map)
    {
        float low = float.MaxValue, high = float.MinValue;
        foreach (float value in map)
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        for (int y = 0; y < Levels.Side; y++)
        {
            foreach (ref float value in map.Slice(y * Map, Levels.Side))
                value = (value - low) / (high - low);
        }
    }
}
