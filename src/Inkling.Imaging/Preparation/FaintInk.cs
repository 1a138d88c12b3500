namespace Inkling.Imaging.Preparation;

/// <summary>
/// Tells ink that is too faint to be read from paper that is blank. A pen leaves narrow lines that stay where
/// grain is averaged away; light and shade are wide.
/// </summary>
internal static class FaintInk
{
    private const int SmallSide = 128;

    // What is wider than this many pixels of the small copy is light or shade.
    private const int PenRadius = 8;

    // Levels are whole numbers, and faint ones few: they are enlarged before they are averaged.
    private const int Gain = 16;

    // In levels: less is a step of slow light or a JPEG's loss.
    private const double LeastContrast = 1.25;

    // In deviations of the grain that is left.
    private const double LeastContrastOfGrain = 8;

    /// <summary>Whether what stands out from the paper is a pen's.</summary>
    public static bool Shows(GreyImage above)
    {
        byte[] levels = new byte[above.Pixels.Length];
        for (int i = 0; i < levels.Length; i++)
            levels[i] = (byte)Math.Min(255, Gain * above.Pixels[i]);
        GreyImage small = Resampling.ReduceTo(new(above.Width, above.Height, levels), SmallSide);
        GreyImage smooth = SlidingWindow.Average(small, 1);
        GreyImage wide = SlidingWindow.Dilate(SlidingWindow.Erode(smooth, PenRadius), PenRadius);
        byte[] narrow = new byte[smooth.Pixels.Length];
        for (int i = 0; i < narrow.Length; i++)
            narrow[i] = (byte)Math.Max(0, smooth.Pixels[i] - wide.Pixels[i]);
        var histogram = new Histogram(narrow);
        int threshold = histogram.Otsu();
        int contrast = histogram.Contrast(threshold);
        return contrast >= LeastContrast * Gain
            && contrast >= LeastContrastOfGrain * histogram.Deviation(0, threshold);
    }
}
