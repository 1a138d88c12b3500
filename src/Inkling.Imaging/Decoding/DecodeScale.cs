namespace Inkling.Imaging.Decoding;

/// <summary>
/// How much of a picture's size is wanted. A side of n pixels becomes ⌈n / 2^scale⌉.
/// JPEG leaves out the work for what is not wanted, other formats are averaged afterwards.
/// </summary>
public enum DecodeScale
{
    /// <summary>Every pixel.</summary>
    Full = 0,

    /// <summary>Half of each side.</summary>
    Half = 1,

    /// <summary>A quarter of each side.</summary>
    Quarter = 2,

    /// <summary>An eighth of each side: one pixel per JPEG block.</summary>
    Eighth = 3,
}
