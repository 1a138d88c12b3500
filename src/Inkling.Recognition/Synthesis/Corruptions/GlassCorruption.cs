using Inkling.Neural;

namespace Inkling.Recognition.Synthesis;

/// <summary>Seen through frosted glass: blurred, pixels exchanged with their neighbours, and blurred again.</summary>
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

    // From the lower right to the upper left, so that a level may wander far; the first rows and columns only receive.
    private static void Exchange(Span<float> levels, ref RandomSequence random)
    {
        for (int y = Levels.Side - Farthest; y > Farthest; y--)
        {
            for (int x = Levels.Side - Farthest; x > Farthest; x--)
            {
                if (random.NextInt(2) == 0)
                    continue;
                int left = random.NextInt(2 * Farthest) - Farthest, up = random.NextInt(2 * Farthest) - Farthest;
                int here = (y * Levels.Side) + x, there = ((y + up) * Levels.Side) + x + left;
                (levels[here], levels[there]) = (levels[there], levels[here]);
            }
        }
    }
}
