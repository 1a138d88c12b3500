using Inkling.Neural;

namespace Inkling.Recognition.Synthesis;

/// <summary>Seen through frosted glass: blurred, neighbours exchanged, and blurred again.</summary>
internal static class GlassCorruption
{
    // The first severity of five: deviation 0.7, neighbours up to 1 to the left and above, twice over.
    private const int Farthest = 1, Rounds = 2;

    private static readonly Smoothing Blur = new(0.7);

    public static void Apply(ReadOnlySpan<byte> digit, Span<byte> to, ref RandomSequence random)
    {
        Span<float> levels = stackalloc float[Levels.Count];
        Levels.Load(digit, levels);
        Blur.Apply(levels);
        for (int round = 0; round < Rounds; round++)
            Exchange(levels, ref random);
        Blur.Apply(levels);
        Levels.Save(levels, to);
    }

    // From the lower right to the upper left, so that a level may wander far.
    private static void Exchange(Span<float> levels, ref RandomSequence random)
    {
        for (int y = Levels.Side - Farthest; y > Farthest; y--)
        {
            for (int x = Levels.Side - Farthest; x > Farthest; x--)
            {
                if (random.NextInt(2) == 0)
                    continue;
                int left = random.NextInt(2 * Farthest) - Farthest;
                int up = random.NextInt(2 * Farthest) - Farthest;
                int here = (y * Levels.Side) + x, there = ((y + up) * Levels.Side) + x + left;
                (levels[here], levels[there]) = (levels[there], levels[here]);
            }
        }
    }
}

/// <summary>Moved while the picture was taken: a pixel becomes the mean over a ray from it.</summary>
internal static class MotionCorruption
{
    // The first severity of five: 2 · 10 + 1 pixels, a deviation of 3, within 45° of level.
    private const int Length = 21;
    private const double Sigma = 3, MostDegrees = 45;

    private static readonly float[] Weights = HalfOfGaussian();

    public static void Apply(ReadOnlySpan<byte> digit, Span<byte> to, ref RandomSequence random) =>
        Apply(digit, to, MostDegrees * ((2 * random.NextDouble()) - 1));

    /// <summary>Along a ray that is turned by so many degrees from the right downwards.</summary>
    internal static void Apply(ReadOnlySpan<byte> digit, Span<byte> to, double degrees)
    {
        (double down, double right) = Math.SinCos(degrees * (Math.PI / 180));
        Span<float> sums = stackalloc float[Levels.Count];
        sums.Clear();
        for (int k = 0; k < Length; k++)
        {
            int shiftX = (int)Math.Ceiling((k * right) - 0.5), shiftY = (int)Math.Ceiling((k * down) - 0.5);
            for (int y = 0; y < Levels.Side; y++)
            {
                // Beyond the edge it goes on as at the edge.
                int row = Math.Clamp(y + shiftY, 0, Levels.Side - 1) * Levels.Side;
                for (int x = 0; x < Levels.Side; x++)
                {
                    int from = row + Math.Clamp(x + shiftX, 0, Levels.Side - 1);
                    sums[(y * Levels.Side) + x] += Weights[k] * digit[from];
                }
            }
        }
        for (int i = 0; i < to.Length; i++)
            to[i] = (byte)MathF.Round(Math.Min(sums[i], byte.MaxValue));
    }

    private static float[] HalfOfGaussian()
    {
        double[] weights =
            [.. Enumerable.Range(0, Length).Select(k => Math.Exp(-k * k / (2 * Sigma * Sigma)))];
        return [.. weights.Select(weight => (float)(weight / weights.Sum()))];
    }
}
