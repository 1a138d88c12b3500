namespace Inkling.Recognition.Data;

/// <summary>
/// A text's lines, one at a time, as bytes in one buffer that is used again: a file of a gigabyte costs one
/// megabyte. Lines end in LF or CRLF; a byte order mark is passed over. It knows nothing of fields.
/// </summary>
internal sealed class CsvLines(Stream content, string path)
{
    // A row of NumPy's form has 19,625 bytes.
    private readonly byte[] _buffer = new byte[1 << 20];
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>The current line's number in the file, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Called after each read from the file.</summary>
    public Action? OnRead { get; init; }

    /// <summary>The next line, valid until the next call; false at the end.</summary>
    /// <exception cref="DataException">A line is longer than the buffer.</exception>
    public bool Next(out ReadOnlySpan<byte> line)
    {
        int length = LengthOfLine();
        bool any = length < _end - _start || length > 0;
        line = _buffer.AsSpan(_start, length);
        _start = Math.Min(_end, _start + length + 1);
        if (!any)
            return false;
        Number++;
        if (line.EndsWith("\r"u8))
            line = line[..^1];
        if (Number == 1 && line.StartsWith("\uFEFF"u8))
            line = line[3..];
        return true;
    }

    private int LengthOfLine()
    {
        int searched = 0;
        while (true)
        {
            int found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (found >= 0)
                return searched + found;
            searched = _end - _start;
            if (_ended)
                return searched;
            Refill();
        }
    }

    private void Refill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        if (_end == _buffer.Length)
        {
            throw new DataException($"{path}: row {Number + 1:N0} is longer than {_buffer.Length:N0} bytes; "
                + "a row of a digit has at most 20,000: this is no CSV of digits.");
        }
        int got = content.Read(_buffer.AsSpan(_end));
        _end += got;
        _ended = got == 0;
        OnRead?.Invoke();
    }
}
