namespace Inkling.Imaging;

/// <summary>
/// Colours to grey: L = (19595·R + 38470·G + 7471·B + 2¹⁵) / 2¹⁶, which is ITU-R BT.601 luma as Pillow and
/// libjpeg-turbo round it.
/// </summary>
internal static class Luma
{
    /// <summary>One pixel.</summary>
    public static byte Of(int red, int green, int blue) =>
        (byte)(((red * 19595) + (green * 38470) + (blue * 7471) + 0x8000) >> 16);

    /// <summary>Pixels of three samples; <paramref name="grey"/> may start where they do.</summary>
    public static void OfRgb(ReadOnlySpan<byte> pixels, Span<byte> grey)
    {
        for (int i = 0, pixel = 0; i + 2 < pixels.Length; i += 3, pixel++)
            grey[pixel] = Of(pixels[i], pixels[i + 1], pixels[i + 2]);
    }
}
