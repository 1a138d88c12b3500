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
        GreyImage light = inkIsDark ? small.Inverted() : small;
        GreyImage paper = Refine(small, light, Guess(light), inkIsDark);
        var above = GreyImage.Unset(picture.Width, picture.Height);
        Enlargement papers = new(paper, picture.Width, picture.Height);
        for (int y = 0; y < picture.Height; y++)
            Difference(picture.Row(y), papers.Next(), inkIsDark, above.Row(y));

        // What grain is left lifts all of the paper a little; more than half of any picture is paper.
        var levels = new Histogram(above.Pixels);
        int grain = levels.Quantile(0.5);
        if (grain == 0)
            return (above, levels);
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
    private static GreyImage Guess(GreyImage light)
    {
        int longest = Math.Max(light.Width, light.Height);
        int radius = Math.Max(4, longest / 4);
        bool isFine = longest > 64;
        GreyImage smooth = isFine ? SlidingWindow.Average(light, 1) : light;
        GreyImage least = SlidingWindow.Erode(smooth, radius);
        if (least.IsOfOneLevel)
            return least;
        GreyImage paper = SlidingWindow.Dilate(least, radius);
        return isFine ? SlidingWindow.Average(paper, radius / 4) : paper;
    }

    private static GreyImage Refine(GreyImage small, GreyImage light, GreyImage guess, bool inkIsDark)
    {
        GreyImage above = Difference(small, guess, inkIsDark);
        int threshold = new Histogram(above.Pixels).Otsu();
        GreyImage isInk = SlidingWindow.Dilate(above.Above(threshold), 1);
        int radius = Math.Max(4, Math.Max(light.Width, light.Height) / 8);
        return MaskedWindow.Mean(light, isInk, radius, guess);
    }

    /// <summary>Returns how far ink stands out.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="paper">The light of its paper; of dark ink's the negative.</param>
    /// <param name="inkIsDark">Whether ink is darker than the paper.</param>
    /// <remarks>
    /// Dark ink swallows the same share of any light: its difference is in 255ths of the paper's level.
    /// Light ink adds its own light.
    /// </remarks>
    public static GreyImage Difference(GreyImage picture, GreyImage paper, bool inkIsDark)
    {
        var above = GreyImage.Unset(picture.Width, picture.Height);
        Difference(picture.Pixels, paper.Pixels, inkIsDark, above.Pixels);
        return above;
    }

    private static void Difference(
        ReadOnlySpan<byte> levels, ReadOnlySpan<byte> lights, bool inkIsDark, Span<byte> above)
    {
        byte flip = inkIsDark ? byte.MaxValue : (byte)0;
        int i = 0;
        for (; i <= above.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            Vector128<byte> light = Vector128.LoadUnsafe(in lights[i]);
            Vector128<byte> level = Vector128.LoadUnsafe(in levels[i]) ^ Vector128.Create(flip);
            Vector128<byte> difference = Vector128.SubtractSaturate(level, light);
            if (inkIsDark && difference != Vector128<byte>.Zero)
                difference = InPartsOf(light, difference);
            difference.StoreUnsafe(ref above[i]);
        }
        for (; i < above.Length; i++)
        {
            int difference = Math.Max(0, (levels[i] ^ flip) - lights[i]);
            above[i] = (byte)(inkIsDark ? InPartsOf(lights[i], difference) : difference);
        }
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
            Vector128<int> gain = Vector128.ConvertToInt32Native(gains);
            Vector128<int> parts = ((difference * gain) + Vector128.Create(32768)) >> 16;
            return Vector128.Min(Vector128.Create(255), parts);
        }
    }
}
