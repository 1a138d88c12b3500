namespace Inkling.Imaging.Pieces;

/// <summary>
/// Leaves out the marks of a hand or a printer that lie near a digit and are none of its strokes: a line or
/// two below it, brackets around it, and the axes of a figure. It changes no pixel and reads no digit.
/// </summary>
internal static class Marks
{
    // A line is this much longer than thick, with its slope.
    private const double LeastLength = 4;

    // Of the digit's width and height: how long an underline is and how far away.
    private const double LeastOfWidth = 0.8;
    private const double MostBelow = 0.75;

    // The foot of a broken 2 lies where the stroke goes on, and is no wider.
    private const double LeastBeyond = 0.1;

    // A bracket is narrow, as high as its other, and bends outwards by a part of its height; a 1 does not.
    private const double NarrowPart = 0.4;
    private const double AsHigh = 0.8;
    private const double LeastBend = 0.015;

    // An axis is as long as the digit, and its line this much finer.
    private const double LeastFiner = 4;

    /// <summary>The pieces without such marks; the same list if there is none.</summary>
    public static List<InkComponent> Drop(List<InkComponent> pieces)
    {
        if (pieces.Count < 2)
            return pieces;
        List<InkComponent> others = pieces.FindAll(piece => !IsFlat(piece));
        if (others.MaxBy(piece => piece.Area) is not { } main)
            return pieces;
        double pen = StrokeWeight.Width([main]);
        List<InkComponent> marks = pieces.FindAll(piece =>
            IsAxis(piece, main, pen) || (IsFlat(piece) && IsBelow(piece, main, pen)));
        foreach (InkComponent left in others)
        {
            if (others.Find(piece => AreBrackets(left, piece, others)) is { } right)
                marks.AddRange([left, right]);
        }
        return marks.Count == 0 ? pieces : pieces.FindAll(piece => !marks.Contains(piece));
    }

    private static bool IsFlat(InkComponent piece) => piece.Box.Width >= LeastLength * piece.Box.Height;

    private static bool IsAxis(InkComponent piece, InkComponent digit, double pen) =>
        piece.Box.LongerSide >= digit.Box.LongerSide
        && LeastFiner * StrokeWeight.Width([piece]) <= pen;

    private static bool IsBelow(InkComponent line, InkComponent digit, double pen)
    {
        PixelBox box = digit.Box;
        double gap = line.Box.Top - box.Bottom;
        double beyond = LeastBeyond * box.Width;
        bool isWider = line.Box.Left < box.Left - beyond && line.Box.Right > box.Right + beyond;
        int shared = Math.Min(line.Box.Right, box.Right) - Math.Max(line.Box.Left, box.Left);
        return gap > -0.5 * line.Box.Height && gap <= MostBelow * box.Height
            && line.Box.Width >= LeastOfWidth * box.Width && 2 * shared >= box.Width
            && (isWider || gap >= pen);
    }

    private static bool AreBrackets(InkComponent left, InkComponent right, List<InkComponent> pieces)
    {
        (PixelBox one, PixelBox other) = (left.Box, right.Box);
        return one.Right < other.Left
            && one.Width <= NarrowPart * one.Height && other.Width <= NarrowPart * other.Height
            && Math.Min(one.Height, other.Height) >= AsHigh * Math.Max(one.Height, other.Height)
            && 2 * Math.Abs(one.Top - other.Top) <= Math.Min(one.Height, other.Height)
            && pieces.Exists(piece => piece.Box.Left >= one.Right && piece.Box.Right <= other.Left
                && 2 * piece.Box.Height >= one.Height)
            && Bend(left) <= -LeastBend && Bend(right) >= LeastBend;
    }

    // How much further right the middle third lies than the ends, as part of the height.
    private static double Bend(InkComponent piece)
    {
        double middle = 0, ends = 0;
        int inMiddle = 0, inEnds = 0;
        foreach (InkRun run in piece.Runs)
        {
            double columns = run.Length * (run.Left + run.Right - 1) / 2.0; // their sum
            if (3 * (run.Row - piece.Box.Top) / piece.Box.Height == 1)
                (middle, inMiddle) = (middle + columns, inMiddle + run.Length);
            else
                (ends, inEnds) = (ends + columns, inEnds + run.Length);
        }
        return inMiddle == 0 || inEnds == 0 ? 0 : ((middle / inMiddle) - (ends / inEnds)) / piece.Box.Height;
    }
}
