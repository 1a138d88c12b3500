namespace Inkling.Imaging.Pieces;

/// <summary>
/// Erases the boxes of a form around digits: pieces of ink whose four sides are straight and thin, with the
/// sides that a row of boxes shares, and empty boxes of the same size. A squarish 0 or 8 is such a piece too,
/// but has no digit inside. It reads no digit.
/// </summary>
internal sealed class FormBox(GreyImage ink, int threshold, PixelBox box)
{
    // Of the sides of picture and box: how large a box is, how far aslant, and how much of it is drawn.
    private const double LeastSide = 0.4;
    private const double Slant = 0.08;
    private const double LeastDrawn = 0.85;

    // How high the digit is at least, as part of the box; the middle bar of a squarish 8 is lower.
    private const double LeastDigit = 0.25;

    // A side that two boxes share goes from the upper side to the lower one; a 1 keeps away from them.
    private const double LeastDivider = 0.93;
    private const double MostOfDivider = 0.12;

    // Boxes of one form differ by less than this part of their sides.
    private const double MostDifference = 0.15;

    // How high it is between the upper and the lower side, once they are peeled.
    private int _inside = box.Height;

    /// <summary>The picture without such boxes; the same picture if there is none.</summary>
    public static GreyImage Erase(GreyImage ink, int threshold, List<InkComponent> pieces)
    {
        GreyImage rest = ink;
        List<InkComponent> empty = [], filled = [];
        foreach (InkComponent piece in pieces)
        {
            bool isLarge = piece.Box.Width >= LeastSide * ink.Width
                || piece.Box.Height >= LeastSide * ink.Height;
            if (!isLarge || 3 * piece.Area > piece.Box.Width * piece.Box.Height)
                continue;
            GreyImage without = rest.Copy();
            var form = new FormBox(ink, threshold, piece.Box);
            if (!form.Peel(without))
                continue;
            if (form.HoldsDigit(without))
            {
                filled.Add(piece);
                rest = without;
            }
            else
            {
                empty.Add(piece);
            }
        }
        foreach (InkComponent piece in empty)
        {
            if (!filled.Exists(other => AreAlike(piece.Box, other.Box)))
                continue;
            var form = new FormBox(ink, threshold, piece.Box);
            form.Peel(rest);
            form.HoldsDigit(rest);
        }
        return rest;
    }

    private static bool AreAlike(PixelBox one, PixelBox other) =>
        Math.Abs(one.Width - other.Width) <= MostDifference * other.Width
        && Math.Abs(one.Height - other.Height) <= MostDifference * other.Height;

    // Erases what peeling leaves of the box, too: its corners and the sides that boxes share.
    private bool HoldsDigit(GreyImage rest)
    {
        List<InkComponent> inside = InkComponent.FindAll(rest, threshold, threshold).FindAll(piece =>
            piece.Box.Left >= box.Left && piece.Box.Right <= box.Right
            && piece.Box.Top >= box.Top && piece.Box.Bottom <= box.Bottom);
        foreach (InkComponent part in inside.Where(IsPartOfBox))
        {
            foreach (InkRun run in part.Runs)
                run.Of(rest).Clear();
        }
        inside.RemoveAll(IsPartOfBox);
        List<InkComponent> digit = DigitSelection.Choose(inside, ink.Width, ink.Height);
        return digit.Count > 0 && StrokeWeight.BoundingBox(digit).Height >= LeastDigit * box.Height;
    }

    private bool IsPartOfBox(InkComponent piece)
    {
        PixelBox part = piece.Box;
        bool isDivider = part.Height >= LeastDivider * _inside && part.Width <= MostOfDivider * part.Height;
        bool isCorner = (part.Left == box.Left || part.Right == box.Right)
            && (part.Top == box.Top || part.Bottom == box.Bottom)
            && part.LongerSide <= MostOfDivider * box.Height;
        return isDivider || isCorner;
    }

    // Takes the outermost run of ink off each row and column, from either end; false if a side is not drawn.
    private bool Peel(GreyImage rest)
    {
        int width = ink.Width;
        int first = (box.Top * width) + box.Left;
        int lastRow = ((box.Bottom - 1) * width) + box.Left;
        return PeelSide(rest, first, 1, width, box.Width, box.Height)
            && PeelSide(rest, lastRow, 1, -width, box.Width, box.Height)
            && PeelSide(rest, first, width, 1, box.Height, box.Width)
            && PeelSide(rest, first + box.Width - 1, width, -1, box.Height, box.Width);
    }

    // Along a side from its first place, looking inwards from each.
    private bool PeelSide(GreyImage rest, int first, int along, int inwards, int length, int depth)
    {
        int band = Math.Max(2, (int)(Slant * depth));
        var runs = new (int Start, int End)[length];
        List<int> thicknesses = [];
        for (int i = 0; i < length; i++)
        {
            int start = 0;
            while (start < band && ink.Pixels[first + (i * along) + (start * inwards)] <= threshold)
                start++;
            int end = start;
            while (end < depth && ink.Pixels[first + (i * along) + (end * inwards)] > threshold)
                end++;
            runs[i] = (start, end);
            if (end > start)
                thicknesses.Add(end - start);
        }
        if (thicknesses.Count < LeastDrawn * length)
            return false;
        thicknesses.Sort();
        _inside -= depth == box.Height ? thicknesses[thicknesses.Count / 2] + 1 : 0;
        int thickest = (thicknesses[thicknesses.Count / 2] * 3 / 2) + 1;
        for (int i = 0; i < length; i++)
        {
            (int start, int end) = runs[i];
            if (end - start > thickest)
                continue;
            for (int j = Math.Max(0, start - 1); j < Math.Min(depth, end + 1); j++)
                rest.Pixels[first + (i * along) + (j * inwards)] = 0;
        }
        return true;
    }
}
