using Inkling.Neural;

namespace Inkling.Recognition.Synthesis;

/// <summary>Pixels that go wrong each on its own.</summary>
internal static class NoiseCorruptions
{
    private const float Photons = 3; // of full white; the fifth severity of five
    private const float ImpulseShare = 0.17f; // of all pixels; the fourth

    // Of the numbers below, half of the impulses are white.
    private const float WhiteShare = ImpulseShare / 2;

    /// <summary>Each level v becomes Poisson(3 v) / 3, as if few photons were counted.</summary>
    public static void Shot(ReadOnlySpan<byte> digit, Span<byte> to, ref RandomSequence random)
    {
        for (int i = 0; i < digit.Length; i++)
            to[i] = Levels.ToByte(Poisson(digit[i] / 255.0 * Photons, ref random) / Photons);
    }

    /// <summary>17 of 100 pixels become black or white.</summary>
    public static void Impulse(ReadOnlySpan<byte> digit, Span<byte> to, ref RandomSequence random)
    {
        for (int i = 0; i < digit.Length; i++)
        {
            float number = random.NextSingle();
            to[i] = number < WhiteShare ? byte.MaxValue : number < ImpulseShare ? (byte)0 : digit[i];
        }
    }

    // How many uniform numbers until the product is below exp(−mean): Knuth, TAOCP 2, 3.4.1, F.3.
    private static int Poisson(double mean, ref RandomSequence random)
    {
        double limit = Math.Exp(-mean), product = random.NextDouble();
        int count = 0;
        while (product > limit)
        {
            product *= random.NextDouble();
            count++;
        }
        return count;
    }
}
