using Inkling.Imaging;
using SkiaSharp;

namespace Inkling.Pictures;

/// <summary>Writes PNG (ISO/IEC 15948) of 8 bits a sample by SkiaSharp.</summary>
public static class PngWriter
{
    // Every row by the filter Sub: it is as small as the best of five for ink on paper, and quicker.
    private static readonly SKPngEncoderOptions Options = new(SKPngEncoderFilterFlags.Sub, zLibLevel: 6);

    /// <summary>Writes a grey picture; the stream stays open.</summary>
    /// <exception cref="ArgumentNullException">There is no stream or no picture.</exception>
    /// <exception cref="DllNotFoundException">SkiaSharp's native library is missing.</exception>
    public static void Write(Stream stream, GreyImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        Write(stream, image.Width, image.Height, SKColorType.Gray8, SKAlphaType.Opaque, image.Pixels);
    }

    /// <summary>Writes a picture, grey with alpha as RGBA; the stream stays open.</summary>
    /// <inheritdoc cref="Write(Stream, GreyImage)" path="/exception"/>
    public static void Write(Stream stream, RasterImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Channels == 1)
        {
            Write(stream, image.ToGrey());
            return;
        }
        bool hasAlpha = image.Channels is 2 or 4;
        Write(
            stream, image.Width, image.Height, hasAlpha ? SKColorType.Rgba8888 : SKColorType.Rgb888x,
            hasAlpha ? SKAlphaType.Unpremul : SKAlphaType.Opaque, Rgba(image));
    }

    private static void Write(
        Stream stream, int width, int height, SKColorType colour, SKAlphaType alpha, byte[] samples)
    {
        ArgumentNullException.ThrowIfNull(stream);
        SKImageInfo info = new(width, height, colour, alpha);
        using SKImage image = NativeLibrary.Guard(() => SKImage.FromPixelCopy(info, samples));
        using SKPixmap pixels = image.PeekPixels();
        using SKData png = pixels.Encode(Options)
            ?? throw new InvalidOperationException(
                $"{width:N0} × {height:N0} pixels are too many for a PNG.");
        png.SaveTo(stream);
    }

    private static byte[] Rgba(RasterImage image)
    {
        if (image.Channels == 4)
            return image.Samples;
        byte[] rgba = new byte[image.Width * image.Height * 4];
        for (int from = 0, to = 0; to < rgba.Length; from += image.Channels, to += 4)
        {
            ReadOnlySpan<byte> pixel = image.Samples.AsSpan(from, image.Channels);
            bool isGrey = image.Channels == 2;
            rgba[to] = pixel[0];
            rgba[to + 1] = pixel[isGrey ? 0 : 1];
            rgba[to + 2] = pixel[isGrey ? 0 : 2];
            rgba[to + 3] = isGrey ? pixel[1] : byte.MaxValue;
        }
        return rgba;
    }
}
