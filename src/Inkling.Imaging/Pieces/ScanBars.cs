namespace Inkling.Imaging.Pieces;

/// <summary>
/// Leaves out bars that run from one edge of a picture to the other beside other ink: the black margin of a
/// scan, the line between two columns. Alone, such a bar may be a 1. It changes no pixel.
/// </summary>
internal static class ScanBars
{
    // A digit that is cut out has no margin of a scan.
    private const int LeastSide = 100;

    // A bar is this many times longer than wide.
    private const int LeastLength = 3;

    // Of the bar's length: other ink of this size is writing, not a speck.
    private const double LeastWriting = 0.06;

    /// <summary>The pieces without such bars; the same list if there is none.</summary>
    public static List<InkComponent> Drop(List<InkComponent> pieces, int width, int height)
    {
        if (Math.Max(width, height) < LeastSide)
            return pieces;
        List<InkComponent> bars = pieces.FindAll(piece => IsUpright(piece.Box, height)
            || IsLevel(piece.Box, width));
        return bars.Count > 0 && pieces.Exists(piece => IsBeside(piece, bars))
            ? pieces.FindAll(piece => !bars.Contains(piece))
            : pieces;
    }

    private static bool IsUpright(PixelBox box, int height) =>
        box.Height == height && LeastLength * box.Width <= height;

    private static bool IsLevel(PixelBox box, int width) =>
        box.Width == width && LeastLength * box.Height <= width;

    private static bool IsBeside(InkComponent piece, List<InkComponent> bars) =>
        piece.OnEdge == 0 && bars.TrueForAll(bar => piece != bar && !Overlaps(piece.Box, bar.Box)
            && piece.Box.LongerSide >= LeastWriting * bar.Box.LongerSide);

    private static bool Overlaps(PixelBox one, PixelBox other) =>
        one.Left < other.Right && other.Left < one.Right && one.Top < other.Bottom && other.Top < one.Bottom;
}
