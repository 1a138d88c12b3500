namespace Inkling.Imaging.Decoding.Png;

/// <summary>The colour types of ISO/IEC 15948, table 11.1, by their numbers in the file.</summary>
internal enum PngColour
{
    Grey = 0,
    Rgb = 2,
    Palette = 3,
    GreyAlpha = 4,
    Rgba = 6,
}
