namespace Inkling.Imaging.Tests.Preparation;

/// <summary>
/// What may befall a digit on paper: each changes a picture of dark ink on light paper. Lengths are parts of
/// its shorter side, so that a scene looks alike at any size.
/// </summary>
internal static class Scene
{
    /// <summary>Light that falls from one side, down to a share of itself on the other.</summary>
    public static GreyImage Gradient(this GreyImage picture, double least) => Drawing.Change(
        picture, (x, y, level) =>
            level * (1 - ((1 - least) * ((0.7 * x / picture.Width) + (0.3 * y / picture.Height)))));

    /// <summary>The darker corners of a lens.</summary>
    public static GreyImage Vignette(this GreyImage picture, double least) => Drawing.Change(
        picture, (x, y, level) =>
        {
            double across = (2.0 * x / picture.Width) - 1;
            double down = (2.0 * y / picture.Height) - 1;
            return level * (1 - ((1 - least) * ((across * across) + (down * down)) / 2));
        });

    /// <summary>A soft shadow's edge that crosses the picture aslant.</summary>
    public static GreyImage Shadow(this GreyImage picture, double depth) => Drawing.Change(
        picture, (x, y, level) =>
        {
            double side = (x + (0.4 * y) - (0.6 * picture.Width)) / (0.15 * picture.Width);
            return level * (1 - (depth / (1 + Math.Exp(-4 * side))));
        });

    /// <summary>Grain of a deviation in levels.</summary>
    public static GreyImage Noise(this GreyImage picture, double deviation, int seed = 1)
    {
        var random = new Random(seed);
        return Drawing.Change(picture, (_, _, level) => level + (deviation * Gauss(random)));
    }

    /// <summary>Rules from edge to edge, tilted a little; darkened to a share of the paper's light.</summary>
    public static GreyImage Rules(
        this GreyImage picture, double apart, double light, double tilt = 0.02, double thickness = 0.012)
    {
        int side = Math.Min(picture.Width, picture.Height);
        return Drawing.Change(
            picture, (x, y, level) => level * Line(y + (tilt * x), apart * side, thickness * side, light));
    }

    /// <summary>Rules in both directions.</summary>
    public static GreyImage Squares(this GreyImage picture, double apart, double light)
    {
        int side = Math.Min(picture.Width, picture.Height);
        return Drawing.Change(picture.Rules(apart, light), (x, y, level) =>
            level * Line(x - (0.02 * y), apart * side, 0.012 * side, light));
    }

    /// <summary>The box of a form, around the middle, which leaves a margin.</summary>
    public static GreyImage Box(this GreyImage picture, double margin, double thickness, double level)
    {
        double near = margin * Math.Min(picture.Width, picture.Height);
        double thick = thickness * Math.Min(picture.Width, picture.Height);
        return Drawing.Change(picture, (x, y, was) =>
        {
            double inside = Math.Min(
                Math.Min(x, picture.Width - 1 - x) - near, Math.Min(y, picture.Height - 1 - y) - near);
            return inside >= 0 && inside < thick ? Math.Min(was, level) : was;
        });
    }

    /// <summary>Specks of dust, where there is no digit.</summary>
    public static GreyImage Specks(this GreyImage picture, int count, double size)
    {
        var random = new Random(5);
        double radius = size * Math.Min(picture.Width, picture.Height) / 2;
        (double X, double Y)[] places =
        [
            .. Enumerable.Range(0, count).Select(_ => (random.NextDouble(), random.NextDouble()))
                .Select(at => (at.Item1 * picture.Width,
                    at.Item2 < 0.5 ? at.Item2 * 0.16 : 1 - ((1 - at.Item2) * 0.16)))
                .Select(at => (at.Item1, at.Item2 * picture.Height)),
        ];
        return Drawing.Change(picture, (x, y, level) =>
            places.Any(at => Math.Pow(at.X - x, 2) + Math.Pow(at.Y - y, 2) <= radius * radius) ? 40 : level);
    }

    /// <summary>Another picture's ink, faint and mirrored, as from the back of the sheet.</summary>
    public static GreyImage Bleed(this GreyImage picture, GreyImage back, double strength) => Drawing.Change(
        picture, (x, y, level) => level - (strength * (235 - back[picture.Width - 1 - x, y])));

    /// <summary>The next digit, cut by the right edge.</summary>
    public static GreyImage Neighbour(this GreyImage picture, GreyImage next, double reach) => Drawing.Change(
        picture, (x, y, level) =>
        {
            int from = x - (int)((1 - reach) * picture.Width);
            return from < 0 ? level : Math.Min(level, next[from + (int)(0.25 * picture.Width), y]);
        });

    /// <summary>Ink that fades, every sixth of the picture, to a share of itself.</summary>
    public static GreyImage Pencil(this GreyImage picture, double least) => Drawing.Change(
        picture, (x, y, level) =>
        {
            double turns = (x + y) * 6.0 / (picture.Width + picture.Height);
            double wave = 0.5 + (0.5 * Math.Sin(2 * Math.PI * turns));
            return 235 - ((235 - level) * (least + ((1 - least) * wave)));
        });

    /// <summary>A shift and a stretch of all levels.</summary>
    public static GreyImage Contrast(this GreyImage picture, double factor, double offset) =>
        Drawing.Change(picture, (_, _, level) => (level * factor) + offset);

    private static double Line(double place, double apart, double thickness, double light)
    {
        double off = Math.Abs((place % apart) - (apart / 2));
        return 1 - ((1 - light) * Math.Clamp((thickness / 2) - off + 0.5, 0, 1));
    }

    private static double Gauss(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
