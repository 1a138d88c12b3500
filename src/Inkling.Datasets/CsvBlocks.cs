using Inkling.Recognition.Data;

namespace Inkling.Datasets;

/// <summary>
/// A text as blocks of whole lines, read into buffers that the caller lends and may use again: a file of a
/// gigabyte costs a megabyte for each. It counts lines, and knows nothing of what is in them.
/// </summary>
internal sealed class CsvBlocks(Stream content, string path, int size = CsvBlocks.DefaultSize)
{
    /// <summary>A row of NumPy's form has 19,625 bytes.</summary>
    public const int DefaultSize = 1 << 20;

    /// <summary>Bytes behind a block's end that a buffer must have: vectors may look at them.</summary>
    public const int Margin = 32;

    private readonly byte[] _rest = new byte[size];
    private int _restLength;
    private int _index;
    private long _lines;
    private bool _ended;

    /// <summary>Called after each read from the file.</summary>
    public Action? OnRead { get; init; }

    /// <summary>A buffer that a block fits into.</summary>
    public byte[] NewBuffer() => new byte[size + Margin];

    /// <summary>Reads the next lines, each with its line feed, a file's last too; false at the end.</summary>
    /// <exception cref="DataException">A line is longer than a block.</exception>
    public bool Next(byte[] buffer, out CsvBlock block)
    {
        block = default;
        if (_ended)
            return false;
        _rest.AsSpan(0, _restLength).CopyTo(buffer);
        int length = _restLength + DataFile.Fill(content, buffer.AsSpan(_restLength, size - _restLength));
        OnRead?.Invoke();
        _ended = length < size;
        int whole = _ended ? length : buffer.AsSpan(0, length).LastIndexOf((byte)'\n') + 1;
        if (!_ended && whole == 0)
        {
            throw new DataException($"{path}: row {_lines + 1:N0} is longer than {size:N0} bytes; "
                + "a row of a digit has at most 20,000: this is no CSV of digits.");
        }
        _restLength = length - whole;
        buffer.AsSpan(whole, _restLength).CopyTo(_rest);
        if (_ended && whole > 0 && buffer[whole - 1] != '\n')
            buffer[whole++] = (byte)'\n';
        int lines = buffer.AsSpan(0, whole).Count((byte)'\n');
        block = new(_index++, _lines + 1, lines, buffer, whole);
        _lines += lines;
        return whole > 0;
    }
}

/// <summary>Some whole lines of a text: its Index-th block, whose first line is FirstLine, from 1.</summary>
/// <remarks>The lines fill Buffer, which is the caller's, up to Length.</remarks>
internal readonly record struct CsvBlock(int Index, long FirstLine, int Lines, byte[] Buffer, int Length)
{
    /// <summary>The lines.</summary>
    public ReadOnlySpan<byte> Text => Buffer.AsSpan(0, Length);

    /// <summary>The lines from a place on, and the margin behind them.</summary>
    public ReadOnlySpan<byte> From(int start) => Buffer.AsSpan(start, Length + CsvBlocks.Margin - start);
}

/// <summary>A text's lines, one at a time, as bytes. They end in LF or CRLF.</summary>
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
