using Inkling.Imaging;
using static Inkling.Imaging.ImageFormatException;

namespace Inkling.Pictures;

/// <summary>
/// PBM, PGM and PPM, in text and binary (P1 to P6 of Netpbm; no PAM): the one format that is Inkling's own,
/// since SkiaSharp lacks it. Of several pictures the first.
/// </summary>
internal ref struct PnmDecoder(ReadOnlySpan<byte> file)
{
    private readonly ReadOnlySpan<byte> _file = file;
    private int _at = 2;
    private int _unusedBits;

    /// <summary>True for "P1" to "P6" and a blank or comment.</summary>
    public static bool Recognises(ReadOnlySpan<byte> file) =>
        file.Length > 2 && file[0] == 'P' && file[1] is >= (byte)'1' and <= (byte)'6'
        && (IsBlank(file[2]) || file[2] == '#');

    /// <summary>Decodes to grey or RGB; of samples of 16 bits without the highest unused ones.</summary>
    /// <exception cref="ImageFormatException">It is damaged, or above the limits.</exception>
    public static RasterImage Decode(
        ReadOnlyMemory<byte> content, DecodeLimits limits, int unusedBits = 0) =>
        new PnmDecoder(content.Span) { _unusedBits = unusedBits }.Decode(limits);

    private RasterImage Decode(DecodeLimits limits)
    {
        int kind = _file[1] - '0';
        (bool isText, bool isBits, int channels) = (kind <= 3, kind is 1 or 4, kind is 3 or 6 ? 3 : 1);
        (int width, int height) = (Number("width"), Number("height"));
        limits.CheckPixels(width, height);
        int maximum = isBits ? 1 : Number("greatest value");
        if (maximum is < 1 or > ushort.MaxValue)
            throw Damaged($"its PNM header says a greatest value of {maximum:N0}");
        int rowLength = width * channels;
        int rowBytes = isBits ? (width + 7) / 8 : maximum > byte.MaxValue ? 2 * rowLength : rowLength;
        // One blank stands between a header and binary samples; a sample in text has a byte at least.
        int left = _file.Length - Math.Min(_file.Length, _at + 1);
        if ((long)(isText ? rowLength : rowBytes) * height > left)
            throw CutShort($"a PNM of {width:N0} × {height:N0} pixels does not fit into {left:N0} bytes");
        byte[] samples = new byte[rowLength * height];
        if (isText)
        {
            for (int i = 0; i < samples.Length; i++)
                samples[i] = isBits ? Bit() : Scale(Number("sample"), maximum);
            return new(width, height, channels, samples);
        }
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> row = _file.Slice(_at + 1 + (y * rowBytes), rowBytes);
            for (int x = 0; x < rowLength; x++)
            {
                samples[(y * rowLength) + x] = isBits ? Level((row[x / 8] >> (7 - (x % 8))) & 1)
                    : Scale(maximum > byte.MaxValue ? (row[2 * x] << 8) | row[(2 * x) + 1] : row[x], maximum);
            }
        }
        return new(width, height, channels, samples);
    }

    // A bit of 1 is black.
    private static byte Level(int bit) => (byte)(bit == 1 ? 0 : 255);

    // 255 · value / maximum to the nearest whole number, halves to the even one, as Pillow has it.
    private readonly byte Scale(int value, int maximum)
    {
        if (value > maximum)
            throw Damaged($"a PNM sample is {value:N0}, and the greatest is {maximum:N0}");
        int used = maximum > byte.MaxValue ? 255 << _unusedBits : 255;
        (long whole, long rest) = Math.DivRem((long)used * value, maximum);
        bool up = 2 * rest > maximum || (2 * rest == maximum && whole % 2 == 1);
        return (byte)Math.Min(255, whole + (up ? 1 : 0));
    }

    private int Number(string what)
    {
        SkipBlanks(what);
        int start = _at, number = 0;
        for (; _at < _file.Length && char.IsAsciiDigit((char)_file[_at]); _at++)
        {
            number = (10 * number) + _file[_at] - '0';
            if (_at - start == 9) // the tenth digit
                throw Damaged($"a PNM {what} at byte {start:N0} has more than 9 digits");
        }
        bool ends = _at == _file.Length || IsBlank(_file[_at]) || _file[_at] == '#';
        return _at > start && ends ? number : throw NoNumber(what);
    }

    // In text, no blank need stand between two bits.
    private byte Bit()
    {
        SkipBlanks("bit");
        byte bit = _file[_at];
        if (bit is not ((byte)'0' or (byte)'1'))
            throw NoNumber("bit");
        _at++;
        return Level(bit - '0');
    }

    private void SkipBlanks(string what)
    {
        bool inComment = false;
        for (; _at < _file.Length; _at++)
        {
            byte b = _file[_at];
            inComment = inComment ? b is not ((byte)'\n' or (byte)'\r') : b == '#';
            if (!inComment && !IsBlank(b))
                return;
        }
        throw CutShort($"a PNM {what} is missing at byte {_at:N0}");
    }

    private readonly ImageFormatException NoNumber(string what) =>
        Damaged($"a PNM {what} is missing: 0x{_file[_at]:X2} stands at byte {_at:N0}");

    private static bool IsBlank(byte b) => b is (byte)' ' or (>= (byte)'\t' and <= (byte)'\r');
}
