namespace Inkling.Imaging.Tests.Preparation;

/// <summary>Lays a sheet on a ground, turned and in a little perspective, as a photo does.</summary>
internal static class Ground
{
    /// <summary>How light a ground is at a place, in parts of its longer side.</summary>
    public delegate double Level(double x, double y);

    public static Level Dark { get; } = (_, _) => 40;

    public static Level Light { get; } = (x, _) => 170 + (10 * x);

    public static Level Wood { get; } = (x, y) =>
        120 + (22 * Math.Sin((70 * y) + (2 * Math.Sin(5 * x)))) + (10 * Math.Sin(9 * x));

    public static Level Stripes { get; } = (x, y) => Math.Sin(40 * (x + y)) > 0 ? 150 : 60;

    public static Level Checks { get; } = (x, y) => Math.Sin(50 * x) * Math.Sin(50 * y) > 0 ? 110 : 30;

    public static Level Carpet { get; } = (x, y) =>
        90 + (40 * (((Math.Sin((x * 9173.1) + (y * 7919.7)) * 43758.5) % 1) - 0.5));

    /// <summary>A picture in which the sheet has a share of the width, its middle at a place.</summary>
    /// <param name="degrees">By which the sheet is turned clockwise.</param>
    /// <param name="far">How much smaller its upper side is seen than its lower one.</param>
    public static GreyImage Under(
        this GreyImage sheet, Level ground, int width, int height, double share, double degrees = 0,
        double far = 0, double middleX = 0.5, double middleY = 0.5)
    {
        double scale = sheet.Width / (share * width);
        (double sin, double cos) = Math.SinCos(degrees * Math.PI / 180);
        double longer = Math.Max(width, height);
        GreyImage picture = new(width, height);
        for (int i = 0; i < picture.Pixels.Length; i++)
        {
            (double sum, int looks) = (0, 0);
            foreach ((double dx, double dy) in
                (ReadOnlySpan<(double, double)>)[(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)])
            {
                (double x, double y) = ((i % width) + dx, (i / width) + dy);
                (double across, double down) = (x - (middleX * width), y - (middleY * height));
                double u = ((across * cos) + (down * sin)) * scale;
                double v = ((down * cos) - (across * sin)) * scale;
                double near = 1 + (far * v / sheet.Height);
                int column = (int)Math.Floor((u / near) + (sheet.Width / 2.0));
                int row = (int)Math.Floor((v / near) + (sheet.Height / 2.0));
                bool isOnSheet = column >= 0 && row >= 0 && column < sheet.Width && row < sheet.Height;
                sum += isOnSheet ? sheet[column, row] : ground(x / longer, y / longer);
                looks++;
            }
            picture.Pixels[i] = (byte)Math.Clamp(Math.Round(sum / looks), 0, 255);
        }
        return picture;
    }

    /// <summary>A finger from the picture's edge, its tip at a place, in parts of the picture.</summary>
    public static GreyImage Finger(this GreyImage picture, double x, double y, double thick, double level)
    {
        double radius = thick * picture.Width / 2;
        (double tipX, double tipY) = (x * picture.Width, y * picture.Height);
        (double awayX, double awayY) = (x < 0.5 ? -1 : 1, y < 0.5 ? -0.5 : 0.5);
        double length = Math.Sqrt(1.25);
        return Drawing.Change(picture, (column, row, was) =>
        {
            (double dx, double dy) = (column - tipX, row - tipY);
            double along = Math.Max(0, ((dx * awayX) + (dy * awayY)) / length);
            (double offX, double offY) = (dx - (along * awayX / length), dy - (along * awayY / length));
            double covered = Math.Clamp(radius - Math.Sqrt((offX * offX) + (offY * offY)), 0, 1);
            return (was * (1 - covered)) + (level * covered);
        });
    }

    /// <summary>A filled box, in pixels.</summary>
    public static GreyImage Fill(
        this GreyImage picture, int left, int top, int width, int height, byte level) =>
        Drawing.Change(picture, (x, y, was) =>
            x >= left && y >= top && x < left + width && y < top + height ? level : was);
}
