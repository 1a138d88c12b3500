namespace Inkling.Imaging.Preparation;

/// <summary>An upright rectangle in pixels and parts of them; it may exceed the picture.</summary>
/// <param name="Left">Its left edge; 0 is the picture's.</param>
/// <param name="Top">Its upper edge.</param>
/// <param name="Width">How wide.</param>
/// <param name="Height">How high.</param>
public readonly record struct PictureFrame(double Left, double Top, double Width, double Height)
{
    /// <summary>Locates the 28 × 28 pixels whose placement shows the picture's box.</summary>
    internal static PictureFrame Around(PixelBox box, PixelBox placement, double reduction)
    {
        double across = reduction * box.Width / placement.Width;
        double down = reduction * box.Height / placement.Height;
        return new PictureFrame(
            (box.Left * reduction) - (placement.Left * across),
            (box.Top * reduction) - (placement.Top * down),
            PreparedDigit.Side * across, PreparedDigit.Side * down);
    }
}
