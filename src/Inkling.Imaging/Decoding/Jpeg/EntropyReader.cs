using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>
/// Reads bits of a scan (ITU T.81, F.2.2.5): drops the zero stuffed behind each 0xFF and stops at a marker.
/// Beyond the marker it supplies zeros, so that the inner loop needs no check; whoever decodes a block asks
/// <see cref="Overran"/> afterwards.
/// </summary>
internal ref struct EntropyReader(ReadOnlySpan<byte> bytes, int position)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    // The low _count bits are still to be read; the lowest _padding of them never were in the file.
    private ulong _bits;
    private int _count;
    private int _padding;

    /// <summary>The offset of the first byte not taken, which at the end of a scan is its marker.</summary>
    public int Position { get; private set; } = position;

    /// <summary>True if bits were read that the file does not have.</summary>
    public readonly bool Overran => _count < _padding;

    /// <summary>The next symbol of <paramref name="table"/>.</summary>
    public int Symbol(HuffmanTable table)
    {
        if (_count < 32)
            Fill();
        int symbol = table.Find((int)(_bits >> (_count - 16)) & 0xFFFF, out int length);
        if (length == 0)
            throw Damaged($"no JPEG Huffman code fits the bits near byte {Position:N0}");
        _count -= length;
        return symbol;
    }

    /// <summary>
    /// The next <paramref name="size"/> bits as a signed value: the upper half of their range stands for
    /// itself, the lower for the negatives (EXTEND, ITU T.81, F.12). Only directly after a symbol, which
    /// leaves at least sixteen bits.
    /// </summary>
    public int Signed(int size)
    {
        if (size == 0)
            return 0;
        _count -= size;
        int value = (int)(_bits >> _count) & ((1 << size) - 1);
        return value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
    }

    /// <summary>
    /// Drops the rest of the byte and steps over the restart marker RST0 + <paramref name="number"/>.
    /// </summary>
    public void Restart(int number)
    {
        int last = _bytes.Length - 1;
        while (Position < last && (_bytes[Position] != 0xFF || _bytes[Position + 1] is 0 or 0xFF))
            Position++;
        if (Position >= last)
            throw CutShort($"a JPEG restart marker is missing at byte {Position:N0}");
        byte marker = _bytes[Position + 1];
        if (marker != 0xD0 + number)
            throw Damaged($"JPEG restart marker {number} is missing: 0x{marker:X2} is at byte {Position:N0}");

        Position += 2;
        (_bits, _count, _padding) = (0, 0, 0);
    }

    private void Fill()
    {
        while (_count <= 48)
        {
            int next = _padding > 0 || Position >= _bytes.Length ? -1 : _bytes[Position];
            if (next == 0xFF && (Position + 1 >= _bytes.Length || _bytes[Position + 1] != 0))
                next = -1;
            if (next < 0)
                _padding += 8;
            else
                Position += next == 0xFF ? 2 : 1;
            _bits = (_bits << 8) | (uint)Math.Max(next, 0);
            _count += 8;
        }
    }
}
