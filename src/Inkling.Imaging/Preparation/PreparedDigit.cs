namespace Inkling.Imaging.Preparation;

/// <summary>
/// A digit in MNIST's form, and what was found out on the way there, so that a page can show each step.
/// It holds results and computes none.
/// </summary>
public sealed class PreparedDigit
{
    /// <summary>The side of MNIST's pictures.</summary>
    public const int Side = 28;

    /// <summary>False if the picture shows no ink: it is blank, or only faint noise.</summary>
    public bool Found { get; init; }

    /// <summary>[28 × 28] levels, row by row, 255 ink to 0 paper; all 0 unless <see cref="Found"/>.</summary>
    public required byte[] Pixels { get; init; }

    /// <summary>True for dark ink on light paper, false for the reverse.</summary>
    public bool InkIsDark { get; init; }

    /// <summary>
    /// How much a pixel must differ from the paper around it to be ink, 0 to 255: in levels for light ink, in
    /// 255ths of the paper's level for dark ink.
    /// </summary>
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
}
