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

    private readonly List<Side> _sides = [];

    // How high it is between the upper and the lower side, once they are found.
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
            var form = new FormBox(ink, threshold, piece.Box);
            if (!form.FindSides())
                continue;
            GreyImage without = rest.Copy();
            form.Peel(without);
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
            form.FindSides();
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

    // The outermost run of ink of each row and column, from either end; false if a side is not drawn.
    private bool FindSides()
    {
        int width = ink.Width;
        int first = (box.Top * width) + box.Left;
        int lastRow = ((box.Bottom - 1) * width) + box.Left;
        return FindSide(new(first, 1, width, box.Width, box.Height))
            && FindSide(new(lastRow, 1, -width, box.Width, box.Height))
            && FindSide(new(first, width, 1, box.Height, box.Width))
            && FindSide(new(first + box.Width - 1, width, -1, box.Height, box.Width));
    }

    private bool FindSide(Side side)
    {
        int band = Math.Max(2, (int)(Slant * side.Depth));
        var runs = new (int Start, int End)[side.Length];
        List<int> thicknesses = [];
        for (int i = 0; i < runs.Length; i++)
        {
            int start = 0;
            while (start < band && ink.Pixels[side.At(i, start)] <= threshold)
                start++;
            int end = start;
            while (end < side.Depth && ink.Pixels[side.At(i, end)] > threshold)
                end++;
            runs[i] = (start, end);
            if (end > start)
                thicknesses.Add(end - start);
        }
        if (thicknesses.Count < LeastDrawn * side.Length)
            return false;
        thicknesses.Sort();
        int thickness = thicknesses[thicknesses.Count / 2];
        _inside -= side.Depth == box.Height ? thickness + 1 : 0;
        _sides.Add(side with { Runs = runs, Thickest = (thickness * 3 / 2) + 1 });
        return true;
    }

    // Takes the sides off.
    private void Peel(GreyImage rest)
    {
        foreach (Side side in _sides)
        {
            for (int i = 0; i < side.Length; i++)
            {
                (int start, int end) = side.Runs[i];
                if (end - start > side.Thickest)
                    continue;
                for (int j = Math.Max(0, start - 1); j < Math.Min(side.Depth, end + 1); j++)
                    rest.Pixels[side.At(i, j)] = 0;
            }
        }
    }

    /// <summary>A side from its first place along it, looking inwards; steps are in pixels.</summary>
    private sealed record Side(int First, int Along, int Inwards, int Length, int Depth)
    {
        /// <summary>At each place, where the ink begins and ends.</summary>
        public (int Start, int End)[] Runs { get; init; } = [];

        /// <summary>More is not the side's, but what it runs into.</summary>
        public int Thickest { get; init; }

        /// <summary>The index of a pixel.</summary>
        public int At(int place, int inwards) => First + (place * Along) + (inwards * Inwards);
    }
}
