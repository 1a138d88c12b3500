namespace Inkling.Imaging.Panels;

/// <summary>
/// Parts a picture into zones within which levels change by no more than a step from pixel to pixel, whatever
/// they add up to (quasi-flat zones, Meyer and Maragos 1999): light that falls off stays one zone, an edge
/// parts two. Neighbours are those beside, above and below. It judges no zone.
/// </summary>
internal sealed class FlatZones(int pixels)
{
    // By pixel; used again for each partition.
    private readonly int[] _roots = new int[pixels];
    private readonly int[] _areas = new int[pixels];
    private readonly byte[] _marks = new byte[pixels];

    /// <summary>Parts a picture; returns its zones of so many pixels, each by its first pixel.</summary>
    public List<int> Large(GreyImage picture, int step, int least)
    {
        Part(picture, step);
        Array.Clear(_areas);
        foreach (int root in _roots)
            _areas[root]++;
        List<int> large = [];
        for (int root = 0; root < _areas.Length; root++)
        {
            if (_areas[root] >= least)
                large.Add(root);
        }
        return large;
    }

    /// <summary>How many pixels a zone of the last partition has.</summary>
    public int Area(int zone) => _areas[zone];

    /// <summary>Marks pixels of one or two zones of the last partition by 1; until the next call.</summary>
    public byte[] Marks(int zone, int other)
    {
        for (int i = 0; i < _marks.Length && i < _roots.Length; i++)
            _marks[i] = (byte)(_roots[i] == zone || _roots[i] == other ? 1 : 0);
        return _marks;
    }

    private void Part(GreyImage picture, int step)
    {
        byte[] levels = picture.Pixels;
        int[] roots = _roots;
        int width = picture.Width;
        for (int row = 0; row < levels.Length; row += width)
        {
            for (int i = row; i < row + width; i++)
            {
                bool isAsLeft = i > row && Math.Abs(levels[i] - levels[i - 1]) <= step;
                roots[i] = isAsLeft ? roots[i - 1] : i;
                if (row > 0 && Math.Abs(levels[i] - levels[i - width]) <= step)
                    Join(roots, i - width, i);
            }
        }
        for (int i = 0; i < roots.Length; i++)
            roots[i] = roots[roots[i]];
    }

    // A root is the least index of its zone, so that the last pass finds each root before what hangs on it.
    private static void Join(int[] roots, int one, int other)
    {
        (int a, int b) = (Root(roots, one), Root(roots, other));
        roots[Math.Max(a, b)] = Math.Min(a, b);
    }

    private static int Root(int[] roots, int i)
    {
        while (roots[i] != i)
            i = roots[i] = roots[roots[i]];
        return i;
    }
}
