namespace Inkling.Imaging.Preparation;

/// <summary>Parts a small copy into zones, in several ways: a panel is one of them, or two.</summary>
internal static class PanelZones
{
    // How much two neighbours in one zone differ at most, in levels.
    private static readonly int[] Steps = [3, 5, 8, 12, 18];

    // Thresholds between panel and ground: so much of the picture is not above them.
    private static readonly double[] Shares = [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];

    // Of the picture and of its edge: a zone of smooth light that has more of both is paper without a ground.
    private const double MostGround = 0.85;

    // Of the zones of smooth light, each alone and each two together: a shadow's hard edge parts a sheet in two.
    private const int MostZones = 6;

    // Of the least area of a panel: the lesser of two zones has so much.
    private const int LeastPart = 4;

    /// <summary>The zones, each by a mark of 1 for its pixels.</summary>
    public static IEnumerable<byte[]> FindAll(GreyImage small, int least)
    {
        // Lines on light paper vanish in one copy, those on dark in the other.
        GreyImage light = SlidingWindow.Erode(SlidingWindow.Dilate(small, 1), 1);
        GreyImage dark = SlidingWindow.Dilate(SlidingWindow.Erode(small, 1), 1);
        var zones = new FlatZones(small.Pixels.Length);
        if (zones.Large(light, Steps[0], (int)(MostGround * small.Pixels.Length)).Exists(zone => EdgeShare(zone, small) > MostGround))
            yield break;
        foreach (GreyImage copy in new[] { light, dark })
        {
            var histogram = new Histogram(copy.Pixels);
            IEnumerable<byte[]> smooth =
                Steps.SelectMany(step => OneAndTwo(zones.Large(copy, step, least / LeastPart)));
            IEnumerable<byte[]> parted = Shares.Select(histogram.Quantile).Distinct()
                .SelectMany(threshold => zones.Large(Above(copy, threshold), 0, least));
            foreach (byte[] zone in smooth.Concat(parted))
                yield return zone;
        }
    }

    private static double EdgeShare(byte[] zone, GreyImage small)
    {
        (int width, int height) = (small.Width, small.Height);
        int on = 0;
        for (int x = 0; x < width; x++)
            on += zone[x] + zone[^(width - x)];
        for (int y = 0; y < height; y++)
            on += zone[y * width] + zone[(y * width) + width - 1];
        return on / (2.0 * (width + height));
    }

    private static IEnumerable<byte[]> OneAndTwo(List<byte[]> zones)
    {
        for (int i = 0; i < Math.Min(MostZones, zones.Count); i++)
        {
            yield return zones[i];
            for (int j = 0; j < i; j++)
                yield return Both(zones[i], zones[j]);
        }
    }

    private static byte[] Both(byte[] one, byte[] other)
    {
        byte[] both = new byte[one.Length];
        for (int i = 0; i < both.Length; i++)
            both[i] = (byte)(one[i] | other[i]);
        return both;
    }

    private static GreyImage Above(GreyImage copy, int threshold)
    {
        byte[] above = new byte[copy.Pixels.Length];
        for (int i = 0; i < above.Length; i++)
            above[i] = (byte)(copy.Pixels[i] > threshold ? 1 : 0);
        return new(copy.Width, copy.Height, above);
    }
}
