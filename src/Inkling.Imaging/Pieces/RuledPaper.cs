using Inkling.Imaging.Filters;

namespace Inkling.Imaging.Pieces;

/// <summary>
/// Erases the lines of ruled and squared paper, which go from edge to edge of the picture and beyond the
/// digit on both sides. A stroke of a digit that fills its picture goes from edge to edge too, so a line
/// alone must also stand apart from the digit or be of another pen. It reads no digit.
/// </summary>
internal static class RuledPaper
{
    // Of the line's length: how far it must reach beyond the digit, to either side.
    private const double LeastBeyond = 0.08;

    // Three bars side by side may be those of an 8 that was cut out; more are no digit's.
    private const int Several = 3;
    private const int Many = 4;

    // Paper is often ruled in a paler ink, or with a finer or broader pen: so much, or it says nothing.
    private const double LevelRatio = 0.75;
    private const double ThicknessRatio = 0.5;

    /// <summary>The picture without such lines; the same picture if there are none.</summary>
    public static GreyImage Erase(GreyImage ink, int threshold)
    {
        List<RuledLine> across = RuledLine.FindAll(ink, threshold);
        bool reachesDown =
            ink.Pixels.AsSpan(0, ink.Width).ContainsAnyInRange((byte)(threshold + 1), (byte)255);
        GreyImage transposed = reachesDown ? Transposition.Of(ink) : ink;
        List<RuledLine> down = reachesDown ? RuledLine.FindAll(transposed, threshold) : [];
        if (across.Count + down.Count == 0)
            return ink;

        // What is digit shows only without any of them, and it may be darker than they are.
        GreyImage rest = EraseAll(ink, across, down);
        int darker = new Histogram(rest.Pixels).Otsu();
        List<InkComponent> digit = DigitSelection.Choose(
            InkComponent.FindAll(rest, darker, darker), ink.Width, ink.Height);
        if (digit.Count == 0)
            return Math.Max(across.Count, down.Count) >= Many ? rest : ink;
        PixelBox box = StrokeWeight.BoundingBox(digit);
        double pen = StrokeWeight.Width(digit);
        double level = InkLevels.Of(ink, [digit[0]]).Mean(0, 255);
        var transposedBox = new PixelBox(box.Top, box.Left, box.Height, box.Width);
        RemoveStrokes(across, ink, box, pen, level);
        RemoveStrokes(down, transposed, transposedBox, pen, level);
        return across.Count + down.Count == 0 ? ink : EraseAll(ink, across, down);
    }

    private static void RemoveStrokes(
        List<RuledLine> lines, GreyImage ink, PixelBox digit, double pen, double level)
    {
        bool isBeyond = digit.Left >= LeastBeyond * ink.Width && digit.Right <= (1 - LeastBeyond) * ink.Width;
        if (lines.Count >= Many || (lines.Count >= Several && isBeyond))
            return;
        lines.RemoveAll(line => !isBeyond || !IsRule(line, ink, digit, pen, level));
    }

    private static bool IsRule(RuledLine line, GreyImage ink, PixelBox digit, double pen, double level)
    {
        double row = line.Start + (line.Slope * (digit.Left + (digit.Width / 2.0)));
        double below = digit.Bottom - row;
        double above = row - digit.Top;
        bool isApart = Math.Min(below, above) < -(line.Thickness / 2) - 1;
        return isApart
            || line.Level(ink) < LevelRatio * level
            || Math.Min(line.Thickness, pen) < ThicknessRatio * Math.Max(line.Thickness, pen);
    }

    private static GreyImage EraseAll(GreyImage ink, List<RuledLine> across, List<RuledLine> down)
    {
        GreyImage rest = ink.Copy();
        foreach (RuledLine line in across)
            line.Erase(rest);
        if (down.Count == 0)
            return rest;
        GreyImage transposed = Transposition.Of(rest);
        foreach (RuledLine line in down)
            line.Erase(transposed);
        return Transposition.Of(transposed);
    }
}
