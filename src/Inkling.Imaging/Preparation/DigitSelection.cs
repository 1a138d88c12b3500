namespace Inkling.Imaging.Preparation;

/// <summary>
/// Chooses the pieces of ink that are the digit: the largest, and those that may belong to it, such as the
/// bar of a 5. Specks, and neighbours that reach in from the edge, are left out. It reads no digit.
/// </summary>
internal static class DigitSelection
{
    // A piece at the edge may be the next digit, and one that lies along it is a shadow or a ruled line;
    // but a digit may reach the edge too, and one that fills the picture still wins.
    private const double EdgeWeight = 0.5;
    private const double AlongEdgeWeight = 0.1;

    // The bar of a 5 is about a tenth of its ink, a speck of dust far less.
    private const double LeastShare = 0.04;

    /// <summary>The digit's pieces, the main one first; none if there is no ink.</summary>
    public static List<InkComponent> Choose(List<InkComponent> components)
    {
        if (components.Count == 0)
            return [];
        InkComponent main = components[0];
        foreach (InkComponent piece in components)
            main = Weight(piece) > Weight(main) ? piece : main;
        List<InkComponent> chosen = [main];
        chosen.AddRange(components.Where(piece => piece != main && BelongsTo(piece, main)));
        return chosen;
    }

    private static double Weight(InkComponent piece) =>
        piece.Area * (piece.OnEdge == 0 ? 1 : LiesAlongEdge(piece) ? AlongEdgeWeight : EdgeWeight);

    private static bool LiesAlongEdge(InkComponent piece) => 5 * piece.OnEdge > 4 * piece.Box.Longest;

    private static bool BelongsTo(InkComponent piece, InkComponent main)
    {
        if (piece.Area < LeastShare * main.Area)
            return false;
        if (piece.OnEdge == 0)
            return true;
        if (LiesAlongEdge(piece))
            return false;

        // The next digit reaches in from the side; the parts of one digit share columns.
        int shared = Math.Min(piece.Box.Right, main.Box.Right) - Math.Max(piece.Box.Left, main.Box.Left);
        return !piece.ReachesSide || 2 * shared >= piece.Box.Width;
    }
}
