using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Jpeg;

/// <summary>
/// Reads bits of a scan (ITU T.81, F.2.2.5): drops the zero stuffed behind each 0xFF and stops at a marker.
/// Beyond the marker it supplies zeros, so that the inner loop needs no check; whoever decodes a block asks
/// <see cref="Overran"/> afterwards.
/// </summary>
internal ref struct EntropyReader(ReadOnlySpan<byte> bytes, int position, int restartInterval)
{
    // The bits that a code and the value behind it can take together.
    private const int Enough = 32;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    // The low _count bits are still to be read; the lowest _padding of them never were in the file.
    private ulong _bits;
    private int _count;
    private int _padding;

    private readonly int _restartInterval = restartInterval;
    private int _untilRestart = restartInterval;
    private int _restarts;

    /// <summary>The offset of the first byte not taken, which at the end of a scan is its marker.</summary>
    public int Position { get; private set; } = position;

    /// <summary>True if bits were read that the file does not have.</summary>
    public readonly bool Overran => _count < _padding;

    /// <summary>The next symbol of <paramref name="table"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Symbol(HuffmanTable table)
    {
        if (_count < Enough)
            Fill();
        int symbol = table.Find((int)(_bits >> (_count - 16)) & 0xFFFF, out int length);
        if (length == 0)
            throw NoCode();
        _count -= length;
        return symbol;
    }

    /// <summary>Adds the 63 values behind the DC value (ITU T.81, F.2.2.2) to a block of zeros.</summary>
    /// <param name="table">The AC code.</param>
    /// <param name="block">[64] in natural order.</param>
    /// <returns>The zig-zag place of the last value that is not zero, or 0.</returns>
    public int Values(HuffmanTable table, scoped Span<short> block)
    {
        // In registers as long as the block lasts: this loop is half of a photo's time.
        ReadOnlySpan<byte> naturalOrder = JpegTables.NaturalOrder;
        ulong bits = _bits;
        int count = _count;
        int last = 0;
        int k = 1;
        while (k < 64)
        {
            if (count < Enough)
            {
                (_bits, _count) = (bits, count);
                Fill();
                (bits, count) = (_bits, _count);
            }
            int entry = table.FindShort((int)(bits >> (count - HuffmanTable.LookUpBits)));
            int value = entry >> 8;
            int run = (entry >> 4) & 15;
            count -= entry & 15;
            if (entry == 0)
            {
                int symbol = table.Find((int)(bits >> (count - 16)) & 0xFFFF, out int length);
                if (length == 0)
                    throw NoCode();
                count -= length;
                int size = symbol & 15;
                run = symbol >> 4;
                if (size == 0 && run != 15)
                    break; // EOB: the rest is zero.
                count -= size;
                value = Extend((int)(bits >> count), size);
            }
            k += run;
            if (k > 63)
                throw Damaged($"a JPEG block has more than 64 values near byte {Position:N0}");
            block[naturalOrder[k]] = (short)value;
            last = k++;
        }
        (_bits, _count) = (bits, count);
        return last;
    }

    /// <summary>
    /// The next <paramref name="size"/> bits as a signed value: the upper half of their range stands for
    /// itself, the lower for the negatives (EXTEND, ITU T.81, F.12). Only directly after a symbol, which
    /// leaves at least sixteen bits.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Signed(int size)
    {
        _count -= size;
        return Extend((int)(_bits >> _count), size);
    }

    /// <summary>The next <paramref name="size"/> bits, at most sixteen, as they stand.</summary>
    public int Bits(int size)
    {
        if (_count < Enough)
            Fill();
        _count -= size;
        return (int)(_bits >> _count) & ((1 << size) - 1);
    }

    /// <summary>Before each MCU: steps over a restart marker where one is due, and its padding.</summary>
    /// <returns>True if it did, and so all predictions start anew (ITU T.81, F.2.1.3.1).</returns>
    public bool Restarts()
    {
        if (_restartInterval == 0 || _untilRestart-- > 0)
            return false;
        _untilRestart = _restartInterval - 1;
        int last = _bytes.Length - 1;
        while (Position < last && (_bytes[Position] != 0xFF || _bytes[Position + 1] is 0 or 0xFF))
            Position++;
        if (Position >= last)
            throw CutShort($"a JPEG restart marker is missing at byte {Position:N0}");
        byte marker = _bytes[Position + 1];
        int number = _restarts++ & 7;
        if (marker != 0xD0 + number)
            throw Damaged($"JPEG restart marker {number} is missing: 0x{marker:X2} is at byte {Position:N0}");

        Position += 2;
        (_bits, _count, _padding) = (0, 0, 0);
        return true;
    }

    /// <summary>The error where <see cref="Overran"/> is true behind a unit, counted from 0.</summary>
    public readonly ImageFormatException EndsEarly(int unit, int units) =>
        CutShort($"its JPEG data end at byte {Position:N0}, in unit {unit + 1:N0} of {units:N0}");

    // The lowest bits of a window as a signed value of a size from 0.
    private static int Extend(int window, int size)
    {
        int value = window & ((1 << size) - 1);
        return value < (1 << size) >> 1 ? value - (1 << size) + 1 : value;
    }

    private readonly ImageFormatException NoCode() =>
        Damaged($"no JPEG Huffman code fits the bits near byte {Position:N0}");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Fill()
    {
        if (Position <= _bytes.Length - 8)
        {
            ulong next = BinaryPrimitives.ReadUInt64BigEndian(_bytes[Position..]);
            if (!HasByteFF(next))
            {
                int taken = (63 - _count) / 8;
                _bits = (_bits << (8 * taken)) | (next >> (64 - (8 * taken)));
                _count += 8 * taken;
                Position += taken;
                return;
            }
        }
        FillByteByByte();
    }

    // A byte of the complement is zero: the usual test, a borrow that reaches the byte's highest bit.
    private static bool HasByteFF(ulong word) =>
        ((~word - 0x0101_0101_0101_0101) & word & 0x8080_8080_8080_8080) != 0;

    private void FillByteByByte()
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
