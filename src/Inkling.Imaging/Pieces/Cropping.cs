using Inkling.Imaging.Filters;

namespace Inkling.Imaging.Pieces;

/// <summary>Finds the ink's bounding box and scales it to MNIST's 20 pixels on the longer side.</summary>
internal static class Cropping
{
    /// <summary>The longer side of MNIST's digits (LeCun et al. 1998, III.A).</summary>
    public const int LongestSide = 20;

    // Fainter than this is the last breath of an edge: MNIST's own digits are 20 long when measured so.
    private const byte Visible = 40;

    /// <summary>Returns the bounding box of all visible ink.</summary>
    public static PixelBox BoundingBox(GreyImage ink)
    {
        var box = default(PixelBox);
        for (int y = 0; y < ink.Height; y++)
        {
            ReadOnlySpan<byte> row = ink.Row(y);
            int left = row.IndexOfAnyInRange(Visible, byte.MaxValue);
            if (left >= 0)
            {
                int right = row.LastIndexOfAnyInRange(Visible, byte.MaxValue) + 1;
                box = box.With(new PixelBox(left, y, right - left, 1));
            }
        }
        return box;
    }

    /// <summary>Scales the box's content to 20 pixels on its longer side, in its own proportions.</summary>
    public static GreyImage Fit(GreyImage ink, PixelBox box) =>
        Resampling.Scale(ink, box, (double)LongestSide / box.LongerSide);
}
