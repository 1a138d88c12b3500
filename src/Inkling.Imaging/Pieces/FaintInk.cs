using Inkling.Imaging.Filters;

namespace Inkling.Imaging.Pieces;

/// <summary>
/// Tells ink that is too faint to be read from paper that is blank. A pen leaves narrow lines that stay where
/// grain is averaged away; light and shade are wide.
/// </summary>
internal static class FaintInk
{
    private const int SmallSide = 128;

    // What is wider than an eighth of the small copy is light or shade.
    private const int PensInSide = 16;

    // A digit's piece is this part of the longer side at least.
    private const int PiecesInSide = 8;

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
        int longer = Math.Max(smooth.Width, smooth.Height);
        int radius = Math.Max(2, longer / PensInSide);
        GreyImage wide = SlidingWindow.Dilate(SlidingWindow.Erode(smooth, radius), radius);
        GreyImage narrow = new(smooth.Width, smooth.Height);
        for (int i = 0; i < narrow.Pixels.Length; i++)
            narrow.Pixels[i] = (byte)Math.Max(0, smooth.Pixels[i] - wide.Pixels[i]);
        var histogram = new Histogram(narrow.Pixels);
        int threshold = histogram.Otsu();
        int contrast = histogram.Contrast(threshold);
        if (contrast < LeastContrast * Gain
            || contrast < LeastContrastOfGrain * histogram.Deviation(0, threshold))
        {
            return false;
        }
        // The edge of a shadow, and the corners that a lens leaves dark, go on beyond the picture.
        return InkComponent.FindAll(narrow, threshold, threshold)
            .Exists(piece => piece.OnEdge == 0 && PiecesInSide * piece.Box.LongerSide >= longer);
    }
}
