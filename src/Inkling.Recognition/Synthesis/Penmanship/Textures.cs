using Inkling.Neural;
using Inkling.Recognition.Data;

namespace Inkling.Recognition.Synthesis;

/// <summary>Surfaces that preparation took for ink: grain, clouds, stripes, checks, filled shapes.</summary>
internal static class Textures
{
    private const int LongestSide = 20;

    /// <summary>Overwrites to [784] with one, in a box of at most 20 × 20.</summary>
    public static void Draw(ref RandomSequence random, Span<byte> to)
    {
        Span<byte> surface = stackalloc byte[DigitSet.PixelCount];
        int width = 6 + random.NextInt(LongestSide - 5), height = LongestSide;
        if (random.NextSingle() < 0.5f)
            (width, height) = (height, width);
        int left = (DigitSet.Side - width) / 2, top = (DigitSet.Side - height) / 2;
        surface.Clear();
        int kind = random.NextInt(5);
        float density = 0.1f + (0.8f * random.NextSingle()), angle = MathF.PI * random.NextSingle();
        float period = 2.5f + (5 * random.NextSingle()), phase = MathF.Tau * random.NextSingle();
        (float sin, float cos) = MathF.SinCos(angle);
        bool isRound = angle < MathF.PI / 2;
        float[] waves = Waves(ref random);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                float along = MathF.Sin((((x * cos) + (y * sin)) * MathF.Tau / period) + phase);
                float across = MathF.Sin((((y * cos) - (x * sin)) * MathF.Tau / period) + phase);
                float level = kind switch
                {
                    0 => random.NextSingle() < density ? 255 * random.NextSingle() : 0,
                    1 => 128 + (400 * Cloud(waves, x, y)),
                    2 => 128 + (300 * along),
                    3 => 128 + (300 * along * across),
                    _ when Filled(x, y, width, height, isRound) => 255 - (60 * random.NextSingle()),
                    _ => 0,
                };
                surface[((top + y) * DigitSet.Side) + left + x] = (byte)Math.Clamp(level, 0, 255);
            }
        }
        InkPage.Centre(surface, to);
    }

    private static bool Filled(int x, int y, int width, int height, bool round)
    {
        float fromMiddleX = ((2f * x) + 1 - width) / width, fromMiddleY = ((2f * y) + 1 - height) / height;
        return !round || (fromMiddleX * fromMiddleX) + (fromMiddleY * fromMiddleY) <= 1;
    }

    // A few waves of all directions, their sum within about ±1: x and y frequency and phase of each.
    private static float[] Waves(ref RandomSequence random)
    {
        float[] waves = new float[15];
        float fastest = 0.5f + random.NextSingle(); // radians a pixel, to either side
        for (int i = 0; i < waves.Length; i += 3)
        {
            waves[i] = fastest * (random.NextSingle() - 0.5f);
            waves[i + 1] = fastest * (random.NextSingle() - 0.5f);
            waves[i + 2] = MathF.Tau * random.NextSingle();
        }
        return waves;
    }

    private static float Cloud(float[] waves, int x, int y)
    {
        float sum = 0;
        for (int i = 0; i < waves.Length; i += 3)
            sum += MathF.Sin((waves[i] * x) + (waves[i + 1] * y) + waves[i + 2]);
        return sum / 3;
    }
}
