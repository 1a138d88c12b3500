namespace Inkling.Imaging.Pieces;

/// <summary>
/// Leaves out what is drawn around a digit without touching it: a ring, an oval, a form's box or row of
/// boxes, closed or nearly. A frame is a thin piece that surrounds another of a digit's size; a 0 has nothing
/// inside. It changes no pixel: <see cref="FormBox"/> peels a box that the digit touches.
/// </summary>
internal static class Frames
{
    // Less of its box is inked than this, even of a bold frame.
    private const double MostInked = 1.0 / 3;

    // How high what is inside is, as part of the frame: the dot in a 0 is lower.
    private const double LeastInside = 0.25;

    // Of the directions from a digit's middle: a hand's ring may stay open, a broken 4 is more so.
    private const int Directions = 48;
    private const double LeastSurrounded = 0.8;

    // Empty boxes of a form are as large as the one that is filled in.
    private const double MostDifference = 0.15;

    /// <summary>The pieces without frames; the same list if there is none.</summary>
    public static List<InkComponent> Drop(List<InkComponent> pieces)
    {
        List<InkComponent> frames = pieces.FindAll(piece => IsFrame(piece, pieces));
        return frames.Count == 0
            ? pieces
            : pieces.FindAll(piece => !frames.Exists(frame => piece == frame || IsEmpty(piece, frame)));
    }

    private static bool IsFrame(InkComponent frame, List<InkComponent> pieces)
    {
        PixelBox box = frame.Box;
        if (frame.Area > MostInked * box.Width * box.Height)
            return false;
        InkComponent? inside = pieces.FindAll(piece => IsWithin(piece.Box, box)
            && piece.Box.Height >= LeastInside * box.Height).MaxBy(piece => piece.Area);
        return inside is not null && Surrounds(frame, inside.Box);
    }

    private static bool IsWithin(PixelBox inner, PixelBox outer) =>
        inner.Left > outer.Left && inner.Right < outer.Right
        && inner.Top > outer.Top && inner.Bottom < outer.Bottom;

    private static bool Surrounds(InkComponent frame, PixelBox inside)
    {
        PixelBox box = frame.Box;
        bool[] inked = new bool[box.Width * box.Height];
        foreach (InkRun run in frame.Runs)
            inked.AsSpan(((run.Row - box.Top) * box.Width) + run.Left - box.Left, run.Length).Fill(true);
        (double x, double y) =
            (inside.Left + (inside.Width / 2.0) - box.Left, inside.Top + (inside.Height / 2.0) - box.Top);
        int met = 0;
        for (int i = 0; i < Directions; i++)
        {
            (double down, double across) = Math.SinCos(2 * Math.PI * i / Directions);
            met += Meets(inked, box, (x, y), (across, down)) ? 1 : 0;
        }
        return met >= LeastSurrounded * Directions;
    }

    private static bool Meets(
        bool[] inked, PixelBox box, (double X, double Y) from, (double Across, double Down) way)
    {
        for (double far = 0; ; far += 0.5)
        {
            int x = (int)Math.Floor(from.X + (far * way.Across));
            int y = (int)Math.Floor(from.Y + (far * way.Down));
            if ((uint)x >= (uint)box.Width || (uint)y >= (uint)box.Height)
                return false;
            if (inked[(y * box.Width) + x])
                return true;
        }
    }

    private static bool IsEmpty(InkComponent piece, InkComponent frame) =>
        piece.Area <= MostInked * piece.Box.Width * piece.Box.Height
        && Math.Abs(piece.Box.Width - frame.Box.Width) <= MostDifference * frame.Box.Width
        && Math.Abs(piece.Box.Height - frame.Box.Height) <= MostDifference * frame.Box.Height;
}
