namespace Inkling.Imaging.Decoding.Png;

/// <summary>The colour types of ISO/IEC 15948, table 11.1, by their numbers in the file.</summary>
internal enum PngColour
{
    /// <summary>One grey sample.</summary>
    Grey = 0,

    /// <summary>Red, green, blue.</summary>
    Rgb = 2,

    /// <summary>A place in the palette.</summary>
    Palette = 3,

    /// <summary>Grey and alpha.</summary>
    GreyAlpha = 4,

    /// <summary>Red, green, blue, alpha.</summary>
    Rgba = 6,
}
