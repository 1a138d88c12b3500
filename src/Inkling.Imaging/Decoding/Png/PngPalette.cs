using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Png;

/// <summary>PLTE and tRNS (ISO/IEC 15948, 11.2.3, 11.3.2.1); those that mean nothing are skipped.</summary>
internal sealed class PngPalette(PngHeader header)
{
    private const int MostColours = 256;

    private readonly ColourTable _colours = new();
    private byte[] _transparency = [];

    /// <summary>True if any pixel may be clear although the file has no alpha channel.</summary>
    public bool HasTransparency => _transparency.Length > 0;

    /// <summary>True if the pixels are places in a palette, and no palette has come.</summary>
    public bool IsMissing => header.Colour == PngColour.Palette && _colours.Count == 0;

    public void ReadColours(ReadOnlySpan<byte> chunk)
    {
        if (_colours.Count > 0)
            throw Damaged("it has two PNG palettes");
        if (header.Colour is PngColour.Grey or PngColour.GreyAlpha)
            return;
        if (chunk.Length % 3 == 0 && chunk.Length is >= 3 and <= 3 * MostColours)
        {
            int most = header.Colour == PngColour.Palette ? 1 << header.Depth : MostColours;
            for (; !chunk.IsEmpty && _colours.Count < most; chunk = chunk[3..])
                _colours.Add(chunk[0], chunk[1], chunk[2]);
            _transparency = []; // It may only follow.
        }
        else if (header.Colour == PngColour.Palette)
        {
            throw Damaged($"its PNG palette has {chunk.Length:N0} bytes");
        }
    }

    /// <summary>Reads a tRNS chunk that stands before the data; of several the first counts.</summary>
    public void ReadTransparency(ReadOnlySpan<byte> chunk)
    {
        bool suits = header.Colour switch
        {
            PngColour.Grey => chunk.Length == 2,
            PngColour.Rgb => chunk.Length == 6,
            PngColour.Palette => chunk.Length <= _colours.Count,
            _ => false,
        };
        if (!suits || HasTransparency)
            return;
        _transparency = chunk.ToArray();
        if (header.Colour == PngColour.Palette)
        {
            for (int i = 0; i < chunk.Length; i++)
                _colours.SetAlpha(i, chunk[i]);
        }
    }

    /// <summary>Looks up a row, RGB or RGBA. Places beyond the palette are black.</summary>
    public void LookUp(ReadOnlySpan<byte> places, Span<byte> pixels) => _colours.LookUp(places, pixels);

    /// <summary>The clear colour's sample of a channel at the file's depth; −1 if there is none.</summary>
    public int ClearSample(int channel) =>
        HasTransparency ? (_transparency[2 * channel] << 8) | _transparency[(2 * channel) + 1] : -1;
}
