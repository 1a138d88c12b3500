using Inkling.Imaging.Filters;
using Inkling.Imaging.Panels;
using Inkling.Imaging.Pieces;

namespace Inkling.Imaging.Preparation;

/// <summary>Brings a picture of one digit into MNIST's form, step by step; each step has its file.</summary>
public static class DigitPreparation
{
    // Larger pictures are reduced first: a digit of a tenth of this still has more than MNIST's size.
    private const int WorkingSide = 320;

    /// <summary>A longer side of this has all that preparation makes use of.</summary>
    internal const int EnoughSide = 2 * WorkingSide;

    // A canvas in a window on a screen on a table.
    private const int MostPanels = 3;

    // Of the picture: a piece whose box covers so much may be the outline of a sheet. A digit on that is at
    // most half as long.
    private const double OutlineShare = 0.6;
    private const int DigitsInOutline = 2;

    /// <summary>Prepares a picture.</summary>
    /// <param name="picture">Any size, either polarity; best with one digit on paper.</param>
    /// <param name="watch">Receives each step's picture.</param>
    /// <returns>The digit and the facts of each step; not Found if the picture shows no ink.</returns>
    public static PreparedDigit Prepare(GreyImage picture, Action<PreparationStep, GreyImage>? watch = null)
    {
        ArgumentNullException.ThrowIfNull(picture);
        GreyImage reduced = Reduce(picture);
        if (InPanel(picture, reduced, MostPanels, watch) is { } onPanel)
            return onPanel;
        PreparedDigit whole = PrepareWhole(picture, reduced, watch: null);
        return WithinOutline(whole, picture, reduced, watch)
            ?? (watch is null ? whole : PrepareWhole(picture, reduced, watch));
    }

    // Where the whole shows no digit, or one as large as a sheet whose sides were not found: the one that
    // narrow strokes show alone. Null if there is none.
    private static PreparedDigit? WithinOutline(
        PreparedDigit whole, GreyImage picture, GreyImage reduced, Action<PreparationStep, GreyImage>? watch)
    {
        double share = (double)whole.Crop.Width * whole.Crop.Height / picture.Pixels.Length;
        if (whole.Found && share < OutlineShare)
            return null;
        return Panel.OfAll(picture, reduced)?.Closer(WorkingSide) is { } closer
            ? OnPanel(closer, whole, watch)
            : null;
    }

    // The digit on a sheet or panel within the picture; null if there is none.
    private static PreparedDigit? InPanel(
        GreyImage picture, GreyImage reduced, int panels, Action<PreparationStep, GreyImage>? watch)
    {
        if (panels == 0 || Panel.Find(picture, reduced, WorkingSide) is not { } panel)
            return null;
        if (InPanel(panel.Upright, panel.Upright, panels - 1, watch) is { } inner)
            return inner.On(panel);
        return OnPanel(panel.Closer(WorkingSide) ?? panel, outline: null, watch);
    }

    // Null if there is none, or none within the outline.
    private static PreparedDigit? OnPanel(
        Panel panel, PreparedDigit? outline, Action<PreparationStep, GreyImage>? watch)
    {
        PreparedDigit digit = PrepareWhole(panel.Upright, panel.Upright, watch: null);
        if (!digit.Found || ReachesEdge(digit.Crop, panel.Upright))
            return null;
        if (outline is { Found: true } && !IsWithin(outline, digit, panel))
            return null;
        if (watch is not null)
            digit = PrepareWhole(panel.Upright, panel.Upright, watch);
        return digit.On(panel);
    }

    // A pen stands out from a sheet more than the sheet does from its desk. A part of a large digit does not.
    private static bool IsWithin(PreparedDigit outline, PreparedDigit digit, Panel panel) =>
        digit.Contrast > outline.Contrast
        && DigitsInOutline * panel.Around(digit.Crop).LongerSide <= outline.Crop.LongerSide;

    // What ends where the panel does is no digit on it, but one that a wrong panel cuts.
    private static bool ReachesEdge(PixelBox crop, GreyImage picture) =>
        crop.Left == 0 || crop.Top == 0 || crop.Right == picture.Width || crop.Bottom == picture.Height;

    private static PreparedDigit PrepareWhole(
        GreyImage picture, GreyImage reduced, Action<PreparationStep, GreyImage>? watch)
    {
        var found = DigitSearch.Find(reduced, watch);
        return found.Reason is null ? Bring(found, picture, watch) : new()
        {
            Reason = found.Reason,
            Pixels = new byte[PreparedDigit.Side * PreparedDigit.Side],
            InkIsDark = found.InkIsDark,
            Threshold = found.Threshold,
            Contrast = found.Contrast,
        };
    }

    // Of all ink only the digit is left, with room for a thicker stroke; it is brought to 28 × 28.
    private static PreparedDigit Bring(
        FoundDigit found, GreyImage picture, Action<PreparationStep, GreyImage>? watch)
    {
        PixelBox area = StrokeWeight.RoomFor(StrokeWeight.BoundingBox(found.Digit), found.Ink);
        GreyImage ink = InkLevels.Stretch(found.Ink, found.Digit, area);
        ink = StrokeWeight.Thicken(ink, Cropping.BoundingBox(ink));
        if (watch is not null)
        {
            GreyImage placed = new(found.Ink.Width, found.Ink.Height);
            placed.Paste(ink, area.Left, area.Top);
            watch(PreparationStep.Ink, placed);
        }
        PixelBox box = Cropping.BoundingBox(ink);
        watch?.Invoke(PreparationStep.Crop, ink.Crop(box));
        GreyImage fitted = InkLevels.Saturate(Cropping.Fit(ink, box));
        watch?.Invoke(PreparationStep.Scale, fitted);
        (GreyImage centred, PixelBox placement, double x, double y) = Centring.Centre(fitted);
        watch?.Invoke(PreparationStep.Centre, centred);
        double reduction = (double)picture.Width / (found.Ink.Width - (2 * found.Margin));
        box = new PixelBox(area.Left + box.Left, area.Top + box.Top, box.Width, box.Height);
        PixelBox crop = Placed(box);
        box = Moved(box);
        return new PreparedDigit
        {
            Found = true,
            Pieces = found.Boxes.Length == 1 ? [crop] : Array.ConvertAll(found.Boxes, Placed),
            Pixels = centred.Pixels,
            InkIsDark = found.InkIsDark,
            Threshold = found.Threshold,
            Contrast = found.Contrast,
            Crop = crop,
            Scale = (double)Cropping.LongestSide / box.LongerSide / reduction,
            Frame = PictureFrame.Around(box, placement, reduction),
            CentreOfMassX = x,
            CentreOfMassY = y,
        };

        // Without the paper that was put around a close cut, and in the picture's pixels.
        PixelBox Moved(PixelBox part) =>
            part with { Left = part.Left - found.Margin, Top = part.Top - found.Margin };
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

    private static PixelBox Enlarge(PixelBox box, double by, GreyImage within)
    {
        int left = Math.Max(0, (int)Math.Floor(box.Left * by));
        int top = Math.Max(0, (int)Math.Floor(box.Top * by));
        int right = Math.Min(within.Width, (int)Math.Ceiling(box.Right * by));
        int bottom = Math.Min(within.Height, (int)Math.Ceiling(box.Bottom * by));
        return new PixelBox(left, top, right - left, bottom - top);
    }
}
