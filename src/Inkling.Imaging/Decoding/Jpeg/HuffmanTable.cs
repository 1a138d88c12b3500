using System.Diagnostics;
using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>
/// One canonical Huffman code (ITU T.81, C.2 and F.2.2.3). Codes of up to nine bits, nearly all of them,
/// are one look-up. It reads no bits: <see cref="EntropyReader"/> shows it the next sixteen.
/// </summary>
internal sealed class HuffmanTable
{
    /// <summary>The bits of one look-up; 512 entries stay within a kilobyte.</summary>
    public const int LookUpBits = 9;

    private const int LongestCode = 16;

    private readonly byte[] _symbols;

    // Length · 256 + symbol under each prefix of nine bits; 0 where the code is longer.
    private readonly ushort[] _lookUp = new ushort[1 << LookUpBits];

    // For each length, the first 16-bit window beyond its codes, and what turns a code into an index.
    private readonly int[] _windowLimit = new int[LongestCode + 1];
    private readonly int[] _indexOffset = new int[LongestCode + 1];

    /// <summary>Builds the code from a DHT segment's lists.</summary>
    /// <param name="counts">[16] how many codes there are of each length from 1.</param>
    /// <param name="symbols">
    /// The symbols in the order of their codes, as many as the counts add up to.
    /// </param>
    /// <exception cref="ImageFormatException">The lengths ask for more codes than there are.</exception>
    public HuffmanTable(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        Debug.Assert(counts.Length == LongestCode, "one count per length");
        _symbols = symbols.ToArray();
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
    }

    /// <summary>Finds the code at the top of the next sixteen bits.</summary>
    /// <param name="window">The next sixteen bits, the first of them highest.</param>
    /// <param name="length">The code's length, 1 to 16, or 0 where no code fits.</param>
    /// <returns>The symbol.</returns>
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

    private void FillLookUp(int code, int length, byte symbol)
    {
        if (length > LookUpBits)
            return;
        int spare = LookUpBits - length;
        _lookUp.AsSpan(code << spare, 1 << spare).Fill((ushort)((length << 8) | symbol));
    }
}
