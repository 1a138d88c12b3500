namespace Inkling.Imaging.Preparation;

/// <summary>
/// Erases the box of a form around the digit: one piece of ink whose four sides are straight and thin. A
/// squarish 0 or 8 is such a piece too, but has no digit inside. It reads no digit.
/// </summary>
internal sealed class FormBox(GreyImage ink, int threshold, PixelBox box)
{
    // Of the sides of picture and box: how large a box is, how far aslant, and how much of it is drawn.
    private const double LeastSide = 0.4;
    private const double Slant = 0.08;
    private const double LeastDrawn = 0.85;

    // How high the digit is at least, as part of the box; the middle bar of a squarish 8 is lower.
    private const double LeastDigit = 0.25;

    /// <summary>The picture without such a box; the same picture if there is none.</summary>
    public static GreyImage Erase(GreyImage ink, int threshold, List<InkComponent> pieces)
    {
        foreach (InkComponent piece in pieces)
        {
            bool isLarge = piece.Box.Width >= LeastSide * ink.Width
                && piece.Box.Height >= LeastSide * ink.Height;
            if (!isLarge || 3 * piece.Area > piece.Box.Width * piece.Box.Height)
                continue;
            GreyImage rest = ink.Copy();
            if (!new FormBox(ink, threshold, piece.Box).Peel(rest))
                continue;
            List<InkComponent> digit = DigitSelection.Choose(
                InkComponent.FindAll(rest, threshold, threshold), ink.Width, ink.Height);
            if (digit.Count > 0 && StrokeWeight.BoundingBox(digit).Height >= LeastDigit * piece.Box.Height)
                return rest;
        }
        return ink;
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
