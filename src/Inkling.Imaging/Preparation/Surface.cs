namespace Inkling.Imaging.Preparation;

/// <summary>
/// Tells a surface from a digit on paper: a strip of shade along the picture's edge, or one of many pieces that are alike,
/// as stripes, squares and clouds leave. It reads no digit.
/// </summary>
internal static class Surface
{
    // Beside a digit there may be others; of a surface there is always more, and it goes on beyond the picture's edge, where
    // a digit has two neighbours at most.
    private const int Many = 4;
    private const int ManyOnEdge = 3;
    private const double AsLarge = 0.5;

    // A strip of shade is narrow in its picture. A 1 that was cut out closely fills its own.
    private const double NarrowPart = 0.35;

    /// <summary>Whether what was chosen is a piece of a surface.</summary>
    /// <param name="pieces">All pieces of ink.</param>
    /// <param name="chosen">Those that were taken for the digit, the main one first.</param>
    /// <param name="width">The picture's.</param>
    /// <param name="height">The picture's.</param>
    public static bool IsPartOfOne(List<InkComponent> pieces, List<InkComponent> chosen, int width, int height)
    {
        InkComponent main = chosen[0];
        bool isStrip = main.Box.Width < NarrowPart * width || main.Box.Height < NarrowPart * height;
        if (isStrip && chosen.TrueForAll(DigitSelection.LiesAlongEdge))
            return true;
        List<InkComponent> alike = pieces.FindAll(piece => piece.Area >= AsLarge * main.Area && !chosen.Contains(piece));
        return alike.Count >= Many || alike.Count(piece => piece.OnEdge > 0) >= ManyOnEdge;
    }
}
