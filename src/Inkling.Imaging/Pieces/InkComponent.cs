namespace Inkling.Imaging.Pieces;

/// <summary>One connected piece of ink: where it is and how much there is of it.</summary>
internal sealed class InkComponent
{
    /// <summary>The indices of its pixels in the picture, row · width + column.</summary>
    public required IReadOnlyList<int> Indices { get; init; }

    public PixelBox Box { get; init; }

    /// <summary>How many of its pixels are on the picture's edge.</summary>
    public int OnEdge { get; init; }

    /// <summary>True if it reaches the picture's left or right edge.</summary>
    public bool ReachesSide { get; init; }

    /// <summary>Pixels of ink.</summary>
    public int Area => Indices.Count;

    /// <summary>
    /// Finds all pieces of the pixels above <paramref name="threshold"/>, neighbours in eight directions,
    /// that have one above <paramref name="sure"/>: a stroke that fades is followed, grain as faint is not
    /// (Canny 1986, hysteresis).
    /// </summary>
    public static List<InkComponent> FindAll(GreyImage ink, int threshold, int sure)
    {
        var found = new List<InkComponent>();
        bool[] seen = new bool[ink.Pixels.Length];
        var open = new List<int>();
        for (int start = 0; start < seen.Length; start++)
        {
            int next =
                ink.Pixels.AsSpan(start).IndexOfAnyInRange((byte)Math.Min(255, threshold + 1), (byte)255);
            if (next < 0)
                break;
            start += next;
            if (seen[start])
                continue;
            InkComponent piece = Flood(ink, threshold, start, seen, open);
            if (HasAbove(ink.Pixels, sure, piece.Indices))
                found.Add(piece);
        }
        return found;
    }

    private static bool HasAbove(byte[] pixels, int sure, IReadOnlyList<int> indices)
    {
        for (int i = 0; i < indices.Count; i++)
        {
            if (pixels[indices[i]] > sure)
                return true;
        }
        return false;
    }

    private static InkComponent Flood(GreyImage ink, int threshold, int start, bool[] seen, List<int> open)
    {
        byte[] pixels = ink.Pixels;
        List<int> indices = [];
        var box = default(PixelBox);
        int onEdge = 0;
        seen[start] = true;
        open.Add(start);
        while (open.Count > 0)
        {
            int index = open[^1];
            open.RemoveAt(open.Count - 1);
            (int y, int x) = Math.DivRem(index, ink.Width);
            indices.Add(index);
            box = box.With(x, y);
            onEdge += x == 0 || y == 0 || x == ink.Width - 1 || y == ink.Height - 1 ? 1 : 0;
            int left = Math.Max(0, x - 1), right = Math.Min(ink.Width - 1, x + 1);
            for (int v = Math.Max(0, y - 1); v <= Math.Min(ink.Height - 1, y + 1); v++)
            {
                int row = v * ink.Width;
                for (int near = row + left; near <= row + right; near++)
                {
                    if (seen[near] || pixels[near] <= threshold)
                        continue;
                    seen[near] = true;
                    open.Add(near);
                }
            }
        }
        bool reachesSide = box.Left == 0 || box.Right == ink.Width;
        return new InkComponent { Indices = indices, Box = box, OnEdge = onEdge, ReachesSide = reachesSide };
    }
}
