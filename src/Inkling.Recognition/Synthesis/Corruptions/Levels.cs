using Inkling.Neural;
using Inkling.Recognition.Data;

namespace Inkling.Recognition.Synthesis;

/// <summary>Pictures as numbers of 0 paper to 1 ink, [28 × 28] row by row, on their way from bytes and back.</summary>
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
