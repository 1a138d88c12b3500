namespace Inkling.Imaging.Preparation;

/// <summary>
/// Takes the paper away: what remains at each pixel is how far it stands out from the paper around it.
/// The paper is the white top-hat's opening (Serra 1982): whatever no square of half the picture fits into
/// is not paper, so slow shades and large shadows go, and strokes stay. It decides nothing about ink.
/// </summary>
internal static class Background
{
    /// <summary>Subtracts the paper.</summary>
    /// <param name="picture">The picture with ink lighter than paper.</param>
    /// <returns>Levels above the paper, 0 for the paper itself and for all below it.</returns>
    public static GreyImage Subtract(GreyImage picture)
    {
        int longest = Math.Max(picture.Width, picture.Height);
        int radius = Math.Max(4, longest / 4);

        // A minimum over noisy paper finds its darkest grains, so the grains are smoothed first.
        GreyImage smooth = longest > 64 ? SlidingWindow.Mean(picture, 1) : picture;
        GreyImage paper = SlidingWindow.Greatest(SlidingWindow.Least(smooth, radius), radius);
        if (longest > 64)
            paper = SlidingWindow.Mean(paper, radius / 4);

        byte[] above = new byte[picture.Pixels.Length];
        for (int i = 0; i < above.Length; i++)
            above[i] = (byte)Math.Max(0, picture.Pixels[i] - paper.Pixels[i]);

        // What grain is left lifts all of the paper a little; more than half of any picture is paper.
        int grain = new Histogram(above).Quantile(0.5);
        for (int i = 0; i < above.Length; i++)
            above[i] = (byte)Math.Max(0, above[i] - grain);
        return new GreyImage(picture.Width, picture.Height, above);
    }
}
