using Inkling.Imaging.Filters;
using Inkling.Imaging.Paper;
using Inkling.Imaging.Pieces;

namespace Inkling.Imaging.Preparation;

/// <summary>
/// The ink of a picture and which of it is the digit. A picture that was cut closely has a margin of paper
/// put around it, and all places are in that larger picture.
/// </summary>
/// <param name="InkIsDark">Whether ink is darker than the paper.</param>
/// <param name="Threshold">How far ink stands out at least.</param>
/// <param name="Contrast">How far it does on average.</param>
/// <param name="Ink">How far each pixel stands out from the paper; of a digit without rules, boxes.</param>
internal sealed record FoundDigit(bool InkIsDark, int Threshold, int Contrast, GreyImage Ink)
{
    /// <summary>Why there is no digit; null where there is one.</summary>
    public NoDigitReason? Reason { get; init; }

    /// <summary>How wide the margin is, 0 for none.</summary>
    public int Margin { get; init; }

    /// <summary>The digit's pieces, the main one first.</summary>
    public List<InkComponent> Digit { get; init; } = [];

    /// <summary>The boxes of all ink as large as a digit, from left to right.</summary>
    public PixelBox[] Boxes { get; init; } = [];
}

/// <summary>
/// Finds the digit in a reduced picture of one ground: polarity, paper, rules, threshold, pieces, marks and
/// choice, a file each. It changes no size.
/// </summary>
internal static class DigitSearch
{
    // Which side the ink is on, and the paper's light, show in a small copy.
    private const int SmallSide = 128;

    // A stroke is followed to where it has faded to this part of the threshold.
    private const double FadingShare = 0.8;

    // Less contrast than this is grain, shade or compression, not a pen.
    private const int LeastContrast = 12;

    // Grain alone has a separability of 0.73 to 0.77 and a contrast of 4 to 6 of its own deviations; the
    // palest of real photographs that was seen has 0.74 and 11, the grainiest 0.80 and 6.
    private const double LeastSeparability = 0.795;
    private const double LeastContrastOfGrain = 10;

    /// <summary>Finds the digit, or says why there is none.</summary>
    /// <param name="picture">Of 320 pixels a side at most.</param>
    /// <param name="watch">Receives the picture with light ink.</param>
    public static FoundDigit Find(GreyImage picture, Action<PreparationStep, GreyImage>? watch)
    {
        (GreyImage working, int margin) = TightCrop.Of(picture);
        GreyImage small = Resampling.ReduceTo(working, SmallSide);
        bool inkIsDark = Polarity.InkIsDark(small);
        watch?.Invoke(PreparationStep.Polarity, inkIsDark ? working.Inverted() : working);
        (GreyImage above, Histogram histogram) = Background.Subtract(working, small, inkIsDark);
        GreyImage unruled = RuledPaper.Erase(above, Faded(histogram.Otsu()));
        if (unruled != above)
            (above, histogram) = (unruled, new Histogram(unruled.Pixels));
        int threshold = histogram.Otsu();
        int contrast = histogram.Contrast(threshold);
        FoundDigit found = new(inkIsDark, threshold, contrast, above) { Margin = margin };
        return contrast < LeastContrast || IsGrain(histogram, threshold, contrast)
            ? found with { Reason = FaintInk.Shows(above) ? NoDigitReason.TooFaint : NoDigitReason.Blank }
            : Choose(found);
    }

    // Among the pieces of ink, without what is drawn around or below a digit.
    private static FoundDigit Choose(FoundDigit found)
    {
        GreyImage above = found.Ink;
        int faded = Faded(found.Threshold);
        List<InkComponent> pieces = InkComponent.FindAll(above, faded, found.Threshold);
        GreyImage free = FormBox.Erase(above, faded, pieces);
        if (free != above)
            pieces = InkComponent.FindAll(free, faded, found.Threshold);
        pieces = ScanBars.Drop(pieces, above.Width, above.Height);
        pieces = Marks.Drop(Frames.Drop(pieces));
        List<InkComponent> digit = DigitSelection.Choose(pieces, above.Width, above.Height);
        PixelBox[] boxes = digit.Count == 0 ? [] : DigitPieces.FindAll(pieces, digit);
        return digit.Count == 0 || Surface.IsPartOfOne(pieces, digit, boxes, above.Width, above.Height)
            ? found with { Reason = NoDigitReason.NotADigit }
            : found with { Ink = free, Digit = digit, Boxes = boxes };
    }

    private static bool IsGrain(Histogram histogram, int threshold, int contrast) =>
        histogram.Separability(threshold) < LeastSeparability
        && contrast < LeastContrastOfGrain * histogram.Deviation(0, threshold);

    private static int Faded(int threshold) => (int)(FadingShare * threshold);
}
