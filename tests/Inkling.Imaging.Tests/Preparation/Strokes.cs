using Stroke = (double X, double Y)[];

namespace Inkling.Imaging.Tests.Preparation;

/// <summary>Strokes of digits and of the marks around them; a digit is in a unit square.</summary>
internal static class Strokes
{
    /// <summary>The ten digits, in one, two or three strokes each.</summary>
    public static Stroke[][] Digits { get; } =
    [
        [Arc(0.5, 0.5, 0.32, 0.5, 0, 360)],
        [[(0.5, 0), (0.45, 1)]],
        Drawing.Two,
        [[.. Arc(0.45, 0.25, 0.35, 0.25, -150, 80), .. Arc(0.45, 0.74, 0.38, 0.26, -80, 150)]],
        Drawing.Four,
        [
            [(0.25, 0.02), (0.2, 0.42), .. Arc(0.42, 0.68, 0.38, 0.32, -100, 150)],
            [(0.25, 0.02), (0.8, 0)],
        ],
        [[(0.65, 0), (0.25, 0.5), .. Arc(0.5, 0.72, 0.28, 0.28, -180, 180)]],
        [[(0.1, 0), (0.85, 0.02), (0.4, 1)]],
        [Arc(0.5, 0.25, 0.25, 0.25, 0, 360), Arc(0.5, 0.75, 0.3, 0.25, 0, 360)],
        [[.. Arc(0.45, 0.28, 0.3, 0.28, 0, 360), (0.75, 0.28), (0.65, 1)]],
    ];

    /// <summary>A part of an ellipse; 0 degrees is right, 90 is below.</summary>
    public static Stroke Arc(double x, double y, double across, double down, double from, double to) =>
    [
        .. Enumerable.Range(0, 41).Select(i => (from + ((to - from) * i / 40)) * Math.PI / 180)
            .Select(angle => (x + (across * Math.Cos(angle)), y + (down * Math.Sin(angle)))),
    ];

    /// <summary>A rectangle.</summary>
    public static Stroke Box(double left, double top, double right, double bottom) =>
        [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];

    /// <summary>A digit moved to the right and down, and scaled.</summary>
    public static Stroke[] Digit(int digit, double right = 0, double down = 0, double scale = 1) =>
        [.. Digits[digit].Select(stroke =>
            stroke.Select(point => (right + (scale * point.X), down + (scale * point.Y))).ToArray())];

    /// <summary>Draws with room around: a unit is 60 pixels, two of them above and below the digit.</summary>
    public static GreyImage Draw(double pen, double units, params Stroke[] strokes) =>
        Drawing.Draw(strokes, (int)(60 * (units + 2)), 180, 60, 60, 60, pen);
}
