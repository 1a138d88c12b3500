namespace Inkling.Imaging.Drawing;

/// <summary>Where a pen was, and how wide it drew there. Pixel (0, 0) reaches from 0 to 1.</summary>
/// <param name="X">Across, from the left edge.</param>
/// <param name="Y">Down, from the upper edge.</param>
/// <param name="Width">The stroke's width there, above 0.</param>
public readonly record struct PenPoint(float X, float Y, float Width);
