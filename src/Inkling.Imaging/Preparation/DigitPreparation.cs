namespace Inkling.Imaging.Preparation;

/// <summary>
/// Brings a picture of one digit into MNIST's form: light ink on black, 20 pixels on its longer side, its
/// centre of mass in the middle of 28 × 28. This file is the table of contents; each step has its own. It
/// reads no digit.
/// </summary>
public static class DigitPreparation
{
    // Larger pictures are reduced first: a digit of a tenth of such a picture still has twice MNIST's size.
    private const int WorkingSide = 512;

    // Less contrast than this is grain, shade or compression, not a pen.
    private const int LeastContrast = 12;

    /// <summary>Prepares a picture.</summary>
    /// <param name="picture">
    /// Any size, either polarity; best with one digit that most of it is paper around.
    /// </param>
    /// <returns>The digit and the facts of each step; not Found if the picture shows no ink.</returns>
    public static PreparedDigit Prepare(GreyImage picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        GreyImage working = Reduce(picture);
        bool inkIsDark = Polarity.InkIsDark(working);
        GreyImage above = Background.Subtract(working, inkIsDark);

        var histogram = new Histogram(above.Pixels);
        int threshold = histogram.Otsu();
        int contrast = (int)(histogram.Mean(threshold + 1, 255) - histogram.Mean(0, threshold));
        List<InkComponent> digit = DigitSelection.Choose(InkComponent.FindAll(above, threshold));
        if (contrast < LeastContrast || digit.Count == 0)
            return Blank(inkIsDark, threshold, contrast);

        GreyImage ink = StrokeWeight.Thicken(InkLevels.Stretch(above, digit), digit);
        PixelBox box = Cropping.BoxOf(ink);
        GreyImage fitted = InkLevels.Saturate(Cropping.Fit(ink, box));
        (byte[] pixels, double x, double y) = Centring.Centre(fitted);
        double reduction = (double)picture.Width / working.Width;
        return new PreparedDigit
        {
            Found = true,
            Pixels = pixels,
            InkIsDark = inkIsDark,
            Threshold = threshold,
            Contrast = contrast,
            Crop = Enlarge(box, reduction, picture),
            Scale = (double)Cropping.LongestSide / box.Longest / reduction,
            MassCentreX = x,
            MassCentreY = y,
        };
    }

    private static PreparedDigit Blank(bool inkIsDark, int threshold, int contrast) => new()
    {
        Pixels = new byte[PreparedDigit.Side * PreparedDigit.Side],
        InkIsDark = inkIsDark,
        Threshold = threshold,
        Contrast = contrast,
    };

    private static GreyImage Reduce(GreyImage picture)
    {
        double scale = (double)WorkingSide / Math.Max(picture.Width, picture.Height);
        if (scale >= 1)
            return picture;
        int width = Math.Max(1, (int)Math.Round(picture.Width * scale));
        int height = Math.Max(1, (int)Math.Round(picture.Height * scale));
        return Resampling.Scale(picture, new PixelBox(0, 0, picture.Width, picture.Height), width, height);
    }

    private static PixelBox Enlarge(PixelBox box, double by, GreyImage within)
    {
        int left = (int)Math.Floor(box.Left * by);
        int top = (int)Math.Floor(box.Top * by);
        int right = Math.Min(within.Width, (int)Math.Ceiling(box.Right * by));
        int bottom = Math.Min(within.Height, (int)Math.Ceiling(box.Bottom * by));
        return new PixelBox(left, top, right - left, bottom - top);
    }
}
