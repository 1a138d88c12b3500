using Inkling.Imaging.Filters;
using Inkling.Imaging.Paper;

namespace Inkling.Imaging.Panels;

/// <summary>
/// The sheet or panel that the digit is on where a picture shows more than that: a sheet on a desk, a canvas
/// in a window, a figure with axes. It has an upright picture of its own, and brings what is found there back
/// into the pixels of the whole. It reads no digit.
/// </summary>
internal sealed class Panel
{
    // Of the panel, along each side: what the small copy leaves unsure.
    private const double Unsure = 0.015;

    private readonly GreyImage _picture;
    private readonly Quadrilateral _corners;

    private Panel(GreyImage picture, Quadrilateral corners, GreyImage upright) =>
        (_picture, _corners, Upright) = (picture, corners, upright);

    /// <summary>What is on the panel, turned upright; a finger over its edge is painted over.</summary>
    public GreyImage Upright { get; }

    /// <summary>Whether its ink is dark; null where that is still to be seen.</summary>
    public bool? InkIsDark { get; private init; }

    /// <summary>How many pixels of the whole one of the upright picture is wide.</summary>
    public double Reduction => _corners.Width / Upright.Width;

    /// <summary>Finds it; null where the picture is of one sheet, or of anything else.</summary>
    /// <param name="picture">As it was sent.</param>
    /// <param name="reduced">The same picture, as it is prepared.</param>
    /// <param name="side">Of the upright picture, the longer one, at most.</param>
    public static Panel? Find(GreyImage picture, GreyImage reduced, int side) =>
        PanelSearch.Find(reduced) is { } found
            ? Of(
                picture,
                found.Corners.Inset(Unsure).Enlarged((double)picture.Width / found.Small.Width),
                side)
            : null;

    /// <summary>All of a picture as one; null where it is cut out already.</summary>
    public static Panel? OfAll(GreyImage picture, GreyImage reduced)
    {
        (int right, int bottom) = (picture.Width, picture.Height);
        return PanelSearch.IsCutOut(reduced)
            ? null
            : new(picture, new(new(0, 0), new(right, 0), new(right, bottom), new(0, bottom)), reduced);
    }

    /// <summary>The ink on the panel, light on black, larger and without shade; null if none.</summary>
    public Panel? Closer(int side)
    {
        bool inkIsDark = Polarity.InkIsDark(Upright, clear: 1);
        if (SheetInk.Find(Upright, inkIsDark) is not var (box, fingers))
            return null;
        double width = Upright.Width, height = Upright.Height;
        Place At(int x, int y) => _corners.At(x / width, y / height);
        Panel part = Of(_picture, new(At(box.Left, box.Top), At(box.Right, box.Top),
            At(box.Right, box.Bottom), At(box.Left, box.Bottom)), side);
        GreyImage ink = SheetInk.Above(part.Upright, inkIsDark);
        if (fingers is not null)
        {
            fingers = Enlargement.Of(fingers, ink.Width, ink.Height);
            for (int i = 0; i < ink.Pixels.Length; i++)
                ink.Pixels[i] = fingers.Pixels[i] > 0 ? (byte)0 : ink.Pixels[i];
        }
        return new(_picture, part._corners, ink) { InkIsDark = inkIsDark };
    }

    /// <summary>The box of the whole, in its pixels, that holds one of the upright picture.</summary>
    public PixelBox Around(PixelBox box)
    {
        (double x, double y, double width, double height) = Around(box.Left, box.Top, box.Width, box.Height);
        (int left, int top) = (Math.Max(0, (int)Math.Floor(x)), Math.Max(0, (int)Math.Floor(y)));
        int right = Math.Min(_picture.Width, (int)Math.Ceiling(x + width));
        int bottom = Math.Min(_picture.Height, (int)Math.Ceiling(y + height));
        return new PixelBox(left, top, right - left, bottom - top);
    }

    /// <summary>The upright rectangle of the whole that holds one of the upright picture.</summary>
    public (double Left, double Top, double Width, double Height) Around(
        double left, double top, double width, double height)
    {
        Place[] corners =
        [
            Of(left, top), Of(left + width, top), Of(left + width, top + height), Of(left, top + height),
        ];
        (double first, double upper) = (corners.Min(at => at.X), corners.Min(at => at.Y));
        return (first, upper, corners.Max(at => at.X) - first, corners.Max(at => at.Y) - upper);

        Place Of(double x, double y) => _corners.At(x / Upright.Width, y / Upright.Height);
    }

    private static Panel Of(GreyImage picture, Quadrilateral corners, int side)
    {
        double reduction = Math.Min(1, side / Math.Max(corners.Width, corners.Height));
        GreyImage source = Resampling.ReduceTo(
            picture, (int)Math.Ceiling(reduction * Math.Max(picture.Width, picture.Height)));
        int width = Math.Max(1, (int)Math.Round(reduction * corners.Width));
        int height = Math.Max(1, (int)Math.Round(reduction * corners.Height));
        GreyImage upright =
            corners.Enlarged((double)source.Width / picture.Width).Unwarp(source, width, height);
        return new(picture, corners, upright);
    }
}
