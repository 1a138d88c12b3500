namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>What a frame's components mean.</summary>
internal enum JpegColours
{
    Grey,
    YCbCr, // ITU-T T.871
    Rgb,
    Cmyk, // as Adobe's programs save it: 255 is no ink
    Ycck, // cyan, magenta and yellow turned into YCbCr as if they were RGB, and black
}
