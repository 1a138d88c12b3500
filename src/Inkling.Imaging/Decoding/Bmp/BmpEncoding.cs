namespace Inkling.Imaging.Decoding.Bmp;

/// <summary>How a bitmap's pixels are stored, by the numbers in the file.</summary>
internal enum BmpEncoding
{
    Plain = 0,
    RunLength8 = 1, // of 8-bit pixels
    RunLength4 = 2, // of 4-bit pixels
    BitFields = 3, // three masks pick out the colours
    Jpeg = 4, // a whole JPEG file, for printers
    Png = 5, // a whole PNG file, for printers
    AlphaBitFields = 6, // with a fourth mask, for alpha
}
