namespace Inkling.Imaging.Preparation;

/// <summary>
/// Finds the ink's box and brings it to MNIST's size: 20 pixels on the longer side, in its own proportions.
/// </summary>
internal static class Cropping
{
    /// <summary>The longer side of MNIST's digits (LeCun et al. 1998, III.A).</summary>
    public const int LongestSide = 20;

    // Fainter than this is the last breath of an edge: MNIST's own digits are 20 long when measured so.
    private const int Visible = 40;

    /// <summary>The box of all visible ink.</summary>
    public static PixelBox BoxOf(GreyImage ink)
    {
        var box = default(PixelBox);
        for (int i = 0; i < ink.Pixels.Length; i++)
        {
            if (ink.Pixels[i] >= Visible)
                box = box.With(i % ink.Width, i / ink.Width);
        }

        return box;
    }

    /// <summary>The box's content with its longer side at 20 pixels.</summary>
    public static GreyImage Fit(GreyImage ink, PixelBox box)
    {
        double scale = (double)LongestSide / box.Longest;
        int width = Math.Max(1, (int)Math.Round(box.Width * scale));
        int height = Math.Max(1, (int)Math.Round(box.Height * scale));
        return Resampling.Scale(ink, box, width, height);
    }
}
