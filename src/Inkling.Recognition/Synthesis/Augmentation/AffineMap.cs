namespace Inkling.Recognition.Synthesis;

/// <summary>
/// (x, y) becomes (XX·x + XY·y + X0, YX·x + YY·y + Y0), in pixels, x to the right and y down.
/// </summary>
internal readonly record struct AffineMap(float XX, float XY, float X0, float YX, float YY, float Y0)
{
    // About the middle and not about the digit's own centre of mass: MNIST's digits, and ours after preparation, have
    // that centre here (Imaging's Centring: column and row 14), so looking for it would change nothing but the time.
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
