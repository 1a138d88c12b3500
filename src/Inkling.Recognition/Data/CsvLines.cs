namespace Inkling.Recognition.Data;

/// <summary>
/// A text's lines, one at a time, as bytes. Lines end in LF or CRLF; a byte order mark is passed over. It
/// knows nothing of fields.
/// </summary>
internal sealed class CsvLines(Stream content, string path)
{
    private readonly CsvBlocks _blocks = new(content, path);
    private byte[]? _buffer;
    private CsvBlock _block;
    private int _start;

    /// <summary>The current line's number in the file, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The next line, valid until the next call; false at the end.</summary>
    /// <exception cref="DataException">A line is longer than a block.</exception>
    public bool Next(out ReadOnlySpan<byte> line)
    {
        line = default;
        if (_start == _block.Length)
        {
            if (!_blocks.Next(_buffer ??= _blocks.NewBuffer(), out _block))
                return false;
            _start = 0;
        }
        line = First(_block.Text[_start..], ++Number, out int length);
        _start += length;
        return true;
    }

    /// <summary>The first of some lines, bare, and how many bytes it has with its end.</summary>
    public static ReadOnlySpan<byte> First(ReadOnlySpan<byte> lines, long number, out int length)
    {
        length = lines.IndexOf((byte)'\n') + 1;
        ReadOnlySpan<byte> line = lines[..(length - 1)];
        if (line.EndsWith("\r"u8))
            line = line[..^1];
        if (number == 1 && line.StartsWith("\uFEFF"u8))
            line = line[3..];
        return line;
    }
}
