using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Inkling.Imaging.Decoding;

/// <summary>
/// The colours that places from 0 to 255 stand for, as palettes have them; those that were never added are
/// black and solid. It knows no format.
/// </summary>
internal sealed class ColourTable
{
    // Red in the lowest byte, then green, blue and alpha, whatever the machine's order of bytes.
    private readonly uint[] _colours = new uint[256];

    /// <summary>Makes a table of black.</summary>
    public ColourTable() => Array.Fill(_colours, 0xFF00_0000);

    /// <summary>How many colours have been added.</summary>
    public int Count { get; private set; }

    /// <summary>Sets the next colour, solid; at most 256 times.</summary>
    public void Add(byte red, byte green, byte blue) =>
        _colours[Count++] = red | ((uint)green << 8) | ((uint)blue << 16) | 0xFF00_0000;

    /// <summary>Changes a colour's alpha.</summary>
    public void SetAlpha(int place, byte alpha) =>
        _colours[place] = (_colours[place] & 0x00FF_FFFF) | ((uint)alpha << 24);

    /// <summary>The first of the places that no colour was added for, or −1.</summary>
    public int FirstBeyond(ReadOnlySpan<byte> places)
    {
        int beyond = Count == 0 ? 0 : places.IndexOfAnyExceptInRange((byte)0, (byte)(Count - 1));
        return beyond < 0 ? -1 : places[beyond];
    }

    /// <summary>Looks up a row.</summary>
    /// <param name="places">[width] places.</param>
    /// <param name="pixels">[width × 3] RGB or [width × 4] RGBA, overwritten.</param>
    public void LookUp(ReadOnlySpan<byte> places, Span<byte> pixels)
    {
        uint[] colours = _colours;
        if (pixels.Length == 4 * places.Length)
        {
            Span<uint> rgba = MemoryMarshal.Cast<byte, uint>(pixels);
            for (int x = 0; x < places.Length; x++)
            {
                uint colour = colours[places[x]];
                rgba[x] = BitConverter.IsLittleEndian ? colour : BinaryPrimitives.ReverseEndianness(colour);
            }
            return;
        }
        // Four bytes are written at once, the last of which the next pixel overwrites; the last pixel has no
        // next.
        for (int x = 0; x < places.Length - 1; x++)
            BinaryPrimitives.WriteUInt32LittleEndian(pixels[(3 * x)..], colours[places[x]]);
        if (places.Length > 0)
        {
            uint last = colours[places[^1]];
            (pixels[^3], pixels[^2], pixels[^1]) = ((byte)last, (byte)(last >> 8), (byte)(last >> 16));
        }
    }
}
