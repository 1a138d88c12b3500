using Inkling.Neural;
using Inkling.Recognition.Data;

namespace Inkling.Recognition.Synthesis;

/// <summary>Pictures as numbers of 0 paper to 1 ink, [28 × 28] row by row, from bytes and back.</summary>
internal static class Levels
{
    public const int Side = DigitSet.Side;

    /// <summary>A buffer on the stack has this length.</summary>
    public const int Count = DigitSet.PixelCount;

    /// <summary>levels = digit / 255.</summary>
    public static void Load(ReadOnlySpan<byte> digit, Span<float> levels)
    {
        for (int i = 0; i < digit.Length; i++)
            levels[i] = digit[i] / 255f;
    }

    /// <summary>to = 255 · levels, rounded, levels held within 0 and 1.</summary>
    public static void Save(ReadOnlySpan<float> levels, Span<byte> to)
    {
        for (int i = 0; i < to.Length; i++)
            to[i] = ToByte(levels[i]);
    }

    /// <summary>255 · level, rounded.</summary>
    public static byte ToByte(float level) => (byte)MathF.Round(255 * Math.Clamp(level, 0, 1));

    /// <summary>−1 or 1, each as likely.</summary>
    public static int Sign(ref RandomSequence random) => (2 * random.NextInt(2)) - 1;
}

/// <summary>A Gaussian blur out to four deviations, once across and once down.</summary>
internal sealed class Smoothing
{
    private const double Reach = 4; // deviations; what lies farther weighs less than 1 in 10,000

    private readonly float[] _weights; // [radius + 1], from the middle outwards

    /// <summary>A blur of a deviation in pixels.</summary>
    public Smoothing(double sigma)
    {
        int radius = (int)((Reach * sigma) + 0.5);
        double[] weights =
            [.. Enumerable.Range(0, radius + 1).Select(i => Math.Exp(-0.5 * i * i / (sigma * sigma)))];
        double sum = (2 * weights.Sum()) - weights[0];
        _weights = [.. weights.Select(weight => (float)(weight / sum))];
    }

    /// <summary>Blurs levels [28 × 28] in place. Outside it goes on as at the edge, or is 0.</summary>
    public void Apply(Span<float> levels, bool zeroOutside = false)
    {
        Span<float> between = stackalloc float[Levels.Count];
        Pass(levels, between, along: 1, across: Levels.Side, zeroOutside);
        Pass(between, levels, along: Levels.Side, across: 1, zeroOutside);
    }

    private void Pass(ReadOnlySpan<float> from, Span<float> to, int along, int across, bool zeroOutside)
    {
        for (int line = 0; line < Levels.Side; line++)
        {
            for (int i = 0; i < Levels.Side; i++)
            {
                int start = line * across;
                float sum = _weights[0] * from[start + (i * along)];
                for (int k = 1; k < _weights.Length; k++)
                    sum += _weights[k] * (At(from, start, i - k) + At(from, start, i + k));
                to[start + (i * along)] = sum;
            }
        }

        float At(ReadOnlySpan<float> values, int start, int i) => zeroOutside && (uint)i >= Levels.Side
            ? 0
            : values[start + (Math.Clamp(i, 0, Levels.Side - 1) * along)];
    }
}
