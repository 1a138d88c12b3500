using System.Runtime.Intrinsics;
using Inkling.Imaging.Filters;

namespace Inkling.Imaging.Panels;

/// <summary>Parts a small copy into zones, in several ways: a panel is one of them, or two.</summary>
internal static class PanelZones
{
    // How much two neighbours in one zone differ at most, in levels.
    private static readonly int[] Steps = [3, 5, 8, 12, 18];

    // Thresholds between panel and ground: so much of the picture is not above them.
    private static readonly double[] Shares = [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];

    // In levels, of nine neighbours; then of the picture and of its edge: what has more of both is one sheet.
    private const int MostUneven = 6;
    private const double MostGround = 0.7, MostEdge = 0.85;

    // Of the zones of smooth light, alone and two by two: a shadow's hard edge parts a sheet.
    private const int MostZones = 6;

    // Of the least area of a panel: the lesser of two zones has so much.
    private const int LeastPart = 4;

    /// <summary>The zones, each by a mark of 1 for its pixels; the next one takes the marks' place.</summary>
    public static IEnumerable<byte[]> FindAll(GreyImage small, int least)
    {
        GreyImage highest = SlidingWindow.Dilate(small, 1), lowest = SlidingWindow.Erode(small, 1);
        var zones = new FlatZones(small.Pixels.Length);
        if (IsOneGround(zones, highest, lowest))
            yield break;

        // Lines on light paper vanish in one copy, those on dark in the other.
        GreyImage light = SlidingWindow.Erode(highest, 1), dark = SlidingWindow.Dilate(lowest, 1);
        var above = GreyImage.Unset(small.Width, small.Height);
        foreach (GreyImage copy in new[] { light, dark })
        {
            var histogram = new Histogram(copy.Pixels);
            IEnumerable<byte[]> smooth =
                Steps.SelectMany(step => OneAndTwo(zones, zones.Large(copy, step, least / LeastPart), least));
            IEnumerable<byte[]> parted = Shares.Select(histogram.Quantile).Distinct()
                .SelectMany(threshold => zones.Large(copy.Above(threshold, above), 0, least))
                .Select(zone => zones.Marks(zone, zone));
            foreach (byte[] zone in smooth.Concat(parted))
                yield return zone;
        }
    }

    // One zone of pixels that hardly differ from any beside them is nearly all of the picture and its edge.
    private static bool IsOneGround(FlatZones zones, GreyImage highest, GreyImage lowest)
    {
        (int width, int height) = (highest.Width, highest.Height);
        GreyImage even = Even(highest, lowest);
        return zones.Large(even, 0, (int)(MostGround * even.Pixels.Length)).Exists(root =>
        {
            byte[] zone = zones.Marks(root, root);
            int onEdge = 0;
            for (int x = 0; x < width; x++)
                onEdge += (zone[x] & even[x, 0]) + (zone[^(width - x)] & even[x, height - 1]);
            for (int y = 0; y < height; y++)
                onEdge += (zone[y * width] & even[0, y]) + (zone[((y + 1) * width) - 1] & even[width - 1, y]);
            return onEdge > MostEdge * 2 * (width + height);
        });
    }

    // 1 for each pixel that hardly differs from any beside it, else 0.
    private static GreyImage Even(GreyImage highest, GreyImage lowest)
    {
        var even = GreyImage.Unset(highest.Width, highest.Height);
        int i = 0;
        for (; i <= even.Pixels.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            Vector128<byte> range =
                Vector128.LoadUnsafe(ref highest.Pixels[i]) - Vector128.LoadUnsafe(ref lowest.Pixels[i]);
            Vector128<byte> isEven = Vector128.LessThanOrEqual(range, Vector128.Create((byte)MostUneven));
            (isEven & Vector128<byte>.One).StoreUnsafe(ref even.Pixels[i]);
        }
        for (; i < even.Pixels.Length; i++)
            even.Pixels[i] = (byte)(highest.Pixels[i] - lowest.Pixels[i] <= MostUneven ? 1 : 0);
        return even;
    }

    // One alone is a pair of itself.
    private static IEnumerable<byte[]> OneAndTwo(FlatZones zones, List<int> large, int least)
    {
        for (int i = 0; i < Math.Min(MostZones, large.Count); i++)
        {
            if (zones.Area(large[i]) >= least)
                yield return zones.Marks(large[i], large[i]);
            for (int j = 0; j < i; j++)
            {
                if (zones.Area(large[i]) + zones.Area(large[j]) >= least)
                    yield return zones.Marks(large[i], large[j]);
            }
        }
    }
}
