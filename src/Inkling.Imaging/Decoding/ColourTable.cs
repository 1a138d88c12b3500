using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Inkling.Imaging.Decoding;

/// <summary>A palette of up to 256 colours; those that were never added are black and solid.</summary>
internal sealed class ColourTable
{
    // Red in the lowest byte, then green, blue and alpha, whatever the machine's order of bytes.
    private readonly uint[] _colours = new uint[256];

    public ColourTable() => Array.Fill(_colours, 0xFF00_0000);

    public int Count { get; private set; }

    /// <summary>Sets the next colour, solid; at most 256 times.</summary>
    public void Add(byte red, byte green, byte blue) =>
        _colours[Count++] = red | ((uint)green << 8) | ((uint)blue << 16) | 0xFF00_0000;

    public void SetAlpha(int place, byte alpha) =>
        _colours[place] = (_colours[place] & 0x00FF_FFFF) | ((uint)alpha << 24);

    /// <summary>The first of the places that no colour was added for, or −1.</summary>
    public int FirstBeyond(ReadOnlySpan<byte> places)
    {
        int beyond = Count == 0 ? 0 : places.IndexOfAnyExceptInRange((byte)0, (byte)(Count - 1));
        return beyond < 0 ? -1 : places[beyond];
    }

    /// <summary>Looks up [width] places: [width × 3] RGB or [width × 4] RGBA, overwritten.</summary>
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
        // Four bytes at once, the last of which the next pixel overwrites; the last pixel has no next.
        for (int x = 0; x < places.Length - 1; x++)
            BinaryPrimitives.WriteUInt32LittleEndian(pixels[(3 * x)..], colours[places[x]]);
        if (places.Length > 0)
        {
            uint last = colours[places[^1]];
            (pixels[^3], pixels[^2], pixels[^1]) = ((byte)last, (byte)(last >> 8), (byte)(last >> 16));
        }
    }
}
