using Inkling.Imaging.Filters;
using Inkling.Imaging.Paper;
using Inkling.Imaging.Pieces;

namespace Inkling.Imaging.Panels;

/// <summary>
/// Finds where on a sheet or panel the ink is, for a closer look: what stands out from a square of paper that
/// is wider than any pen (white top-hat, Serra 1982), so that shade and the edge of a shadow do not. Ink that
/// is as large as the digit stays in sight. It reads no digit.
/// </summary>
internal static class SheetInk
{
    // Of the longer side: half of a square that is wider than a pen.
    private const double SquareRadius = 0.1;

    // So few pixels of ink make a digit; half as strong as the strongest of them is ink too, grain is faint.
    private const double Fewest = 0.0005, Strong = 0.5, Faint = 0.2;

    // In levels; less is grain.
    private const int LeastContrast = 12;

    // Of the longer side: how thick a finger is at least.
    private const double LeastFinger = 0.03;

    // Of the main piece's longer side: pieces so large are seen too, with so much paper around.
    private const double AsLarge = 0.4, Margin = 0.8;

    /// <summary>Returns how far ink stands out from the paper near it; 0 for what hardly does.</summary>
    public static GreyImage Above(GreyImage sheet, bool inkIsDark)
    {
        GreyImage light = inkIsDark ? sheet.Inverted() : sheet;
        int radius = Math.Max(4, (int)(SquareRadius * Math.Max(sheet.Width, sheet.Height)));
        GreyImage paper = SlidingWindow.Dilate(SlidingWindow.Erode(light, radius), radius);
        GreyImage above = Background.Difference(sheet, paper, inkIsDark);
        Background.Lower(above.Pixels, (byte)(Faint * Strongest(above)));
        return above;
    }

    /// <summary>The box of the ink and paper around it, and 1 there for each pixel of a finger.</summary>
    public static (PixelBox Box, GreyImage? Fingers)? Find(GreyImage sheet, bool inkIsDark)
    {
        GreyImage above = Above(sheet, inkIsDark);
        int threshold = (int)(Strong * Strongest(above));
        if (threshold < LeastContrast)
            return null;
        above = RuledPaper.Erase(above, threshold);
        List<InkComponent> pieces = InkComponent.FindAll(above, threshold, threshold);
        GreyImage? fingers = Fingers(pieces, sheet);
        pieces.RemoveAll(piece => piece.OnEdge > 0);
        List<InkComponent> digit = DigitSelection.Choose(pieces, sheet.Width, sheet.Height);
        if (digit.Count == 0)
            return null;
        PixelBox box = StrokeWeight.BoundingBox(digit);
        int least = (int)(AsLarge * box.LongerSide);
        foreach (InkComponent piece in pieces)
            box = piece.Box.LongerSide >= least ? box.With(piece.Box) : box;
        int margin = (int)(Margin * box.LongerSide);
        (int left, int top) = (Math.Max(0, box.Left - margin), Math.Max(0, box.Top - margin));
        var area = new PixelBox(left, top, Math.Min(sheet.Width, box.Right + margin) - left,
            Math.Min(sheet.Height, box.Bottom + margin) - top);
        return (area, fingers?.Crop(area));
    }

    // What reaches in from the edge and is no line: a finger, or the shadow of one.
    private static GreyImage? Fingers(List<InkComponent> pieces, GreyImage sheet)
    {
        double thick = LeastFinger * Math.Max(sheet.Width, sheet.Height);
        List<InkComponent> fingers = pieces.FindAll(piece =>
            piece.OnEdge > 0 && Math.Min(piece.Box.Width, piece.Box.Height) > thick
            && 2 * piece.Area > piece.Box.Width * piece.Box.Height);
        if (fingers.Count == 0)
            return null;
        GreyImage marks = new(sheet.Width, sheet.Height);
        foreach (InkComponent finger in fingers)
        {
            foreach (InkRun run in finger.Runs)
                run.Of(marks).Fill(1);
        }
        return SlidingWindow.Dilate(marks, 2);
    }

    private static int Strongest(GreyImage above) => new Histogram(above.Pixels).Quantile(1 - Fewest);
}
