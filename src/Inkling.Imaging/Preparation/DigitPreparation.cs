namespace Inkling.Imaging.Preparation;

/// <summary>Brings a picture of one digit into MNIST's form, step by step; each step has its file.</summary>
public static class DigitPreparation
{
    // Larger pictures are reduced first: a digit of a tenth of this still has more than MNIST's size.
    private const int WorkingSide = 320;

    /// <summary>A longer side of this has all that preparation makes use of.</summary>
    internal const int EnoughSide = 2 * WorkingSide;

    // Which side the ink is on shows in a small copy.
    private const int SmallSide = 128;

    // A canvas in a window on a screen on a table.
    private const int MostPanels = 3;

    // A stroke is followed to where it has faded to this part of the threshold.
    private const double FadingShare = 0.8;

    // Less contrast than this is grain, shade or compression, not a pen.
    private const int LeastContrast = 12;

    // Grain alone has a separability of 0.73 to 0.77 and a contrast of 4 to 6 of its own deviations; the
    // palest of real photographs that was seen has 0.74 and 11, the grainiest 0.80 and 6.
    private const double LeastSeparability = 0.795;
    private const double LeastContrastOfGrain = 10;

    /// <summary>Prepares a picture.</summary>
    /// <param name="picture">Any size, either polarity; best with one digit on paper.</param>
    /// <param name="watch">Receives each step's picture.</param>
    /// <returns>The digit and the facts of each step; not Found if the picture shows no ink.</returns>
    public static PreparedDigit Prepare(GreyImage picture, Action<PreparationStep, GreyImage>? watch = null)
    {
        ArgumentNullException.ThrowIfNull(picture);
        GreyImage reduced = Reduce(picture);
        return InPanel(picture, reduced, MostPanels, watch) ?? PrepareWhole(picture, reduced, watch);
    }

    // The digit on a sheet or panel within the picture; null if there is none.
    private static PreparedDigit? InPanel(
        GreyImage picture, GreyImage reduced, int panels, Action<PreparationStep, GreyImage>? watch)
    {
        if (panels == 0 || Panel.Find(picture, reduced, WorkingSide) is not { } panel)
            return null;
        if (InPanel(panel.Upright, panel.Upright, panels - 1, watch) is { } inner)
            return panel.Place(inner);
        panel = panel.Closer(WorkingSide);
        PreparedDigit digit = PrepareWhole(panel.Upright, panel.Upright, watch: null);
        if (!digit.Found || ReachesEdge(digit.Crop, panel.Upright))
            return null;
        return panel.Place(watch is null ? digit : PrepareWhole(panel.Upright, panel.Upright, watch));
    }

    // What ends where the panel does is no digit on it, but one that a wrong panel cuts.
    private static bool ReachesEdge(PixelBox crop, GreyImage picture) =>
        crop.Left == 0 || crop.Top == 0 || crop.Right == picture.Width || crop.Bottom == picture.Height;

    private static PreparedDigit PrepareWhole(
        GreyImage picture, GreyImage reduced, Action<PreparationStep, GreyImage>? watch)
    {
        (GreyImage working, int margin) = TightCrop.Of(reduced);
        bool inkIsDark = Polarity.InkIsDark(Resampling.ReduceTo(working, SmallSide));
        watch?.Invoke(PreparationStep.Polarity, inkIsDark ? working.Inverted() : working);
        GreyImage above = Background.Subtract(working, inkIsDark);
        var histogram = new Histogram(above.Pixels);
        GreyImage unruled = RuledPaper.Erase(above, Faded(histogram.Otsu()));
        if (unruled != above)
            (above, histogram) = (unruled, new Histogram(unruled.Pixels));
        int threshold = histogram.Otsu();
        int contrast = histogram.Contrast(threshold);
        if (contrast < LeastContrast || IsGrain(histogram, threshold, contrast))
        {
            NoDigitReason reason = FaintInk.Shows(above) ? NoDigitReason.TooFaint : NoDigitReason.Blank;
            return None(reason, inkIsDark, threshold, contrast);
        }
        List<InkComponent> pieces = InkComponent.FindAll(above, Faded(threshold), threshold);
        GreyImage free = FormBox.Erase(above, Faded(threshold), pieces);
        if (free != above)
            pieces = InkComponent.FindAll(free, Faded(threshold), threshold);
        pieces = Marks.Drop(Frames.Drop(pieces, working.Width), working.Width);
        List<InkComponent> digit = DigitSelection.Choose(pieces, working.Width, working.Height);
        if (digit.Count == 0)
            return None(NoDigitReason.NotADigit, inkIsDark, threshold, contrast);
        List<PixelBox> boxes = DigitPieces.FindAll(pieces, digit);
        if (Surface.IsPartOfOne(pieces, digit, boxes, working.Width, working.Height))
            return None(NoDigitReason.NotADigit, inkIsDark, threshold, contrast);

        // From here on there is only the digit, with room for a thicker stroke.
        PixelBox area = StrokeWeight.RoomFor(StrokeWeight.BoundingBox(digit), working);
        GreyImage ink = InkLevels.Stretch(free, digit, area);
        ink = StrokeWeight.Thicken(ink, Cropping.BoundingBox(ink));
        if (watch is not null)
        {
            GreyImage placed = new(working.Width, working.Height);
            placed.Paste(ink, area.Left, area.Top);
            watch(PreparationStep.Ink, placed);
        }
        PixelBox box = Cropping.BoundingBox(ink);
        watch?.Invoke(PreparationStep.Crop, ink.Crop(box));
        GreyImage fitted = InkLevels.Saturate(Cropping.Fit(ink, box));
        watch?.Invoke(PreparationStep.Scale, fitted);
        (GreyImage centred, PixelBox placement, double x, double y) = Centring.Centre(fitted);
        watch?.Invoke(PreparationStep.Centre, centred);
        double reduction = (double)picture.Width / (working.Width - (2 * margin));
        box = new PixelBox(area.Left + box.Left, area.Top + box.Top, box.Width, box.Height);
        PixelBox crop = Placed(box);
        box = Moved(box);
        return new PreparedDigit
        {
            Found = true,
            Pieces = boxes.Count == 1 ? [crop] : [.. boxes.Select(Placed)],
            Pixels = centred.Pixels,
            InkIsDark = inkIsDark,
            Threshold = threshold,
            Contrast = contrast,
            Crop = crop,
            Scale = (double)Cropping.LongestSide / box.LongerSide / reduction,
            Frame = PictureFrame.Around(box, placement, reduction),
            CentreOfMassX = x,
            CentreOfMassY = y,
        };

        // Of the working picture: without the paper that was put around it, and in the picture's pixels.
        PixelBox Moved(PixelBox part) => part with { Left = part.Left - margin, Top = part.Top - margin };
        PixelBox Placed(PixelBox part) => Enlarge(Moved(part), reduction, picture);
    }

    /// <summary>Only brings the whole picture to 28 × 28: what reading without preparation uses.</summary>
    /// <returns>The digit, of light ink as it is; not Found if all of it is black.</returns>
    public static PreparedDigit Resize(GreyImage picture, Action<PreparationStep, GreyImage>? watch = null)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var whole = new PixelBox(0, 0, picture.Width, picture.Height);
        GreyImage small = Resampling.Scale(picture, whole, PreparedDigit.Side, PreparedDigit.Side);
        watch?.Invoke(PreparationStep.Resize, small);
        bool found = small.Pixels.AsSpan().ContainsAnyExcept((byte)0);
        return new PreparedDigit
        {
            Found = found,
            Reason = found ? null : NoDigitReason.Blank,
            Pixels = small.Pixels,
            Crop = whole,
            Scale = (double)PreparedDigit.Side / Math.Max(picture.Width, picture.Height),
            Frame = new PictureFrame(0, 0, picture.Width, picture.Height),
        };
    }

    /// <summary>
    /// Reduces to 320 pixels a side, as Prepare does first: both give the same digit, and a digit on a panel
    /// with fewer pixels to go by.
    /// </summary>
    public static GreyImage Reduce(GreyImage picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return Resampling.ReduceTo(picture, WorkingSide);
    }

    private static bool IsGrain(Histogram histogram, int threshold, int contrast) =>
        histogram.Separability(threshold) < LeastSeparability
        && contrast < LeastContrastOfGrain * histogram.Deviation(0, threshold);

    private static int Faded(int threshold) => (int)(FadingShare * threshold);

    private static PreparedDigit None(NoDigitReason reason, bool inkIsDark, int threshold, int contrast) =>
        new()
        {
            Reason = reason,
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
