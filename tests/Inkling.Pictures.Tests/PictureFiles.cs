using System.Text;
using Inkling.Imaging;
using Inkling.Recognition.Data;
using Inkling.Recognition.Tests;
using Inkling.Recognition.Tests.Data;

namespace Inkling.Pictures.Tests;

/// <summary>Small picture files made for tests.</summary>
internal static class PictureFiles
{
    /// <summary>A bar in noise, 28 × 28, of 797 bytes.</summary>
    public static byte[] Pgm => PgmOf(Digits.Bars(1, seed: 5).Image(0));

    /// <summary>A PGM file of 28 × 28 pixels.</summary>
    public static byte[] PgmOf(ReadOnlySpan<byte> pixels) =>
        [.. Encoding.ASCII.GetBytes($"P5 {DigitSet.Side} {DigitSet.Side} 255\n"), .. pixels];

    /// <summary>A picture as a PNG.</summary>
    public static byte[] Png(GreyImage picture) =>
        TemporaryFolder.Bytes(stream => PngWriter.Write(stream, picture));

    /// <summary>Puts a PNG of one grey level into the folder.</summary>
    public static string Png(
        this TemporaryFolder folder, string name, byte level, int width = 28, int height = 28)
    {
        byte[] pixels = new byte[width * height];
        Array.Fill(pixels, level);
        return folder.File(name, Png(new GreyImage(width, height, pixels)));
    }
}
