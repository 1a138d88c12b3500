namespace Inkling.Imaging.Preparation;

/// <summary>
/// Finds all ink as large as a digit: where the chosen digit lies, and its equals beside it. Crumbs, lines
/// and neighbours that the picture's edge cuts off are none. It reads no digit, and can't part digits that
/// touch.
/// </summary>
internal static class DigitPieces
{
    // Of the read digit's height and ink: a small 1 beside a large 8, both of one hand.
    private const double LeastHeight = 0.4;
    private const double LeastInk = 0.06;

    // A neighbour that the edge cuts off is met along more of its height.
    private const double MostCut = 0.15;

    // Of parts that lie near each other: two this high, side by side, are two digits.
    private const double LeastPart = 0.5;
    private const double MostShared = 0.25;

    // More than a row of a form has; a sheet of digits has more, and so has grain.
    private const int Most = 40;

    /// <summary>The boxes of all digits, from left to right.</summary>
    public static List<PixelBox> FindAll(
        List<InkComponent> pieces, List<InkComponent> chosen, int width, int height)
    {
        List<PixelBox> boxes = Parts(chosen);
        PixelBox first = StrokeWeight.BoundingBox(chosen);
        int ink = chosen.Sum(piece => piece.Area);
        List<InkComponent> rest = pieces.FindAll(piece => !chosen.Contains(piece) && piece.Area >= LeastInk * ink / 2);
        for (int i = 0; i < Most && rest.Count > 0; i++)
        {
            List<InkComponent> next = DigitSelection.Choose(rest, width, height);
            rest.RemoveAll(next.Contains);
            if (IsDigit(next, first, ink))
                boxes.AddRange(Parts(next));
        }
        boxes.Sort((one, other) => one.Left.CompareTo(other.Left));
        return boxes;
    }

    private static bool IsDigit(List<InkComponent> next, PixelBox first, int ink)
    {
        PixelBox box = StrokeWeight.BoundingBox(next);
        return box.Height >= LeastHeight * first.Height
            && next.Sum(piece => piece.Area) >= LeastInk * ink
            && next.Sum(piece => piece.OnEdge) <= MostCut * box.LongerSide;
    }

    // The parts of one digit overlap, or one is small: what is high and side by side is several.
    private static List<PixelBox> Parts(List<InkComponent> digit)
    {
        PixelBox all = StrokeWeight.BoundingBox(digit);
        List<PixelBox> high =
        [
            .. digit.Select(piece => piece.Box).Where(box => box.Height >= LeastPart * all.Height)
                .OrderBy(box => box.Left),
        ];
        for (int i = 1; i < high.Count; i++)
        {
            int shared = Math.Min(high[i - 1].Right, high[i].Right) - high[i].Left;
            if (shared > MostShared * Math.Min(high[i - 1].Width, high[i].Width))
            {
                high[i - 1] = high[i - 1].With(high[i]);
                high.RemoveAt(i--);
            }
        }
        return high.Count < 2 ? [all] : high;
    }
}
