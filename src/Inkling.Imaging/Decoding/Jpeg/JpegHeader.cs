namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>What JFIF's (ITU-T T.871, 10), Adobe's (T.872, 6.5.3) and Exif's segments say.</summary>
internal sealed class JpegHeader
{
    private bool _hasJfif;
    private int? _adobeTransform;

    public int Orientation { get; private set; } = ExifOrientation.Upright;

    public void Note(int marker, ReadOnlySpan<byte> segment)
    {
        if (marker == 0xE0)
            _hasJfif |= segment.StartsWith("JFIF\0"u8);
        else if (marker == 0xE1 && Orientation == ExifOrientation.Upright)
            Orientation = ExifOrientation.Read(segment);
        else if (marker == 0xEE && segment.Length >= 12 && segment.StartsWith("Adobe"u8))
            _adobeTransform = segment[11];
    }

    /// <summary>Applies libjpeg's rule: JFIF is YCbCr, Adobe's says, else the names "RGB" do.</summary>
    public JpegColours ColoursOf(JpegFrame frame) => frame.Components.Length switch
    {
        1 => JpegColours.Grey,
        4 => _adobeTransform is null or 0 ? JpegColours.Cmyk : JpegColours.Ycck,
        _ when _hasJfif => JpegColours.YCbCr,
        _ when _adobeTransform is { } transform => transform == 0 ? JpegColours.Rgb : JpegColours.YCbCr,
        _ => IsNamedRgb(frame.Components) ? JpegColours.Rgb : JpegColours.YCbCr,
    };

    private static bool IsNamedRgb(JpegComponent[] components) =>
        components[0].Id == 'R' && components[1].Id == 'G' && components[2].Id == 'B';
}
