namespace Inkling.Imaging.Tests.Preparation;

/// <summary>
/// Draws test digits with a round pen, soft at its edge: no picture of another hand is needed.
/// </summary>
internal static class Drawing
{
    /// <summary>A 4 of open strokes, in a unit square.</summary>
    public static (double X, double Y)[][] Four { get; } =
    [
        [(0.55, 0.0), (0.1, 0.6), (0.9, 0.6)],
        [(0.65, 0.35), (0.6, 1.0)],
    ];

    /// <summary>A 2, in a unit square.</summary>
    public static (double X, double Y)[][] Two { get; } =
    [
        [(0.15, 0.25), (0.3, 0.05), (0.6, 0.0), (0.75, 0.2), (0.65, 0.45), (0.15, 1.0), (0.85, 0.95)],
    ];

    /// <summary>Draws strokes, scaled and moved, on paper of one level.</summary>
    public static GreyImage Draw(
        (double X, double Y)[][] strokes,
        int width = 100,
        int height = 100,
        double left = 25,
        double top = 20,
        double scale = 60,
        double pen = 7,
        byte ink = 20,
        byte paper = 235)
    {
        byte[] pixels = new byte[width * height];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                double distance =
                    Distance(strokes, (x + 0.5 - left) / scale, (y + 0.5 - top) / scale) * scale;
                double covered = Math.Clamp((pen / 2) - distance + 0.5, 0, 1);
                pixels[(y * width) + x] = (byte)Math.Round(paper + (covered * (ink - paper)));
            }
        }

        return new GreyImage(width, height, pixels);
    }

    /// <summary>Changes each pixel by its place and its level.</summary>
    public static GreyImage Change(GreyImage image, Func<int, int, byte, double> change)
    {
        byte[] pixels = new byte[image.Pixels.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            double level = change(i % image.Width, i / image.Width, image.Pixels[i]);
            pixels[i] = (byte)Math.Clamp(Math.Round(level), 0, 255);
        }

        return new GreyImage(image.Width, image.Height, pixels);
    }

    private static double Distance((double X, double Y)[][] strokes, double x, double y)
    {
        double least = double.MaxValue;
        foreach ((double X, double Y)[] stroke in strokes)
        {
            for (int i = 1; i < stroke.Length; i++)
            {
                (double ax, double ay) = stroke[i - 1];
                (double dx, double dy) = (stroke[i].X - ax, stroke[i].Y - ay);
                double along =
                    Math.Clamp((((x - ax) * dx) + ((y - ay) * dy)) / ((dx * dx) + (dy * dy)), 0, 1);
                least =
                    Math.Min(least, Math.Sqrt(Square(x - ax - (along * dx)) + Square(y - ay - (along * dy))));
            }
        }

        return least;
    }

    private static double Square(double value) => value * value;
}
