using static Inkling.Imaging.Decoding.ImageFormatException;

namespace Inkling.Imaging.Decoding.Pnm;

/// <summary>The words of a PNM file: numbers between blanks, and comments from '#' to the end.</summary>
internal ref struct PnmText(ReadOnlySpan<byte> file, int position)
{
    private const int LongestNumber = 9;

    private readonly ReadOnlySpan<byte> _file = file;

    /// <summary>The offset of the first byte behind the last word.</summary>
    public int Position { get; private set; } = position;

    public static bool IsBlank(byte b) => b is (byte)' ' or (>= (byte)'\t' and <= (byte)'\r');

    public int Number(string what)
    {
        SkipBlanks(what);
        int start = Position;
        int number = 0;
        for (; Position < _file.Length && char.IsAsciiDigit((char)_file[Position]); Position++)
        {
            if (Position - start == LongestNumber)
                throw Damaged($"a PNM {what} at byte {start:N0} has more than {LongestNumber} digits");
            number = (10 * number) + (_file[Position] - '0');
        }
        if (Position == start
            || (Position < _file.Length && !IsBlank(_file[Position]) && _file[Position] != '#'))
            throw NoNumber(what);
        return number;
    }

    /// <summary>The next bit of a P1 file, where no blank need stand between two.</summary>
    public bool Bit()
    {
        SkipBlanks("bit");
        byte bit = _file[Position];
        if (bit is not ((byte)'0' or (byte)'1'))
            throw NoNumber("bit");
        Position++;
        return bit == '1';
    }

    private readonly ImageFormatException NoNumber(string what) =>
        Damaged($"a PNM {what} is missing: 0x{_file[Position]:X2} stands at byte {Position:N0}");

    private void SkipBlanks(string what)
    {
        bool inComment = false;
        for (; Position < _file.Length; Position++)
        {
            byte b = _file[Position];
            inComment = inComment ? b is not ((byte)'\n' or (byte)'\r') : b == '#';
            if (!inComment && !IsBlank(b))
                return;
        }
        throw CutShort($"a PNM {what} is missing at byte {Position:N0}");
    }
}
