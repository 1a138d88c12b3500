namespace Inkling.Imaging;

/// <summary>
/// Pixels to grey, as if laid on white paper: alpha is composited over white, each channel rounded, then
/// colours become L = (19595·R + 38470·G + 7471·B + 2¹⁵) / 2¹⁶, which is ITU-R BT.601 luma as Pillow and
/// libjpeg-turbo round it.
/// </summary>
internal static class Luma
{
    /// <summary>Converts pixels of 1 to 4 channels; the levels may start where the pixels do.</summary>
    public static void OfPixels(ReadOnlySpan<byte> pixels, int channels, Span<byte> grey)
    {
        int count = pixels.Length / channels;
        switch (channels)
        {
            case 1:
                pixels.CopyTo(grey);
                break;
            case 2:
                for (int i = 0; i < count; i++)
                    grey[i] = (byte)OverWhite(pixels[2 * i], pixels[(2 * i) + 1]);
                break;
            case 3:
                for (int i = 0; i < count; i++)
                    grey[i] = Of(pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2]);
                break;
            default:
                for (int i = 0; i < count; i++)
                {
                    ReadOnlySpan<byte> s = pixels.Slice(4 * i, 4);
                    grey[i] = s[3] == byte.MaxValue // as nearly all pixels are
                        ? Of(s[0], s[1], s[2])
                        : Of(OverWhite(s[0], s[3]), OverWhite(s[1], s[3]), OverWhite(s[2], s[3]));
                }
                break;
        }
    }

    /// <summary>A pixel's colours over white; of RGB or RGBA.</summary>
    public static (int Red, int Green, int Blue) Colours(RasterImage picture, int pixel)
    {
        ReadOnlySpan<byte> s = picture.Samples.AsSpan(pixel * picture.Channels, picture.Channels);
        return s.Length == 3
            ? (s[0], s[1], s[2])
            : (OverWhite(s[0], s[3]), OverWhite(s[1], s[3]), OverWhite(s[2], s[3]));
    }

    private static byte Of(int red, int green, int blue) =>
        (byte)(((red * 19595) + (green * 38470) + (blue * 7471) + 0x8000) >> 16);

    private static int OverWhite(int level, int alpha) =>
        ((level * alpha) + (255 * (255 - alpha)) + 127) / 255;
}
