namespace Inkling.Recognition.Synthesis;

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

    /// <summary>Blurs levels [28 × 28] in place. Beyond the edge it goes on as at the edge, or is 0.</summary>
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
