namespace Inkling.Imaging.Preparation;

/// <summary>
/// Takes the paper away: what remains at each pixel is how far it stands out from the paper around it.
/// The paper is the white top-hat's opening (Serra 1982): whatever no square of half the picture fits into
/// is not paper, so slow shades and large shadows go, and strokes stay. It decides nothing about ink.
/// </summary>
internal static class Background
{
    // Deeper shade counts as this, so that the grain of a black corner is not blown up into ink.
    private const int DarkestPaper = 64;

    /// <summary>Takes the paper away.</summary>
    /// <param name="picture">The picture as it is.</param>
    /// <param name="inkIsDark">
    /// True for dark ink, which swallows the same share of whatever light falls there: the difference is
    /// taken in 255ths of the paper's level. Light ink adds its own light: the plain difference is taken.
    /// </param>
    /// <returns>0 for the paper itself and for all on its other side, up to 255 for ink.</returns>
    public static GreyImage Subtract(GreyImage picture, bool inkIsDark)
    {
        if (inkIsDark)
            picture = picture.Inverted();
        int longest = Math.Max(picture.Width, picture.Height);
        int radius = Math.Max(4, longest / 4);

        // A minimum over noisy paper finds its darkest grains, so the grains are smoothed first.
        GreyImage smooth = longest > 64 ? SlidingWindow.Mean(picture, 1) : picture;
        GreyImage paper = SlidingWindow.Greatest(SlidingWindow.Least(smooth, radius), radius);
        if (longest > 64)
            paper = SlidingWindow.Mean(paper, radius / 4);

        byte[] above = new byte[picture.Pixels.Length];
        for (int i = 0; i < above.Length; i++)
        {
            int difference = Math.Max(0, picture.Pixels[i] - paper.Pixels[i]);
            int light = inkIsDark ? Math.Max(DarkestPaper, 255 - paper.Pixels[i]) : 255;
            above[i] = (byte)Math.Min(255, difference * 255 / light);
        }

        // What grain is left lifts all of the paper a little; more than half of any picture is paper.
        int grain = new Histogram(above).Quantile(0.5);
        for (int i = 0; i < above.Length; i++)
            above[i] = (byte)Math.Max(0, above[i] - grain);
        return new GreyImage(picture.Width, picture.Height, above);
    }
}
