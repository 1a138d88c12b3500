using System.Runtime.Intrinsics;
using Inkling.Imaging.Filters;

namespace Inkling.Imaging.Paper;

/// <summary>
/// Takes the paper away: what remains at each pixel is how far it stands out from the paper around it.
/// The paper is first guessed as the white top-hat's opening (Serra 1982): whatever no square of half the
/// picture fits into is not paper. What hardly stands out from that guess is paper, and its mean nearby is
/// the paper's light (after Gatos, Pratikakis, Perantonis 2006, sect. 3.3). Light changes slowly, so both are
/// found in a small copy. It decides nothing about ink.
/// </summary>
internal static class Background
{
    // Deeper shade counts as this, so that the grain of a black corner is not blown up into ink.
    private const int DarkestPaper = 64;

    /// <summary>Returns how far ink stands out, 1 to 255; 0 for paper and all on its other side.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="small">The same, or a copy of it of 128 pixels: light changes more slowly.</param>
    /// <param name="inkIsDark">Whether ink is darker than the paper.</param>
    public static (GreyImage Above, Histogram Levels) Subtract(
        GreyImage picture, GreyImage small, bool inkIsDark)
    {
        bool isReduced = small != picture;
        if (inkIsDark)
            (picture, small) = (picture.Inverted(), small.Inverted());
        GreyImage paper = Refine(small, Guess(small), inkIsDark);
        if (isReduced)
            paper = Enlargement.Of(paper, picture.Width, picture.Height);
        GreyImage above = Difference(picture, paper, inkIsDark);

        // What grain is left lifts all of the paper a little; more than half of any picture is paper.
        var levels = new Histogram(above.Pixels);
        int grain = levels.Quantile(0.5);
        Lower(above.Pixels, (byte)grain);
        return (above, levels.Lowered(grain));
    }

    /// <summary>Takes a level away from each; none becomes less than 0.</summary>
    public static void Lower(Span<byte> levels, byte by)
    {
        Vector128<byte> step = Vector128.Create(by);
        int i = 0;
        for (; i <= levels.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
            Vector128.SubtractSaturate(Vector128.LoadUnsafe(ref levels[i]), step).StoreUnsafe(ref levels[i]);
        for (; i < levels.Length; i++)
            levels[i] = (byte)Math.Max(0, levels[i] - by);
    }

    // A minimum over noisy paper finds its darkest grains, so the grains are smoothed first.
    private static GreyImage Guess(GreyImage small)
    {
        int longest = Math.Max(small.Width, small.Height);
        int radius = Math.Max(4, longest / 4);
        bool isFine = longest > 64;
        GreyImage smooth = isFine ? SlidingWindow.Average(small, 1) : small;
        GreyImage paper = SlidingWindow.Dilate(SlidingWindow.Erode(smooth, radius), radius);
        return isFine ? SlidingWindow.Average(paper, radius / 4) : paper;
    }

    private static GreyImage Refine(GreyImage small, GreyImage guess, bool inkIsDark)
    {
        GreyImage above = Difference(small, guess, inkIsDark);
        int threshold = new Histogram(above.Pixels).Otsu();
        GreyImage isInk = SlidingWindow.Dilate(above.Above(threshold), 1);
        int radius = Math.Max(4, Math.Max(small.Width, small.Height) / 8);
        return MaskedWindow.Mean(small, isInk, radius, guess);
    }

    /// <summary>Returns how far light ink stands out; dark ink is given as its negative.</summary>
    /// <remarks>
    /// Dark ink swallows the same share of any light: its difference is in 255ths of the paper's level.
    /// Light ink adds its own light.
    /// </remarks>
    public static GreyImage Difference(GreyImage picture, GreyImage paper, bool inkIsDark)
    {
        byte[] above = new byte[picture.Pixels.Length];
        ReadOnlySpan<byte> levels = picture.Pixels, lights = paper.Pixels;
        int i = 0;
        for (; i <= above.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            Vector128<byte> light = Vector128.LoadUnsafe(in lights[i]);
            Vector128<byte> difference = Vector128.Max(Vector128.LoadUnsafe(in levels[i]), light) - light;
            if (inkIsDark && difference != Vector128<byte>.Zero)
                difference = InPartsOf(light, difference);
            difference.StoreUnsafe(ref above[i]);
        }
        for (; i < above.Length; i++)
        {
            int difference = Math.Max(0, levels[i] - lights[i]);
            above[i] = (byte)(inkIsDark ? InPartsOf(lights[i], difference) : difference);
        }
        return new GreyImage(picture.Width, picture.Height, above);
    }

    // 255 / light in 65,536ths is a whole number, and a float's error is too small to reach the next one.
    private static int InPartsOf(int negative, int difference) => Math.Min(
        255, ((difference * ((255 << 16) / Math.Max(DarkestPaper, 255 - negative))) + 32768) >> 16);

    private static Vector128<byte> InPartsOf(Vector128<byte> negative, Vector128<byte> difference)
    {
        Vector128<byte> light = Vector128.Max(Vector128.Create((byte)DarkestPaper), ~negative);
        Lanes.Widen(light, out var lightA, out var lightB, out var lightC, out var lightD);
        Lanes.Widen(difference, out var a, out var b, out var c, out var d);
        return Lanes.Narrow(Of(lightA, a), Of(lightB, b), Of(lightC, c), Of(lightD, d));

        static Vector128<int> Of(Vector128<int> light, Vector128<int> difference)
        {
            Vector128<float> gains = Vector128.Create((float)(255 << 16)) / Vector128.ConvertToSingle(light);
            Vector128<int> gain = Vector128.ConvertToInt32(gains);
            Vector128<int> parts = ((difference * gain) + Vector128.Create(32768)) >> 16;
            return Vector128.Min(Vector128.Create(255), parts);
        }
    }
}
