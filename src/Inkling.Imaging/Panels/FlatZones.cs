using System.Runtime.Intrinsics;
using Inkling.Imaging.Filters;

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
        int start = 0; // of pixels side by side in one zone
        for (int i = 1; i < _roots.Length; i++)
        {
            if (_roots[i] == _roots[start])
                continue;
            _areas[_roots[start]] += i - start;
            start = i;
        }
        _areas[_roots[start]] += _roots.Length - start;
        List<int> large = [];
        for (int root = NextLarge(0); root < _areas.Length; root = NextLarge(root + 1))
            large.Add(root);
        return large;

        int NextLarge(int from) =>
            _areas.AsSpan(from).IndexOfAnyInRange(least, int.MaxValue) is var next and >= 0
                ? from + next
                : _areas.Length;
    }

    /// <summary>How many pixels a zone of the last partition has.</summary>
    public int Area(int zone) => _areas[zone];

    /// <summary>Marks pixels of one or two zones of the last partition by 1; until the next call.</summary>
    public byte[] Marks(int zone, int other)
    {
        int i = 0, four = Vector128<int>.Count;
        for (; i <= _marks.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            Lanes.Narrow(IsIn(i), IsIn(i + four), IsIn(i + (2 * four)), IsIn(i + (3 * four)))
                .StoreUnsafe(ref _marks[i]);
        }
        for (; i < _marks.Length; i++)
            _marks[i] = (byte)(_roots[i] == zone || _roots[i] == other ? 1 : 0);
        return _marks;

        Vector128<int> IsIn(int at)
        {
            Vector128<int> roots = Vector128.LoadUnsafe(ref _roots[at]);
            return (Vector128.Equals(roots, Vector128.Create(zone))
                | Vector128.Equals(roots, Vector128.Create(other))) & Vector128<int>.One;
        }
    }

    private void Part(GreyImage picture, int step)
    {
        byte[] levels = picture.Pixels;
        int[] roots = _roots;
        int width = picture.Width;
        for (int row = 0; row < levels.Length; row += width)
        {
            (int root, int above) = (row, -1); // of the run of pixels that a row's last one is in
            for (int i = row; i < row + width; i++)
            {
                if (i > row && Math.Abs(levels[i] - levels[i - 1]) > step)
                    (root, above) = (i, -1);
                roots[i] = root;
                if (row == 0 || Math.Abs(levels[i] - levels[i - width]) > step || roots[i - width] == above)
                    continue;
                above = roots[i - width]; // those beside it mostly hang on the same one, and are joined too
                root = Join(roots, above, root);
            }
        }
        for (int i = 0; i < roots.Length; i++)
            roots[i] = roots[roots[i]];
    }

    // A root is the least index of its zone, so that the last pass finds each root before what hangs on it.
    private static int Join(int[] roots, int one, int other)
    {
        (int a, int b) = (Root(roots, one), Root(roots, other));
        return roots[Math.Max(a, b)] = Math.Min(a, b);
    }

    private static int Root(int[] roots, int i)
    {
        while (roots[i] != i)
            i = roots[i] = roots[roots[i]];
        return i;
    }
}
