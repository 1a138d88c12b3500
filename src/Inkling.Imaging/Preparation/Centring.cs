namespace Inkling.Imaging.Preparation;

/// <summary>
/// Lays a digit of at most 20 × 20 onto 28 × 28 with its centre of mass in the middle, as MNIST does
/// (LeCun et al. 1998, III.A), by whole pixels, so that no stroke is blurred again.
/// </summary>
internal static class Centring
{
    // The mean centre of MNIST's digits, counting columns and rows from 0, is (14.0, 14.0), not 13.5.
    private const double Middle = 14;

    /// <summary>Returns the centred picture, the digit's box in it, and its exact centre of mass.</summary>
    public static (GreyImage Picture, PixelBox Box, double X, double Y) Centre(GreyImage digit)
    {
        const int Side = PreparedDigit.Side;
        (double x, double y) = CentreOfMass(digit);
        int left = Math.Clamp((int)Math.Round(Middle - x), 0, Side - digit.Width);
        int top = Math.Clamp((int)Math.Round(Middle - y), 0, Side - digit.Height);
        GreyImage centred = new(Side, Side);
        centred.Paste(digit, left, top);
        return (centred, new PixelBox(left, top, digit.Width, digit.Height), x + left, y + top);
    }

    private static (double X, double Y) CentreOfMass(GreyImage digit)
    {
        double mass = 0;
        double sumX = 0;
        double sumY = 0;
        for (int i = 0; i < digit.Pixels.Length; i++)
        {
            mass += digit.Pixels[i];
            sumX += (double)digit.Pixels[i] * (i % digit.Width);
            sumY += (double)digit.Pixels[i] * (i / digit.Width);
        }
        return (sumX / mass, sumY / mass);
    }
}
