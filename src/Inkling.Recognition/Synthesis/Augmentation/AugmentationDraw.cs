using Inkling.Neural;

namespace Inkling.Recognition.Synthesis;

/// <summary>
/// What one digit is given, drawn within the settings. Every number is drawn whether its part is on or off,
/// so that a digit keeps its rotation when, say, its blur is switched off.
/// </summary>
internal readonly record struct AugmentationDraw
{
    public float ShiftX { get; init; } // pixels to the right
    public float ShiftY { get; init; } // pixels down
    public float Rotation { get; init; } // degrees, anticlockwise as a reader sees it
    public float ScaleX { get; init; } // what the width is multiplied by
    public float ScaleY { get; init; } // what the height is multiplied by
    public float Shear { get; init; } // pixels to the right for each pixel down
    public float Stroke { get; init; } // pixels by which the ink's edge moves outwards; below 0, inwards
    public float Blur { get; init; } // the deviation in pixels; 0 for none
    public float Noise { get; init; } // the deviation in levels; 0 for none

    /// <summary>The next digit's numbers, always ten of the stream's.</summary>
    public static AugmentationDraw Of(AugmentationSettings settings, ref RandomSequence random) => new()
    {
        ShiftX = settings.Shift * EitherWay(ref random),
        ShiftY = settings.Shift * EitherWay(ref random),
        Rotation = settings.Rotation * EitherWay(ref random),
        ScaleX = 1 + (settings.Scale * EitherWay(ref random)),
        ScaleY = 1 + (settings.Scale * EitherWay(ref random)),
        Shear = settings.Shear * EitherWay(ref random),
        Stroke = settings.Stroke * EitherWay(ref random),
        Blur = settings.Blur * random.NextSingle() * Chosen(settings.BlurProbability, ref random),
        Noise = settings.Noise * Chosen(settings.NoiseProbability, ref random),
    };

    private static float EitherWay(ref RandomSequence random) => (2 * random.NextSingle()) - 1;

    private static float Chosen(float probability, ref RandomSequence random) =>
        random.NextSingle() < probability ? 1 : 0;
}

/// <summary>(x, y) becomes (XX·x + XY·y + X0, YX·x + YY·y + Y0), in pixels to the right and down.</summary>
internal readonly record struct AffineMap(float XX, float XY, float X0, float YX, float YY, float Y0)
{
    // MNIST's digits, and ours after preparation, have their centre of mass here (Imaging's Centring).
    private const double Middle = 14;

    /// <summary>
    /// Where ink goes: scaling S, then slanting H, then turning R about the middle m, then shifting by t,
    /// p → R·H·S·(p − m) + m + t.
    /// </summary>
    public static AffineMap Of(in AugmentationDraw draw)
    {
        (double sin, double cos) = Math.SinCos(draw.Rotation * (Math.PI / 180));
        return About(
            cos * draw.ScaleX, ((cos * draw.Shear) + sin) * draw.ScaleY,
            -sin * draw.ScaleX, (cos - (sin * draw.Shear)) * draw.ScaleY,
            from: (Middle, Middle), to: (Middle + draw.ShiftX, Middle + draw.ShiftY));
    }

    /// <summary>Where ink comes from, the inverse: q → S⁻¹·H⁻¹·R⁻¹·(q − m − t) + m.</summary>
    public static AffineMap Undoing(in AugmentationDraw draw)
    {
        (double sin, double cos) = Math.SinCos(draw.Rotation * (Math.PI / 180));
        return About(
            (cos - (draw.Shear * sin)) / draw.ScaleX, (-sin - (draw.Shear * cos)) / draw.ScaleX,
            sin / draw.ScaleY, cos / draw.ScaleY,
            from: (Middle + draw.ShiftX, Middle + draw.ShiftY), to: (Middle, Middle));
    }

    /// <summary>Where (x, y) goes.</summary>
    public (float X, float Y) this[float x, float y] => ((XX * x) + (XY * y) + X0, (YX * x) + (YY * y) + Y0);

    private static AffineMap About(
        double xx, double xy, double yx, double yy, (double X, double Y) from, (double X, double Y) to) =>
        new((float)xx, (float)xy, (float)(to.X - (xx * from.X) - (xy * from.Y)),
            (float)yx, (float)yy, (float)(to.Y - (yx * from.X) - (yy * from.Y)));
}
