using System.ComponentModel;
using System.Text.Json.Serialization;
using Inkling.Imaging;
using Inkling.Imaging.Drawing;
using Inkling.Web.Hosting;

namespace Inkling.Web.Api;

/// <summary>A drawing as JSON: strokes or pixels.</summary>
internal sealed record DrawingJson // set, not init: the generated reader keeps no default of the latter
{
    private const int LongestSide = 1024;
    private const int MostPoints = 50_000;

    // The original's pen: 70 of its canvas's 1,120 pixels.
    private const float PenShare = 70f / 1120;

    [Description("Strokes, each a list of points [x, y] or [x, y, width of the pen there].")]
    public float[][][]? Strokes { get; set; }

    [Description("Grey levels, row by row from the top, 0 black to 255 white: bytes as base64, or a list of "
        + "numbers. Numbers of which some are fractions and none is above 1 are parts of white.")]
    [JsonConverter(typeof(PixelsJson))]
    public byte[]? Pixels { get; set; }

    [Description("Across: of the drawing, or pixels.")]
    public int Width { get; set; } = 280;

    [Description("Down: of the drawing, or pixels.")]
    public int Height { get; set; } = 280;

    [Description("The width of the pen where a point states none; by default a sixteenth of the drawing.")]
    public float? PenWidth { get; set; }

    [Description("What strokes are drawn with: light ink on dark paper, or dark on light.")]
    public InkColour Ink { get; set; } = InkColour.Light;

    [Description("Whether it is cropped, scaled and centred before it is read; if not, it is only brought "
        + "to 28 × 28.")]
    public bool Prepare { get; set; } = true;

    /// <summary>The drawing in grey.</summary>
    /// <exception cref="ArgumentException">It is none; the message names the field.</exception>
    public GreyImage ToPicture(long maxPixels, CancellationToken cancellation)
    {
        if (Width < 1 || Height < 1)
            throw new ArgumentException(
                $"width and height are {Width} and {Height}: both must be at least 1");
        // The generated reader takes any number for a name.
        if (!Enum.IsDefined(Ink))
            throw new ArgumentException($"ink is {Ink}: it is light or dark");
        return (Strokes, Pixels) switch
        {
            ({ } strokes, null) => Paint(strokes, cancellation),
            (null, { } pixels) => Wrap(pixels, maxPixels),
            (null, null) =>
                throw new ArgumentException("there are neither strokes nor pixels: send one of them"),
            _ => throw new ArgumentException("there are both strokes and pixels: send one of them"),
        };
    }

    private GreyImage Wrap(byte[] pixels, long maxPixels)
    {
        if (pixels.Length > maxPixels)
        {
            throw new ProblemException(StatusCodes.Status413PayloadTooLarge, "Picture too large",
                $"pixels has {pixels.Length:N0} levels, and the limit is {maxPixels:N0}: make it smaller");
        }
        if (pixels.Length != (long)Width * Height)
        {
            throw new ArgumentException(
                $"pixels has {pixels.Length:N0} levels, but width × height is {Width:N0} × {Height:N0}");
        }
        return new(Width, Height, pixels);
    }

    private GreyImage Paint(float[][][] strokes, CancellationToken cancellation)
    {
        if (Width > LongestSide || Height > LongestSide)
            throw new ArgumentException(
                $"a drawing of {Width:N0} × {Height:N0} is larger than {LongestSide:N0} a side");
        if (strokes.Sum(stroke => (long)(stroke?.Length ?? 0)) is > MostPoints and long points)
            throw new ArgumentException(
                $"the strokes have {points:N0} points, and the limit is {MostPoints:N0}");
        float pen = PenWidth ?? (PenShare * Math.Max(Width, Height));
        PenPoint[][] paths = [.. strokes.Select((stroke, i) => Path(stroke, i, pen))];
        GreyImage light = StrokePainter.Paint(paths, Width, Height, cancellation);
        return Ink == InkColour.Dark ? light.Inverted() : light;
    }

    private static PenPoint[] Path(float[][]? stroke, int place, float pen) =>
        [.. (stroke ?? []).Select((point, i) => point is { Length: 2 or 3 }
            ? new PenPoint(point[0], point[1], point.Length == 3 ? point[2] : pen)
            : throw new ArgumentException(
                $"point {i + 1:N0} of stroke {place + 1:N0} is not [x, y] or [x, y, width]"))];
}

/// <summary>The colour of ink on a drawing.</summary>
internal enum InkColour
{
    Light, // on dark paper, as in MNIST
    Dark,
}
