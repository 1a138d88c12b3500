namespace Inkling.Imaging.Pieces;

/// <summary>
/// Finds all ink as large as a digit: where the chosen digit lies, and its equals beside it. Crumbs, lines
/// and neighbours that the picture's edge cuts off are none. It reads no digit, and can't part digits that
/// touch.
/// </summary>
internal static class DigitPieces
{
    // Of the tallest digit's height, and of the read one's ink: a small 1 beside a large 8, of one hand.
    private const double LeastHeight = 0.4;
    private const double LeastInk = 0.06;

    // Crumbs are no part of another digit, and grain has thousands.
    private const double LeastCrumb = 0.01;
    private const int MostPieces = 100;

    // The edge meets a neighbour that it cuts along this much of its height; if so, this much must be there.
    private const double MostCut = 0.15;
    private const double LeastHeightOfCut = 0.7;
    private const double LeastWidthOfCut = 0.5;

    // Of the height of all: a part so high is a digit, if it shares hardly any column with another.
    private const double LeastPart = 0.42;
    private const double MostShared = 0.25;

    // A 4 or 9 whose stem stands apart: how near, how narrow and how much lower than what is left of it.
    private const double MostGapOfStem = 0.15;
    private const double MostWidthOfStem = 0.5;
    private const double LeastBelow = 0.2;

    /// <summary>The boxes of all digits, from left to right.</summary>
    /// <param name="pieces">All ink.</param>
    /// <param name="chosen">The pieces of the digit that is read.</param>
    public static PixelBox[] FindAll(List<InkComponent> pieces, List<InkComponent> chosen)
    {
        PixelBox first = StrokeWeight.BoundingBox(chosen);
        int ink = chosen.Sum(piece => piece.Area);
        IEnumerable<InkComponent> rest = pieces
            .Where(piece => piece.Area >= LeastCrumb * ink && !chosen.Contains(piece))
            .OrderByDescending(piece => piece.Area).Take(MostPieces);
        List<List<InkComponent>> digits = Parts(chosen, first);
        digits.AddRange(Columns(rest).FindAll(group => IsDigit(group, first, ink)));
        PixelBox[] boxes = new PixelBox[digits.Count];
        int tallest = 0;
        for (int i = 0; i < boxes.Length; i++)
        {
            boxes[i] = StrokeWeight.BoundingBox(digits[i]);
            tallest = Math.Max(tallest, boxes[i].Height);
        }
        if (boxes.Length == 1 || first.Height < LeastHeight * tallest)
            return [first];
        boxes = Array.FindAll(boxes, box => box.Height >= LeastHeight * tallest);
        Array.Sort(boxes, (one, other) => one.Left.CompareTo(other.Left));
        return boxes;
    }

    /// <summary>Whether all boxes lie side by side.</summary>
    public static bool AreInRow(PixelBox[] boxes) => Array.TrueForAll(boxes, one =>
        Array.TrueForAll(boxes, other =>
            2 * (Math.Min(one.Bottom, other.Bottom) - Math.Max(one.Top, other.Top))
                >= Math.Min(one.Height, other.Height)));

    private static bool IsDigit(List<InkComponent> group, PixelBox first, int ink)
    {
        PixelBox box = StrokeWeight.BoundingBox(group);
        bool isCut = group.Sum(piece => piece.OnEdge) > MostCut * box.LongerSide;
        return box.Height >= LeastHeight * first.Height && group.Sum(piece => piece.Area) >= LeastInk * ink
            && !group.TrueForAll(DigitSelection.LiesAlongEdge)
            && (!isCut || (box.Height >= LeastHeightOfCut * first.Height
                && box.Width >= LeastWidthOfCut * first.Width));
    }

    // The chosen pieces are near each other: parts of one digit, or two digits of a narrow hand.
    private static List<List<InkComponent>> Parts(List<InkComponent> chosen, PixelBox all)
    {
        List<List<InkComponent>> parts =
            Columns(chosen.Where(piece => piece.Box.Height >= LeastPart * all.Height));
        bool isOne = parts.Count < 2 || (parts.Count == 2
            && IsStemOf(StrokeWeight.BoundingBox(parts[1]), StrokeWeight.BoundingBox(parts[0]), all));
        return isOne ? [chosen] : parts;
    }

    private static bool IsStemOf(PixelBox stem, PixelBox left, PixelBox all) =>
        stem.Left - left.Right <= MostGapOfStem * all.Height
        && stem.Width <= MostWidthOfStem * stem.Height
        && stem.Bottom - left.Bottom >= LeastBelow * all.Height;

    // Groups of pieces that share columns, from left to right.
    private static List<List<InkComponent>> Columns(IEnumerable<InkComponent> pieces)
    {
        List<List<InkComponent>> groups = [];
        PixelBox last = default;
        foreach (InkComponent piece in pieces.OrderBy(piece => piece.Box.Left))
        {
            int shared = Math.Min(last.Right, piece.Box.Right) - piece.Box.Left;
            if (groups.Count > 0 && shared > MostShared * Math.Min(last.Width, piece.Box.Width))
            {
                groups[^1].Add(piece);
                last = last.With(piece.Box);
                continue;
            }
            groups.Add([piece]);
            last = piece.Box;
        }
        return groups;
    }
}
