namespace Inkling.Imaging.Decoding.Bmp;

/// <summary>How a bitmap's pixels are stored, by the numbers in the file.</summary>
internal enum BmpEncoding
{
    /// <summary>Rows of pixels.</summary>
    Plain = 0,

    /// <summary>Runs of 8-bit pixels.</summary>
    RunLength8 = 1,

    /// <summary>Runs of 4-bit pixels.</summary>
    RunLength4 = 2,

    /// <summary>Rows of pixels, whose colours three masks pick out.</summary>
    BitFields = 3,

    /// <summary>A whole JPEG file, for printers.</summary>
    Jpeg = 4,

    /// <summary>A whole PNG file, for printers.</summary>
    Png = 5,

    /// <summary>As <see cref="BitFields"/>, and a fourth mask for alpha.</summary>
    AlphaBitFields = 6,
}
