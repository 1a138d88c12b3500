using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Png;

/// <summary>
/// PLTE and tRNS: the colours that palette pixels stand for, and which colour is clear in pictures
/// without an alpha channel (ISO/IEC 15948, 11.2.3 and 11.3.2.1).
/// </summary>
internal sealed class PngPalette
{
    private byte[] _colours = [];
    private byte[] _transparency = [];

    /// <summary>How many colours there are.</summary>
    public int Count => _colours.Length / 3;

    /// <summary>True if any pixel may be clear although the file has no alpha channel.</summary>
    public bool HasTransparency => _transparency.Length > 0;

    /// <summary>Reads a PLTE chunk.</summary>
    public void ReadColours(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length % 3 != 0 || chunk.Length is < 3 or > 768)
            throw Damaged($"its PNG palette has {chunk.Length:N0} bytes");
        _colours = chunk.ToArray();
    }

    /// <summary>
    /// Reads a tRNS chunk; one that does not suit the colour type is ignored, as libpng does.
    /// </summary>
    public void ReadTransparency(ReadOnlySpan<byte> chunk, PngHeader header)
    {
        bool suits = header.Colour switch
        {
            PngColour.Grey => chunk.Length == 2,
            PngColour.Rgb => chunk.Length == 6,
            PngColour.Palette => chunk.Length <= 256,
            _ => false,
        };
        if (suits)
            _transparency = chunk.ToArray();
    }

    /// <summary>The three bytes of a colour.</summary>
    public ReadOnlySpan<byte> Colour(int place) => _colours.AsSpan(place * 3, 3);

    /// <summary>The alpha of a palette colour; those that tRNS does not reach are solid.</summary>
    public byte Alpha(int place) => place < _transparency.Length ? _transparency[place] : (byte)255;

    /// <summary>
    /// The clear colour's sample of a channel, at the file's depth; −1 if no colour is clear.
    /// </summary>
    public int ClearSample(int channel) =>
        HasTransparency ? (_transparency[2 * channel] << 8) | _transparency[(2 * channel) + 1] : -1;
}
