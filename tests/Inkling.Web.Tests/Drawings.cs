using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Inkling.Imaging;
using Inkling.Imaging.Drawing;
using Inkling.Pictures;
using SkiaSharp;

namespace Inkling.Web.Tests;

/// <summary>Drawings made for tests, in every form that a request may have.</summary>
internal static class Drawings
{
    private const int Side = 280;

    // A sixteenth of the drawing, as the API has it where no width is stated.
    private const float Pen = 17.5f;

    private static readonly float[][] SevenPath = [[60, 60], [220, 60], [120, 240]];
    private static readonly float[][] OnePath = [[140, 50], [140, 230]];

    public static string Seven { get; } = Json(new { strokes = new[] { SevenPath } });

    public static string One { get; } = Json(new { strokes = new[] { OnePath } });

    public static string Blank { get; } = Json(new { strokes = Array.Empty<float[][]>() });

    /// <summary>A seven of a fifth of that size, in the upper left corner.</summary>
    public static object SmallSeven(bool? prepare) => prepare is { } stated
        ? new { strokes = Scaled(0.2f), penWidth = 4, prepare = stated }
        : new { strokes = Scaled(0.2f), penWidth = 4 };

    public static GreyImage SevenPicture() => Paint(SevenPath);

    public static GreyImage OnePicture() => Paint(OnePath);

    public static string SevenIn(string ink) => Json(new { strokes = new[] { SevenPath }, ink });

    public static string Pixels(GreyImage picture) =>
        Json(new
        {
            pixels = Convert.ToBase64String(picture.Pixels),
            width = picture.Width,
            height = picture.Height,
        });

    /// <summary>Levels divided by a scale, as a flat list.</summary>
    public static string Numbers(GreyImage picture, double scale) =>
        Json(new
        {
            pixels = picture.Pixels.Select(level => level / scale),
            width = picture.Width,
            height = picture.Height,
        });

    public static string NumbersInRows(GreyImage picture) =>
        Json(new
        {
            pixels = picture.Pixels.Chunk(picture.Width).Select(row => row.Select(level => (int)level)),
            width = picture.Width,
            height = picture.Height,
        });

    public static byte[] Png(GreyImage picture)
    {
        using MemoryStream png = new();
        PngWriter.Write(png, picture);
        return png.ToArray();
    }

    /// <summary>A JPEG in which each pixel is a square of so many.</summary>
    public static byte[] EnlargedJpeg(GreyImage picture, int by)
    {
        using SKBitmap bitmap =
            new(by * picture.Width, by * picture.Height, SKColorType.Gray8, SKAlphaType.Opaque);
        Span<byte> pixels = bitmap.GetPixelSpan();
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = picture[i % bitmap.Width / by, i / bitmap.Width / by];
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Jpeg, quality: 90)!;
        return data.ToArray();
    }

    public static GreyImage Decode(byte[] picture) => PictureFile.DecodeGrey(picture);

    public static byte[] Pgm(GreyImage picture) =>
        [.. Encoding.ASCII.GetBytes($"P5\n{picture.Width} {picture.Height}\n255\n"), .. picture.Pixels];

    public static string Json(object drawing) => JsonSerializer.Serialize(drawing);

    /// <summary>The repository's pictures; each name starts with the digit that it shows.</summary>
    public static string[] Samples([CallerFilePath] string here = "") =>
        Directory.GetFiles(Path.Combine(Path.GetDirectoryName(here)!, "../../samples"), "*.png");

    private static float[][][] Scaled(float by) =>
        [[.. SevenPath.Select(point => new[] { point[0] * by, point[1] * by })]];

    private static GreyImage Paint(float[][] path) =>
        StrokePainter.Paint([[.. path.Select(point => new PenPoint(point[0], point[1], Pen))]], Side, Side);
}
