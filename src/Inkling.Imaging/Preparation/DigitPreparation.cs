namespace Inkling.Imaging.Preparation;

/// <summary>
/// Brings a picture of one digit into MNIST's form: light ink on black, 20 pixels on its longer side, its
/// centre of mass in the middle of 28 × 28. This file is the table of contents; each step has its own. It
/// reads no digit.
/// </summary>
public static class DigitPreparation
{
    // Larger pictures are reduced first: a digit of a tenth of such a picture still has more than MNIST's size.
    private const int WorkingSide = 320;

    // Which side the ink is on shows in a small copy.
    private const int SmallSide = 128;

    // A stroke is followed to where it has faded to this part of the threshold.
    private const double FadingShare = 0.8;

    // Less contrast than this is grain, shade or compression, not a pen.
    private const int LeastContrast = 12;

    // Grain alone has a separability of 0.73 to 0.77 and a contrast of 4 to 6 of its own deviations; the palest of real
    // photographs that was seen has 0.74 and 11, the grainiest 0.80 and 6.
    private const double LeastSeparability = 0.795;
    private const double LeastContrastOfGrain = 10;

    /// <summary>Prepares a picture.</summary>
    /// <param name="picture">
    /// Any size, either polarity; best with one digit that most of it is paper around.
    /// </param>
    /// <param name="watch">Is shown what each step leaves, as soon as it is there.</param>
    /// <returns>The digit and the facts of each step; not Found if the picture shows no ink.</returns>
    public static PreparedDigit Prepare(GreyImage picture, Action<PreparationStep, GreyImage>? watch = null)
    {
        ArgumentNullException.ThrowIfNull(picture);
        (GreyImage working, int margin) = CloseCut.Of(Reduce(picture));
        bool inkIsDark = Polarity.InkIsDark(Resampling.Within(working, SmallSide));
        watch?.Invoke(PreparationStep.Polarity, inkIsDark ? working.Inverted() : working);
        GreyImage above = Background.Subtract(working, inkIsDark);
        var histogram = new Histogram(above.Pixels);
        GreyImage unruled = RuledPaper.Erase(above, Faded(histogram.Otsu()));
        if (unruled != above)
            (above, histogram) = (unruled, new Histogram(unruled.Pixels));
        int threshold = histogram.Otsu();
        int contrast = (int)(histogram.Mean(threshold + 1, 255) - histogram.Mean(0, threshold));
        if (contrast < LeastContrast || IsGrain(histogram, threshold, contrast))
            return Blank(inkIsDark, threshold, contrast);
        List<InkComponent> pieces = InkComponent.FindAll(above, Faded(threshold), threshold);
        GreyImage free = FormBox.Erase(above, Faded(threshold), pieces);
        if (free != above)
            pieces = InkComponent.FindAll(free, Faded(threshold), threshold);
        List<InkComponent> digit = DigitSelection.Choose(pieces, working.Width, working.Height);
        if (digit.Count == 0 || Surface.IsPartOfOne(pieces, digit, working.Width, working.Height))
            return Blank(inkIsDark, threshold, contrast);

        // From here on there is only the digit, with room for a thicker stroke.
        PixelBox area = StrokeWeight.RoomFor(StrokeWeight.BoxOf(digit), working);
        GreyImage ink = InkLevels.Stretch(free, digit, area);
        ink = StrokeWeight.Thicken(ink, Cropping.BoxOf(ink));
        watch?.Invoke(PreparationStep.Ink, Place(ink, area, working));
        PixelBox box = Cropping.BoxOf(ink);
        watch?.Invoke(PreparationStep.Crop, ink.Part(box));
        GreyImage fitted = InkLevels.Saturate(Cropping.Fit(ink, box));
        watch?.Invoke(PreparationStep.Scale, fitted);
        (byte[] pixels, PixelBox place, double x, double y) = Centring.Centre(fitted);
        watch?.Invoke(PreparationStep.Centre, new GreyImage(PreparedDigit.Side, PreparedDigit.Side, pixels));
        double reduction = (double)picture.Width / (working.Width - (2 * margin));
        box = new PixelBox(area.Left + box.Left - margin, area.Top + box.Top - margin, box.Width, box.Height);
        return new PreparedDigit
        {
            Found = true,
            Pixels = pixels,
            InkIsDark = inkIsDark,
            Threshold = threshold,
            Contrast = contrast,
            Crop = Enlarge(box, reduction, picture),
            Scale = (double)Cropping.LongestSide / box.Longest / reduction,
            Frame = PictureFrame.Around(box, place, reduction),
            MassCentreX = x,
            MassCentreY = y,
        };
    }

    /// <summary>
    /// Only brings the picture to 28 × 28, all of it and whatever its proportions: what reading comes to without
    /// preparation.
    /// </summary>
    /// <returns>The digit, of light ink as it is; not Found if all of it is black.</returns>
    public static PreparedDigit Resize(GreyImage picture, Action<PreparationStep, GreyImage>? watch = null)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var whole = new PixelBox(0, 0, picture.Width, picture.Height);
        GreyImage small = Resampling.Scale(picture, whole, PreparedDigit.Side, PreparedDigit.Side);
        watch?.Invoke(PreparationStep.Resize, small);
        return new PreparedDigit
        {
            Found = small.Pixels.AsSpan().ContainsAnyExcept((byte)0),
            Pixels = small.Pixels,
            Crop = whole,
            Scale = (double)PreparedDigit.Side / Math.Max(picture.Width, picture.Height),
            Frame = new PictureFrame(0, 0, picture.Width, picture.Height),
        };
    }

    /// <summary>
    /// The picture as <see cref="Prepare"/> works on it: of at most 320 pixels a side. Preparing this instead gives
    /// the same digit.
    /// </summary>
    public static GreyImage Reduce(GreyImage picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return Resampling.Within(picture, WorkingSide);
    }

    private static GreyImage Place(GreyImage part, PixelBox area, GreyImage picture)
    {
        byte[] pixels = new byte[picture.Pixels.Length];
        for (int y = 0; y < area.Height; y++)
        {
            part.Pixels.AsSpan(y * area.Width, area.Width)
                .CopyTo(pixels.AsSpan(((area.Top + y) * picture.Width) + area.Left));
        }

        return new GreyImage(picture.Width, picture.Height, pixels);
    }

    private static bool IsGrain(Histogram histogram, int threshold, int contrast) =>
        histogram.Separability(threshold) < LeastSeparability
        && contrast < LeastContrastOfGrain * histogram.Deviation(0, threshold);

    private static int Faded(int threshold) => (int)(FadingShare * threshold);

    private static PreparedDigit Blank(bool inkIsDark, int threshold, int contrast) => new()
    {
        Pixels = new byte[PreparedDigit.Side * PreparedDigit.Side],
        InkIsDark = inkIsDark,
        Threshold = threshold,
        Contrast = contrast,
    };

    private static PixelBox Enlarge(PixelBox box, double by, GreyImage within)
    {
        int left = Math.Max(0, (int)Math.Floor(box.Left * by));
        int top = Math.Max(0, (int)Math.Floor(box.Top * by));
        int right = Math.Min(within.Width, (int)Math.Ceiling(box.Right * by));
        int bottom = Math.Min(within.Height, (int)Math.Ceiling(box.Bottom * by));
        return new PixelBox(left, top, right - left, bottom - top);
    }
}
