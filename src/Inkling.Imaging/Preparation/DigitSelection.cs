namespace Inkling.Imaging.Preparation;

/// <summary>
/// Chooses the pieces of ink that are the digit: the largest, and those that may belong to it, such as the bar of
/// a 5. Specks, and neighbours that reach in from the edge, are left out. It reads no digit.
/// </summary>
internal static class DigitSelection
{
    // A piece at the edge is often a shadow, a ruled line or the next digit; one that fills the picture still wins.
    private const double EdgeWeight = 0.2;

    // The bar of a 5 is about a tenth of its ink, a speck of dust far less.
    private const double LeastShare = 0.04;

    /// <summary>The digit's pieces, the main one first; none if there is no ink.</summary>
    public static List<InkComponent> Choose(List<InkComponent> components)
    {
        InkComponent? main = components.MaxBy(Weight);
        if (main is null)
            return [];
        List<InkComponent> chosen = [main];
        chosen.AddRange(components.Where(piece => piece != main && BelongsTo(piece, main)));
        return chosen;
    }

    private static double Weight(InkComponent piece) => piece.Area * (piece.TouchesEdge ? EdgeWeight : 1);

    private static bool BelongsTo(InkComponent piece, InkComponent main)
    {
        if (piece.Area < LeastShare * main.Area)
            return false;
        if (!piece.TouchesEdge)
            return true;
        int x = piece.Box.Left + (piece.Box.Width / 2);
        int y = piece.Box.Top + (piece.Box.Height / 2);
        return x >= main.Box.Left && x < main.Box.Right && y >= main.Box.Top && y < main.Box.Bottom;
    }
}
