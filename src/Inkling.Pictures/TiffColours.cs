using BitMiracle.LibTiff.Classic;

namespace Inkling.Pictures;

/// <summary>A TIFF's colours to RGB, rounded as Pillow rounds them.</summary>
internal static class TiffColours
{
    /// <summary>Divides colours by the alpha they were multiplied by, in place; where clear, black.</summary>
    public static void DivideByAlpha(Span<byte> samples, int channels)
    {
        for (int pixel = 0; pixel < samples.Length; pixel += channels)
        {
            int alpha = samples[pixel + channels - 1];
            for (int i = pixel; i < pixel + channels - 1; i++)
                samples[i] = (byte)(alpha == 0 ? 0 : Math.Min(255, 255 * samples[i] / alpha));
        }
    }

    /// <summary>Looks up each index in a map of three columns of 16 bits (TIFF 6.0, section 5).</summary>
    public static byte[] FromPalette(ReadOnlySpan<byte> indices, FieldValue[] columns)
    {
        ushort[][] map = [.. columns.Select(column => column.ToUShortArray())];
        // Some programs write levels of 8 bits, as libtiff knows.
        int shift = map.Any(column => column.Any(level => level > byte.MaxValue)) ? 8 : 0;
        byte[] rgb = new byte[indices.Length * 3];
        for (int i = 0; i < rgb.Length; i++)
            rgb[i] = (byte)(map[i % 3][indices[i / 3]] >> shift);
        return rgb;
    }

    /// <summary>R = (255 − K) · (255 − C) / 255, and so on.</summary>
    public static byte[] FromCmyk(ReadOnlySpan<byte> cmyk)
    {
        byte[] rgb = new byte[cmyk.Length / 4 * 3];
        for (int i = 0; i < rgb.Length; i++)
        {
            int light = 255 - cmyk[(i / 3 * 4) + 3];
            int product = (cmyk[(i / 3 * 4) + (i % 3)] * light) + 128;
            rgb[i] = (byte)(light - (((product >> 8) + product) >> 8));
        }
        return rgb;
    }
}
