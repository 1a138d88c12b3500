using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Inkling.Imaging.Filters;

namespace Inkling.Imaging.Panels;

/// <summary>
/// Searches a picture for its panel: a zone with four straight sides that the picture goes on beyond, on
/// another level. The largest and straightest wins. It looks at no ink.
/// </summary>
internal static class PanelSearch
{
    /// <summary>Where a panel is shows in a copy of this longer side.</summary>
    public const int SmallSide = 128;

    private const int LeastSide = 128;

    // Of the picture: a smaller panel is no more than a form's box, a larger one nearly all of it.
    private const double LeastArea = 0.2, MostArea = 0.97;

    // Of the panel: how much of it is its own zone; the rest is ink, and a finger.
    private const double LeastOwn = 0.6;

    // Of the picture's edge: what has more of it is a ground, not a panel on one.
    private const double MostEdge = 0.4;

    // Of each side: so much is straight and seen.
    private const double LeastCovered = 0.55;

    // In levels, across a side, at so much of it; less is a fold, or a stroke that crosses a line.
    private const int LeastContrast = 10;
    private const double LeastUnlike = 0.6;

    // A sheet may go on beyond the photo on one side; one that does on more is a photo's half in shade.
    private const int LeastSides = 3;

    // Across a side, in pixels of the small copy: so far off it is beyond a ruled line, or less near the
    // picture's edge.
    private const int Off = 4;
    private const double NearOff = 1.5;

    // The places along a side at which it is looked across, as parts of it, and how many must be seen.
    private const double FirstPart = 0.1, LastPart = 0.9, PartStep = 0.02;
    private const int FewestPlaces = 16;

    /// <summary>The copy that was searched, and the panel's corners in it; null if there is none.</summary>
    public static (GreyImage Small, Quadrilateral Corners)? Find(GreyImage picture)
    {
        if (IsCutOut(picture) || IsOneGround(picture))
            return null;
        GreyImage small = Resampling.ReduceTo(picture, SmallSide);
        int least = (int)(LeastArea * LeastOwn * small.Pixels.Length);
        Quadrilateral? best = null;
        double most = 0;
        foreach (byte[] zone in PanelZones.FindAll(small, least))
        {
            (Quadrilateral Corners, double Fit)? found = Corners(small, zone, most);
            if (found?.Fit > most)
                (best, most) = (found.Value.Corners, found.Value.Fit);
        }
        return best is null ? null : (small, best);
    }

    /// <summary>Whether a picture is so small that it shows a digit alone.</summary>
    public static bool IsCutOut(GreyImage picture) => Math.Max(picture.Width, picture.Height) < LeastSide;

    // Hardly anything of another level than the border's: paper with a digit has no panel. Every second
    // pixel of a row and column tells.
    private static bool IsOneGround(GreyImage picture)
    {
        (int right, int bottom) = (picture.Width - 1, picture.Height - 1);
        List<byte> border = [];
        for (int x = 0; x <= right; x += 2)
            border.AddRange([picture[x, 0], picture[x, bottom]]);
        for (int y = 0; y <= bottom; y += 2)
            border.AddRange([picture[0, y], picture[right, y]]);
        byte level = (byte)new Histogram(CollectionsMarshal.AsSpan(border)).Quantile(0.5);
        (int unlike, int seen) = (0, 0);
        for (int y = 0; y <= bottom; y += 2)
        {
            unlike += Unlike(picture.Row(y), level);
            seen += (picture.Width + 1) / 2;
        }
        return unlike < LeastArea * LeastOwn * seen;
    }

    // How many of every second pixel are of another level.
    private static int Unlike(ReadOnlySpan<byte> row, byte level)
    {
        int unlike = 0;
        int x = 0;
        Vector128<byte> second = Vector128.Create((ushort)byte.MaxValue).AsByte();
        var like = Vector128.Create(level);
        for (; x <= row.Length - Vector128<byte>.Count; x += Vector128<byte>.Count)
        {
            Vector128<byte> levels = Vector128.LoadUnsafe(in row[x]);
            Vector128<byte> difference = Vector128.Max(levels, like) - Vector128.Min(levels, like);
            Vector128<byte> isFar = Vector128.GreaterThan(difference, Vector128.Create((byte)LeastContrast));
            unlike += BitOperations.PopCount((isFar & second).ExtractMostSignificantBits());
        }
        for (; x < row.Length; x += 2)
            unlike += Math.Abs(row[x] - level) > LeastContrast ? 1 : 0;
        return unlike;
    }

    // The corners of a zone with four straight sides, and how large and straight it is; null unless that is
    // more than the most so far.
    private static (Quadrilateral Corners, double Fit)? Corners(GreyImage small, byte[] zone, double most)
    {
        (int width, int height) = (small.Width, small.Height);
        int area = zone.AsSpan().Count((byte)1);
        if (area < LeastOwn * LeastArea * zone.Length || area <= LeastOwn * most)
            return null;
        int[] left = new int[height], right = new int[height], top = new int[width], bottom = new int[width];
        foreach (int[] offsets in (ReadOnlySpan<int[]>)[left, right, top, bottom])
            Array.Fill(offsets, -1);
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> row = zone.AsSpan(y * width, width);
            int first = row.IndexOf((byte)1);
            if (first < 0)
                continue;
            (left[y], right[y]) = (first, row.LastIndexOf((byte)1) + 1);
            for (int x = first; x < right[y]; x++)
            {
                if (row[x] != 0)
                    (top[x], bottom[x]) = (top[x] < 0 ? y : top[x], y + 1);
            }
        }
        int onEdge = left.Count(x => x == 0) + right.Count(x => x == width)
            + top.Count(y => y == 0) + bottom.Count(y => y == height);
        if (onEdge > MostEdge * 2 * (width + height))
            return null;
        (StraightSide l, StraightSide r) = (StraightSide.Fit(left), StraightSide.Fit(right));
        (StraightSide t, StraightSide b) = (StraightSide.Fit(top), StraightSide.Fit(bottom));
        var found = new Quadrilateral(Corner(l, t), Corner(r, t), Corner(r, b), Corner(l, b));
        if (found.Area < LeastArea * zone.Length || found.Area > MostArea * zone.Length
            || area < LeastOwn * found.Area)
        {
            return null;
        }
        IReadOnlyList<Place> at = found.Corners;
        double covered = Math.Min(
            Math.Min(l.Covered(left, at[0].Y, at[3].Y), r.Covered(right, at[1].Y, at[2].Y)),
            Math.Min(t.Covered(top, at[0].X, at[1].X), b.Covered(bottom, at[3].X, at[2].X)));
        return covered >= LeastCovered && Contrasts(small, found)
            ? (found, found.Area * covered * covered)
            : null;
    }

    private static Place Corner(StraightSide upright, StraightSide level)
    {
        double x = (upright.Start + (upright.Slope * level.Start)) / (1 - (upright.Slope * level.Slope));
        return new(x, level.At(x));
    }

    // The picture goes on beyond the sides, and there it is of another level.
    private static bool Contrasts(GreyImage small, Quadrilateral panel)
    {
        double?[] sides =
        [
            Unlike(small, part => panel.At(part, 0), 0, -1),
            Unlike(small, part => panel.At(1, part), 1, 0),
            Unlike(small, part => panel.At(part, 1), 0, 1),
            Unlike(small, part => panel.At(0, part), -1, 0),
        ];
        return sides.Count(unlike => unlike >= LeastUnlike) >= LeastSides
            && !sides.Any(unlike => unlike < LeastUnlike);
    }

    // How much of a side has another level beyond, (across, down) pointing outwards; null where the picture
    // ends there.
    private static double? Unlike(GreyImage small, Func<double, Place> side, int across, int down)
    {
        (int unlike, int count) = (0, 0);
        for (double part = FirstPart; part < LastPart; part += PartStep)
        {
            (double x, double y) = side(part);
            if (!IsWithin(small, x + (NearOff * across), y + (NearOff * down)))
                continue;
            int difference = Level(small, x + (Off * across), y + (Off * down))
                - Level(small, x - (Off * across), y - (Off * down));
            unlike += Math.Abs(difference) >= LeastContrast ? 1 : 0;
            count++;
        }
        return count < FewestPlaces ? null : (double)unlike / count;
    }

    private static bool IsWithin(GreyImage small, double x, double y) =>
        x >= 0 && y >= 0 && x < small.Width && y < small.Height;

    private static int Level(GreyImage small, double x, double y) =>
        small[(int)Math.Clamp(x, 0, small.Width - 1), (int)Math.Clamp(y, 0, small.Height - 1)];
}
