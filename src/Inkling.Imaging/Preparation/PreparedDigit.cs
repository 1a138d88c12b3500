using Inkling.Imaging.Panels;
using Inkling.Imaging.Paper;

namespace Inkling.Imaging.Preparation;

/// <summary>A digit in MNIST's form, and what was found out on the way there.</summary>
public sealed class PreparedDigit
{
    /// <summary>The side of MNIST's pictures.</summary>
    public const int Side = 28;

    /// <summary>False if the picture shows no ink: it is blank, or only faint noise.</summary>
    public bool Found { get; init; }

    /// <summary>Why there is no digit; null where there is one.</summary>
    public NoDigitReason? Reason { get; init; }

    /// <summary>
    /// The boxes of all pieces of ink as large as a digit, in the picture's pixels, from left to right; the
    /// one that was prepared is among them. With more than one the picture shows several digits.
    /// </summary>
    public IReadOnlyList<PixelBox> Pieces { get; init; } = [];

    /// <summary>[28 × 28] levels, row by row, 255 ink to 0 paper; all 0 unless <see cref="Found"/>.</summary>
    public required byte[] Pixels { get; init; }

    /// <summary>True for dark ink on light paper, false for the reverse.</summary>
    public bool InkIsDark { get; init; }

    /// <summary>How far ink differs from the paper: levels if light, 255ths of the paper's if dark.</summary>
    public int Threshold { get; init; }

    /// <summary>How much the ink differs from the paper around it on average, in the same unit.</summary>
    public int Contrast { get; init; }

    /// <summary>The ink's box, in the picture's pixels.</summary>
    public PixelBox Crop { get; init; }

    /// <summary>Pixels of the digit for one of the picture's: below 1 it was made smaller.</summary>
    public double Scale { get; init; }

    /// <summary>Where in the picture the 28 × 28 pixels lie; it may exceed the picture.</summary>
    public PictureFrame Frame { get; init; }

    /// <summary>The column of the ink's centre of mass in <see cref="Pixels"/>, near 14.</summary>
    public double CentreOfMassX { get; init; }

    /// <summary>The row of the ink's centre of mass in <see cref="Pixels"/>, near 14.</summary>
    public double CentreOfMassY { get; init; }

    /// <summary>The digit of a panel's upright picture, its facts in the pixels of the whole.</summary>
    internal PreparedDigit On(Panel panel)
    {
        (double left, double top, double width, double height) =
            panel.Around(Frame.Left, Frame.Top, Frame.Width, Frame.Height);
        return new()
        {
            Found = Found,
            Reason = Reason,
            Pieces = [.. Pieces.Select(panel.Around)],
            Pixels = Pixels,
            InkIsDark = panel.InkIsDark ?? InkIsDark,
            Threshold = Threshold,
            Contrast = Contrast,
            Crop = panel.Around(Crop),
            Scale = Scale / panel.Reduction,
            Frame = new(left, top, width, height),
            CentreOfMassX = CentreOfMassX,
            CentreOfMassY = CentreOfMassY,
        };
    }
}

/// <summary>Why a picture has no digit.</summary>
public enum NoDigitReason
{
    /// <summary>It shows paper, light and grain, and nothing that a pen could have left.</summary>
    Blank,

    /// <summary>It shows what a pen has left, but with too little contrast to be read.</summary>
    TooFaint,

    /// <summary>It has ink, but no digit: a letter, a texture, a scribble.</summary>
    NotADigit,
}

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

/// <summary>The steps of a preparation that leave a picture to look at, in their order.</summary>
public enum PreparationStep
{
    /// <summary>Light ink on dark paper, reversed if it was dark ink.</summary>
    Polarity,
    /// <summary>The paper taken away, and all ink that is not the digit's.</summary>
    Ink,
    /// <summary>Cut to the ink.</summary>
    Crop,
    /// <summary>Brought to 20 pixels on the longer side.</summary>
    Scale,
    /// <summary>Laid onto 28 × 28 with its centre of mass in the middle.</summary>
    Centre,
    /// <summary>Instead of all these: brought to 28 × 28 as a whole.</summary>
    Resize,
}
