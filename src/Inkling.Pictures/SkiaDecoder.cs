using System.Runtime.InteropServices;
using Inkling.Imaging;
using Inkling.Imaging.Paper;
using Inkling.Imaging.Preparation;
using SkiaSharp;

namespace Inkling.Pictures;

/// <summary>
/// JPEG, PNG, GIF, BMP and WebP by SkiaSharp: the first of several frames, upright, without colour
/// management. It parses no format.
/// </summary>
internal static class SkiaDecoder
{
    private const int Rgba = 4;

    /// <summary>Decodes to grey what has neither colour nor alpha, and else to RGB or RGBA.</summary>
    /// <exception cref="ImageFormatException">It is damaged, or larger than the limits.</exception>
    public static RasterImage Decode(ReadOnlyMemory<byte> content, DecodeLimits limits)
    {
        using SKCodec codec = Open(content, limits);
        (SKImageInfo info, byte[] samples) = Read(codec, codec.Info.Size);
        RasterImage picture = info.ColorType == SKColorType.Gray8
            ? new(info.Width, info.Height, 1, samples)
            : info.IsOpaque
                ? new(info.Width, info.Height, 3, WithoutAlpha(samples))
                : new(info.Width, info.Height, Rgba, samples);
        return Orientation.Apply(picture, OrientationOf(codec, content.Span));
    }

    /// <summary>
    /// Decodes to grey as <see cref="RasterImage.ToGrey"/> does. Of a JPEG whose longer side is larger than
    /// <paramref name="enoughSide"/>, the smallest of libjpeg's eight scales that has as much.
    /// </summary>
    /// <param name="content">All bytes of the file.</param>
    /// <param name="limits">What it may cost at most.</param>
    /// <param name="enoughSide">What the longer side needs.</param>
    /// <param name="size">That of the whole picture, upright.</param>
    /// <inheritdoc cref="Decode" path="/exception"/>
    public static GreyImage DecodeGrey(
        ReadOnlyMemory<byte> content, DecodeLimits limits, int enoughSide, out (int Width, int Height) size)
    {
        using SKCodec codec = Open(content, limits);
        (SKImageInfo info, byte[] samples) = Read(codec, ScaledSize(codec, enoughSide));
        if (info.ColorType != SKColorType.Gray8)
        {
            Luma.OfPixels(samples, Rgba, samples); // a level never lies behind its pixel
            Array.Resize(ref samples, info.Width * info.Height);
        }
        return Turn(new(info.Width, info.Height, samples), codec, content.Span, out size);
    }

    /// <summary>Decodes to the grey that shows the ink, whatever colour it has; scaled as grey is.</summary>
    /// <inheritdoc cref="DecodeGrey" path="/param"/>
    /// <inheritdoc cref="Decode" path="/exception"/>
    public static GreyImage DecodeInk(
        ReadOnlyMemory<byte> content, DecodeLimits limits, int enoughSide, out (int Width, int Height) size)
    {
        using SKCodec codec = Open(content, limits);
        (SKImageInfo info, byte[] samples) = Read(codec, ScaledSize(codec, enoughSide));
        int channels = info.ColorType == SKColorType.Gray8 ? 1 : Rgba;
        RasterImage picture = new(info.Width, info.Height, channels, samples);
        if (PngOf16Bits.Is(content.Span))
            picture = NearBlack.WithAllBits(picture, unused => ReadDark(codec, content, unused));
        GreyImage ink = InkSeparation.ToGrey(picture, IsExact(codec, content.Span));
        return Turn(ink, codec, content.Span, out size);
    }

    private static GreyImage Turn(
        GreyImage grey, SKCodec codec, ReadOnlySpan<byte> content, out (int Width, int Height) size)
    {
        int orientation = OrientationOf(codec, content);
        (int width, int height) = (codec.Info.Width, codec.Info.Height);
        size = Orientation.IsOnItsSide(orientation) ? (height, width) : (width, height);
        return Orientation.Apply(new(grey.Width, grey.Height, 1, grey.Pixels), orientation).ToGrey();
    }

    private static SKCodec Open(ReadOnlyMemory<byte> content, DecodeLimits limits)
    {
        if (PictureEnd.IsMissing(content.Span))
            throw CutShort();
        using SKData data = NativeLibrary.Guard(() => Wrap(content));
#pragma warning disable CA1508 // null for what is no picture, though SkiaSharp's annotations say never
        SKCodec codec = SKCodec.Create(data)
            ?? throw new ImageFormatException(
                "is damaged or cut short: its header can't be read; copy or download it again");
#pragma warning restore CA1508
        try
        {
            limits.CheckPixels(codec.Info.Width, codec.Info.Height);
            return codec;
        }
        catch
        {
            codec.Dispose();
            throw;
        }
    }

    // An array is not copied. It is pinned until the codec, which reads it, is disposed of.
    private static SKData Wrap(ReadOnlyMemory<byte> content)
    {
        if (!MemoryMarshal.TryGetArray(content, out ArraySegment<byte> bytes))
            return SKData.CreateCopy(content.Span);
        GCHandle pin = GCHandle.Alloc(bytes.Array, GCHandleType.Pinned);
        return SKData.Create(
            pin.AddrOfPinnedObject() + bytes.Offset, bytes.Count, (_, held) => ((GCHandle)held).Free(), pin);
    }

    private static (SKImageInfo Info, byte[] Samples) Read(SKCodec codec, SKSizeI size)
    {
        SKImageInfo info = new(
            size.Width, size.Height,
            codec.Info.ColorType == SKColorType.Gray8 ? SKColorType.Gray8 : SKColorType.Rgba8888,
            codec.Info.IsOpaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul);
        SKCodecResult result = codec.GetPixels(info, out byte[] samples);
        if (result == SKCodecResult.IncompleteInput)
            throw CutShort();
        if (result != SKCodecResult.Success)
            throw ImageFormatException.Damaged($"its pixels can't be decoded ({result})");
        if (codec.EncodedFormat == SKEncodedImageFormat.Bmp && !info.IsOpaque)
            MakeSolidIfClear(samples);
        return (info, samples);
    }

    // A PNG's 16 bits a sample without the highest, as 8. Skia keeps the low ones of colours, as half floats,
    // which have as many bits of a level next to black; of grey it drops them, unless they pass for alpha.
    private static RasterImage ReadDark(SKCodec codec, ReadOnlyMemory<byte> content, int unusedBits)
    {
        (int width, int height) = (codec.Info.Width, codec.Info.Height);
        if (PngOf16Bits.IsGrey(content.Span))
        {
            using SKCodec disguised =
                Open(PngOf16Bits.AsGreyAndAlpha(content.Span), new() { MaxPixels = (long)width * height });
            byte[] pixels = Read(disguised, disguised.Info.Size).Samples;
            byte[] grey = new byte[width * height];
            for (int i = 0; i < grey.Length; i++)
                grey[i] = HighByte((pixels[Rgba * i] << 8) | pixels[(Rgba * i) + 3], unusedBits);
            return new(width, height, 1, grey);
        }
        SKCodecResult result = codec.GetPixels(
            new SKImageInfo(width, height, SKColorType.RgbaF16, SKAlphaType.Unpremul), out byte[] halves);
        if (result != SKCodecResult.Success)
            throw ImageFormatException.Damaged($"its pixels can't be decoded ({result})");
        ReadOnlySpan<Half> levels = MemoryMarshal.Cast<byte, Half>(halves);
        byte[] samples = new byte[levels.Length];
        for (int i = 0; i < samples.Length; i++)
            samples[i] = HighByte((int)MathF.Round(ushort.MaxValue * (float)levels[i]), unusedBits);
        return new(width, height, Rgba, samples);
    }

    private static byte HighByte(int value, int unusedBits) =>
        (byte)Math.Min(byte.MaxValue, (value << unusedBits) >> 8);

    // Whether the levels are those that were saved.
    private static bool IsExact(SKCodec codec, ReadOnlySpan<byte> content) => codec.EncodedFormat switch
    {
        SKEncodedImageFormat.Jpeg => false,
        SKEncodedImageFormat.Webp => content.IndexOf("VP8L"u8) > 0,
        _ => true,
    };

    private static ImageFormatException CutShort() =>
        ImageFormatException.CutShort("its pixels end before the picture does");

    private static SKSizeI ScaledSize(SKCodec codec, int enoughSide)
    {
        int longer = Math.Max(codec.Info.Width, codec.Info.Height);
        if (codec.EncodedFormat != SKEncodedImageFormat.Jpeg || longer <= enoughSide)
            return codec.Info.Size;
        SKSizeI size = codec.GetScaledDimensions((float)enoughSide / longer);
        return Math.Max(size.Width, size.Height) >= enoughSide
            ? size
            : codec.GetScaledDimensions(((float)enoughSide / longer) + (1 / 8f));
    }

    // Programs that know no alpha leave the fourth byte of a pixel 0.
    private static void MakeSolidIfClear(Span<byte> rgba)
    {
        for (int i = Rgba - 1; i < rgba.Length; i += Rgba)
        {
            if (rgba[i] != 0)
                return;
        }
        for (int i = Rgba - 1; i < rgba.Length; i += Rgba)
            rgba[i] = byte.MaxValue;
    }

    private static byte[] WithoutAlpha(byte[] rgba)
    {
        byte[] rgb = GC.AllocateUninitializedArray<byte>(rgba.Length / Rgba * 3);
        for (int from = 0, to = 0; from < rgba.Length; from += Rgba, to += 3)
            (rgb[to], rgb[to + 1], rgb[to + 2]) = (rgba[from], rgba[from + 1], rgba[from + 2]);
        return rgb;
    }

    // Skia reads the orientation of JPEG, not that of PNG, and that of some WebP.
    private static int OrientationOf(SKCodec codec, ReadOnlySpan<byte> content) => codec.EncodedFormat switch
    {
        SKEncodedImageFormat.Png => Orientation.OfPng(content),
        SKEncodedImageFormat.Webp => Orientation.OfWebp(content),
        _ => (int)codec.EncodedOrigin, // Skia numbers them as Exif does
    };
}
