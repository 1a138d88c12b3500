using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using Inkling.Recognition.Data;

namespace Inkling.Datasets;

/// <summary>
/// A row as most files have it: whole numbers 0 … 255, commas, nothing else. One pass, without a search for
/// commas or line ends, and without a word about what is wrong: a row that it does not take is for
/// <see cref="CsvRow"/>, its reference.
/// </summary>
internal static class CsvDigits
{
    private const ulong FourZeros = 0x2C30_2C30_2C30_2C30; // "0,0,0,0,"
    private const uint Commas = 0x2C2C_2C2C;
    private const uint Zeros = 0x3030_3030;
    private const uint EachByte = 0x0101_0101;
    private const uint HighBits = 0x8080_8080;
    private const uint AboveNine = 0x7676_7676; // added to 10 or more, it sets the high bit
    private const int Last = DigitSet.PixelCount - 1;

    /// <summary>Reads text's first row into pixels [784], 0 before; the margin follows the text.</summary>
    /// <returns>The row's length with its line feed, or 0: it is another row, and pixels are void.</returns>
    // For speed at once: a conversion is over before the runtime would have compiled it for speed by itself.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Read(ReadOnlySpan<byte> text, Span<byte> pixels, out byte label)
    {
        label = (byte)(text[0] - '0');
        if (label > 9 || text[1] != ',')
            return 0;
        int at = 2, i = 0;
        while (i < Last)
        {
            // Four of five pixels of MNIST are 0, and those lie together.
            if (i <= Last - 4 && BinaryPrimitives.ReadUInt64LittleEndian(text[at..]) == FourZeros)
            {
                i += 4;
                at += 8;
                continue;
            }
            int length = Number(BinaryPrimitives.ReadUInt32LittleEndian(text[at..]), out pixels[i++]);
            if (length == 0)
                return 0;
            at += length;
        }
        int last = LastNumber(text[at..], out pixels[Last]);
        return last == 0 ? 0 : at + last;
    }

    // A number of one to three digits and its comma: their length, or 0 if it is something else.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Number(uint field, out byte value)
    {
        uint other = field ^ Commas;
        // Of the bytes that are 0, the lowest has its high bit set in this (Mycroft 1987): the first comma.
        int bits = BitOperations.TrailingZeroCount((other - EachByte) & ~other & HighBits) & ~7;
        // What is before it, shifted to the top: units in the highest byte, then tens, then hundreds.
        uint digits = (field ^ Zeros) << (32 - bits);
        uint number = (digits >> 24) + (10 * ((digits >> 16) & 0xFF)) + (100 * ((digits >> 8) & 0xFF));
        value = (byte)number;
        bool areDigits = (((digits + AboveNine) | digits) & HighBits) == 0;
        return bits is > 0 and < 32 && areDigits && number <= 255 ? (bits / 8) + 1 : 0;
    }

    // The row's last number ends it: with a line feed, or a carriage return and a line feed.
    private static int LastNumber(ReadOnlySpan<byte> text, out byte value)
    {
        int number = 0, length = 0;
        while (length < 3 && char.IsAsciiDigit((char)text[length]))
            number = (10 * number) + text[length++] - '0';
        value = (byte)number;
        if (length == 0 || number > 255)
            return 0;
        if (text[length] == '\r')
            length++;
        return text[length] == '\n' ? length + 1 : 0;
    }
}
