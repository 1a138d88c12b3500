using System.Runtime.Intrinsics;

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
                OfRgba(pixels, grey);
                break;
        }
    }

    private static void OfRgba(ReadOnlySpan<byte> pixels, Span<byte> grey)
    {
        const int Rgba = 4;
        int count = pixels.Length / Rgba, vector = Vector128<byte>.Count;
        for (int i = 0; i < count;)
        {
            ReadOnlySpan<byte> block = pixels[(Rgba * i)..];
            if (block.Length >= Rgba * vector && IsSolid(block, out Vector128<byte> levels))
            {
                levels.StoreUnsafe(ref grey[i]);
                i += vector;
                continue;
            }
            for (int end = Math.Min(count, i + vector); i < end; i++)
            {
                ReadOnlySpan<byte> s = pixels.Slice(Rgba * i, Rgba);
                grey[i] = Of(OverWhite(s[0], s[3]), OverWhite(s[1], s[3]), OverWhite(s[2], s[3]));
            }
        }
    }

    // The levels of sixteen pixels of RGBA if none of them is clear, as nearly all are.
    private static bool IsSolid(ReadOnlySpan<byte> pixels, out Vector128<byte> levels)
    {
        const int Apart = 16; // bytes of four pixels
        Vector128<uint> a = At(pixels, 0), b = At(pixels, Apart);
        Vector128<uint> c = At(pixels, 2 * Apart), d = At(pixels, 3 * Apart);
        levels = Vector128.Narrow(Vector128.Narrow(Of(a), Of(b)), Vector128.Narrow(Of(c), Of(d)));
        return (a & b & c & d) >> 24 == Vector128.Create((uint)byte.MaxValue);

        static Vector128<uint> At(ReadOnlySpan<byte> pixels, int offset) =>
            Vector128.LoadUnsafe(in pixels[offset]).AsUInt32();
    }

    private static Vector128<uint> Of(Vector128<uint> rgba)
    {
        Vector128<uint> level = Vector128.Create((uint)byte.MaxValue);
        return (((rgba & level) * 19595u) + (((rgba >> 8) & level) * 38470u)
            + (((rgba >> 16) & level) * 7471u) + Vector128.Create(0x8000u)) >> 16;
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
