namespace Inkling.Imaging.Preparation;

/// <summary>An upright rectangle of a picture, in its pixels and parts of them; it may reach beyond the edges.</summary>
/// <param name="Left">Its left edge; 0 is the picture's.</param>
/// <param name="Top">Its upper edge.</param>
/// <param name="Width">How wide.</param>
/// <param name="Height">How high.</param>
public readonly record struct PictureFrame(double Left, double Top, double Width, double Height)
{
    /// <summary>Where 28 × 28 pixels lie of which <paramref name="place"/> shows the picture's box.</summary>
    internal static PictureFrame Around(PixelBox box, PixelBox place, double reduction)
    {
        double across = reduction * box.Width / place.Width;
        double down = reduction * box.Height / place.Height;
        return new PictureFrame(
            (box.Left * reduction) - (place.Left * across),
            (box.Top * reduction) - (place.Top * down),
            PreparedDigit.Side * across,
            PreparedDigit.Side * down);
    }
}
