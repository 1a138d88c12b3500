namespace Inkling.Imaging.Pieces;

/// <summary>
/// Chooses the pieces of ink that are the digit: the one that most likely is its body, and those that may
/// belong to it, such as the hat of a 5 or the rest of a broken stroke. Specks, and neighbours that reach in
/// from the edge, are left out. It reads no digit.
/// </summary>
internal static class DigitSelection
{
    // A piece on the edge may be the next digit, cut; one along the edge is a shadow or a ruled line. But a
    // digit may reach the edge too, and one that fills the picture still wins.
    private const double EdgeWeight = 0.5;
    private const double CutShare = 0.3;
    private const double AlongEdgeWeight = 0.1;

    // Who takes a picture of a digit aims at it: ink in a corner counts half of ink in the middle.
    private const double CornerWeight = 0.5;

    // The bar of a 5 is about a tenth of its ink, a speck of dust far less.
    private const double LeastShare = 0.04;

    // A crumb of a broken stroke is smaller still, but lies where the stroke goes on.
    private const double LeastCrumb = 0.01;

    // Of the largest pieces; grain has thousands, and each is held against each.
    private const int MostPieces = 60;

    // Parts of one digit are no further apart than this part of its longer side.
    private const double MostGap = 0.4;

    /// <summary>The digit's pieces, the main one first; none if there is no ink.</summary>
    public static List<InkComponent> Choose(List<InkComponent> components, int width, int height)
    {
        if (components.Count == 0)
            return [];
        InkComponent main = components.MaxBy(piece => Weight(piece, width, height))!;
        double pen = StrokeWeight.Width([main]);
        List<InkComponent> chosen = [main];
        List<InkComponent> left =
        [
            .. components.Where(piece => piece != main && piece.Area >= LeastCrumb * main.Area)
                .OrderByDescending(piece => piece.Area).Take(MostPieces),
        ];

        // A broken stroke goes on from piece to piece.
        while (left.Find(piece => Belongs(piece, chosen, pen, width, height)) is { } next)
        {
            left.Remove(next);
            chosen.Add(next);
        }
        return chosen;
    }

    private static double Weight(InkComponent piece, int width, int height)
    {
        PixelBox box = piece.Box;
        double aside = Math.Abs(box.Left + (box.Width / 2.0) - (width / 2.0)) / (width / 2.0);
        double upDown = Math.Abs(box.Top + (box.Height / 2.0) - (height / 2.0)) / (height / 2.0);
        double weight = piece.Area * (1 - ((1 - CornerWeight) * Math.Max(aside, upDown)));
        double cut = Math.Min(1, piece.OnEdge / (CutShare * piece.Box.LongerSide));
        return weight * (LiesAlongEdge(piece) ? AlongEdgeWeight : 1 - ((1 - EdgeWeight) * cut));
    }

    /// <summary>Whether a piece is narrow and lies mostly along the picture's edge.</summary>
    public static bool LiesAlongEdge(InkComponent piece) =>
        5 * piece.OnEdge > 4 * piece.Box.LongerSide
        && 2 * Math.Min(piece.Box.Width, piece.Box.Height) < piece.Box.LongerSide;

    private static bool Belongs(
        InkComponent piece, List<InkComponent> digit, double pen, int width, int height)
    {
        PixelBox all = StrokeWeight.BoundingBox(digit);
        bool crumb = piece.Area < LeastShare * digit[0].Area || piece.Box.LongerSide <= 2 * pen;
        double gap = digit.Min(other => Gap(piece, other));
        if (gap > (crumb ? 2 * pen : MostGap * all.LongerSide))
            return false;
        if (piece.OnEdge == 0)
            return true;
        if (IsLine(piece, pen, width, height))
            return false;
        if (!piece.ReachesSide)
            return !LiesAlongEdge(piece) || gap <= 2 * pen;

        // The next digit reaches in from the side; parts of one digit share columns, or are hat and body.
        int shared = Math.Min(piece.Box.Right, all.Right) - Math.Max(piece.Box.Left, all.Left);
        // What is cut along much of its length has more beyond the edge than here.
        bool isMostlyBeyond = 5 * piece.OnEdge > 2 * piece.Box.LongerSide;
        if (2 * shared >= piece.Box.Width && (gap <= 0.5 * pen || !isMostlyBeyond))
            return gap <= pen && !LiesAlongEdge(piece);
        return gap <= 3 * pen && (IsHatOf(piece.Box, all) || IsHatOf(all, piece.Box));
    }

    // From edge to edge and no thicker than a pen: a ruled line, or the border of a form's box.
    private static bool IsLine(InkComponent piece, double pen, int width, int height) =>
        (piece.Box.Width == width && piece.Box.Height <= 3 * pen)
        || (piece.Box.Height == height && piece.Box.Width <= 3 * pen);

    // The hat of a 5 lies flat above its body.
    private static bool IsHatOf(PixelBox hat, PixelBox body) =>
        hat.Bottom <= body.Top + (body.Height / 3) && 2 * hat.Width >= 3 * hat.Height;

    // The least distance of two pieces, in pixels between them.
    private static double Gap(InkComponent one, InkComponent other)
    {
        int least = int.MaxValue;
        foreach (InkRun run in one.Runs)
        {
            foreach (InkRun otherRun in other.Runs)
                least = Math.Min(least, run.SquareOfGap(otherRun));
        }
        return Math.Sqrt(least) - 1;
    }
}
