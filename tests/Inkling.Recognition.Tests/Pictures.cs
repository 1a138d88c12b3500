using System.Text;
using Inkling.Recognition.Data;

namespace Inkling.Recognition.Tests;

/// <summary>Small picture files made for tests.</summary>
internal static class Pictures
{
    /// <summary>A bar in noise, 28 × 28, of 797 bytes.</summary>
    public static byte[] Pgm => PgmOf(Digits.Bars(1, seed: 5).Image(0));

    /// <summary>A PGM file of 28 × 28 pixels.</summary>
    public static byte[] PgmOf(ReadOnlySpan<byte> pixels) =>
        [.. Encoding.ASCII.GetBytes($"P5 {DigitSet.Side} {DigitSet.Side} 255\n"), .. pixels];
}
