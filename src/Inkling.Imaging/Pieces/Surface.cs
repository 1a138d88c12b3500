namespace Inkling.Imaging.Pieces;

/// <summary>
/// Tells a surface from a digit on paper: a strip of shade along the picture's edge, one of several stripes
/// from edge to edge, or one of many pieces that are alike, as squares and clouds leave. A row of digits is
/// none. It reads no digit.
/// </summary>
internal static class Surface
{
    // Beside a digit there may be others; of a surface there is always more, and it goes on beyond the
    // picture's edge, where a digit has two neighbours at most.
    private const int Many = 4;
    private const int ManyOnEdge = 3;
    private const double AsLarge = 0.5;

    // A strip of shade is narrow in its picture. A 1 that was cut out closely fills its own.
    private const double NarrowPart = 0.35;

    // Stripes lie beside each other and go on at both ends; aslant, those towards a corner are shorter.
    private const int ManyStripes = 3;
    private const double AsLong = 0.2;

    /// <summary>Whether the chosen pieces, the main one first, are part of a surface.</summary>
    public static bool IsPartOfOne(
        List<InkComponent> pieces, List<InkComponent> chosen, PixelBox[] digits, int width, int height)
    {
        InkComponent main = chosen[0];
        bool isStrip = main.Box.Width < NarrowPart * width || main.Box.Height < NarrowPart * height;
        if (isStrip && chosen.TrueForAll(DigitSelection.LiesAlongEdge))
            return true;
        int Sides(InkComponent piece) => SidesOf(piece.Box, width, height);
        if (Sides(main) > 1
            && pieces.Count(piece => Sides(piece) > 1 && piece.Area >= AsLong * main.Area
                && !chosen.Contains(piece)) >= ManyStripes)
        {
            return true;
        }
        List<InkComponent> alike = pieces.FindAll(piece => piece.Area >= AsLarge * main.Area
            && !chosen.Contains(piece));
        return (alike.Count >= Many && !DigitPieces.AreInRow(digits))
            || alike.Count(piece => piece.OnEdge > 0) >= ManyOnEdge;
    }

    // How many of the picture's sides a box reaches.
    private static int SidesOf(PixelBox box, int width, int height) =>
        (box.Left == 0 ? 1 : 0) + (box.Top == 0 ? 1 : 0) + (box.Right == width ? 1 : 0)
            + (box.Bottom == height ? 1 : 0);
}
