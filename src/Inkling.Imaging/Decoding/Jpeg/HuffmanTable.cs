using System.Diagnostics;
using System.Runtime.CompilerServices;
using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>One canonical Huffman code (ITU T.81, C.2 and F.2.2.3); nine bits are one look-up.</summary>
internal sealed class HuffmanTable
{
    /// <summary>The bits of one look-up; 512 entries stay within a kilobyte.</summary>
    public const int LookUpBits = 9;

    private const int LongestCode = 16;

    private readonly byte[] _symbols;

    // Length · 256 + symbol under each prefix of nine bits; 0 where the code is longer.
    private readonly ushort[] _lookUp = new ushort[1 << LookUpBits];

    // Value · 256 + run · 16 + bits in all, where an AC code and its value fit into nine bits; else 0.
    private readonly short[] _short;

    // For each length, the first 16-bit window beyond its codes, and what turns a code into an index.
    private readonly int[] _windowLimit = new int[LongestCode + 1];
    private readonly int[] _indexOffset = new int[LongestCode + 1];

    /// <summary>Builds a code from how many codes there are of each length, and their symbols.</summary>
    public HuffmanTable(byte[] counts, byte[] symbols, bool isAc = false)
    {
        Debug.Assert(counts.Length == LongestCode, "one count per length");
        _symbols = symbols;
        int code = 0;
        int index = 0;
        for (int length = 1; length <= LongestCode; length++)
        {
            _indexOffset[length] = index - code;
            int end = code + counts[length - 1];
            if (end > 1 << length)
                throw Damaged($"a JPEG Huffman table has too many codes of {length} bits");
            for (; code < end; code++, index++)
                FillLookUp(code, length, _symbols[index]);
            _windowLimit[length] = code << (LongestCode - length);
            code <<= 1;
        }
        _short = isAc ? ShortValues(_lookUp) : [];
    }

    /// <summary>Finds the code at the top of sixteen bits; its length is 0 where no code fits.</summary>
    public int Find(int window, out int length)
    {
        int entry = _lookUp[window >> (LongestCode - LookUpBits)];
        length = entry >> 8;
        if (length > 0)
            return entry & 0xFF;

        for (length = LookUpBits + 1; length <= LongestCode; length++)
        {
            if (window < _windowLimit[length])
                return _symbols[(window >> (LongestCode - length)) + _indexOffset[length]];
        }
        length = 0;
        return 0;
    }

    /// <summary>Looks up an AC code with its value, as _short has them; 0 if they need more bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FindShort(int window) => _short[window & ((1 << LookUpBits) - 1)];

    private static short[] ShortValues(ushort[] lookUp)
    {
        short[] values = new short[1 << LookUpBits];
        for (int window = 0; window < values.Length; window++)
        {
            int length = lookUp[window] >> 8;
            int size = lookUp[window] & 15;
            int spare = LookUpBits - length - size;
            if (length == 0 || size == 0 || spare < 0)
                continue;
            int bits = (window >> spare) & ((1 << size) - 1);
            int value = bits < 1 << (size - 1) ? bits - (1 << size) + 1 : bits;
            values[window] = (short)((value << 8) | (lookUp[window] & 0xF0) | (length + size));
        }
        return values;
    }

    private void FillLookUp(int code, int length, byte symbol)
    {
        if (length > LookUpBits)
            return;
        int spare = LookUpBits - length;
        _lookUp.AsSpan(code << spare, 1 << spare).Fill((ushort)((length << 8) | symbol));
    }
}
