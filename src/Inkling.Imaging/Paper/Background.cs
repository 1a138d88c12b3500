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

    // Light that changes within a twelfth of a picture is rarer than a digit.
    private const int SmallSide = 128;

    /// <summary>Returns how far ink stands out, 1 to 255; 0 for paper and all on its other side.</summary>
    public static GreyImage Subtract(GreyImage picture, bool inkIsDark)
    {
        if (inkIsDark)
            picture = picture.Inverted();
        GreyImage small = Resampling.ReduceTo(picture, SmallSide);
        GreyImage paper = Refine(small, Guess(small), inkIsDark);
        if (small != picture)
            paper = Resampling.Enlarge(paper, picture.Width, picture.Height);
        GreyImage above = Difference(picture, paper, inkIsDark);

        // What grain is left lifts all of the paper a little; more than half of any picture is paper.
        int grain = new Histogram(above.Pixels).Quantile(0.5);
        Lower(above.Pixels, (byte)grain);
        return above;
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
        byte[] isInk = new byte[above.Pixels.Length];
        for (int i = 0; i < isInk.Length; i++)
            isInk[i] = (byte)(above.Pixels[i] > threshold ? 1 : 0);
        isInk = SlidingWindow.Dilate(new GreyImage(small.Width, small.Height, isInk), 1).Pixels;
        int radius = Math.Max(4, Math.Max(small.Width, small.Height) / 8);
        return SummedAreaTable.MaskedMean(small, isInk, radius, guess);
    }

    /// <summary>Returns how far light ink stands out; dark ink is given as its negative.</summary>
    public static GreyImage Difference(GreyImage picture, GreyImage paper, bool inkIsDark)
    {
        // Dark ink swallows the same share of any light: its difference is in 255ths of the paper's level.
        // Light ink adds its own light. Here 255 / light in 65,536ths, for each level of the paper.
        int[] gains = new int[256];
        for (int level = 0; level < gains.Length; level++)
            gains[level] = (255 << 16) / (inkIsDark ? Math.Max(DarkestPaper, 255 - level) : 255);
        byte[] above = new byte[picture.Pixels.Length];
        ReadOnlySpan<byte> levels = picture.Pixels, lights = paper.Pixels;
        for (int i = 0; i < above.Length && i < levels.Length && i < lights.Length; i++)
        {
            int light = lights[i];
            int difference = Math.Max(0, levels[i] - light);
            above[i] = (byte)Math.Min(255, ((difference * gains[light]) + 32768) >> 16);
        }
        return new GreyImage(picture.Width, picture.Height, above);
    }
}
