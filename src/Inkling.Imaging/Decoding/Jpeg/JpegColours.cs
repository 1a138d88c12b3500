namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>What a frame's components mean.</summary>
internal enum JpegColours
{
    /// <summary>One component: levels.</summary>
    Grey,

    /// <summary>Three: luma, blueness and redness (ITU-T T.871).</summary>
    YCbCr,

    /// <summary>Three: red, green, blue.</summary>
    Rgb,

    /// <summary>Four inks, as Adobe's programs save them: 255 is no ink.</summary>
    Cmyk,

    /// <summary>Four: cyan, magenta and yellow turned into YCbCr as if they were RGB, and black.</summary>
    Ycck,
}
