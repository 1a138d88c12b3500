using System.Runtime.ExceptionServices;
using Inkling.Recognition.Data;

namespace Inkling.Datasets;

/// <summary>
/// All rows of a CSV of digits. Threads fetch blocks in turn, and read what they fetched side by side;
/// neither their number nor the size of the blocks changes a digit or a message. It opens no file.
/// </summary>
/// <remarks>
/// Rows are read to where they stay if their number is as expected: memory that is touched for the first time
/// costs more than the reading.
/// </remarks>
internal sealed class CsvRows(CsvBlocks blocks, string path, CsvCount expected = default)
{
    /// <summary>The most that are read: × 784 fills the longest array that .NET has.</summary>
    public const int MostDigits = 2_700_000;

    /// <summary>The bytes of a row: a digit and a comma or line feed for each field.</summary>
    public const int ShortestRow = 2 * (1 + DigitSet.PixelCount);

    private readonly Part _whole = Part.Of(expected.Rows);
    private readonly Lock _gate = new();
    private readonly List<Part> _parts = [];
    private int _count, _failed = int.MaxValue;
    private ExceptionDispatchInfo? _failure;

    /// <summary>The digits, in the order of their rows.</summary>
    /// <exception cref="DataException">A row is wrong: the first that is, in the file's order.</exception>
    public (byte[] Pixels, byte[] Labels) Read(int threads)
    {
        Parallel.For(0, threads, _ => ReadBlocks());
        _failure?.Throw();
        bool inPlace = _count == _whole.Count && _parts.TrueForAll(part => part.Pixels == _whole.Pixels);
        return inPlace ? (_whole.Pixels, _whole.Labels) : Gather();
    }

    private void ReadBlocks()
    {
        byte[] buffer = blocks.NewBuffer();
        while (Fetch(buffer) is { } block)
        {
            try
            {
                Keep(block.Index, ReadRows(block, PlaceOf(block)));
            }
            catch (DataException wrong)
            {
                lock (_gate)
                    Fail(block.Index, wrong);
            }
        }
    }

    // After a failure no more is fetched, but blocks that come before it may still be under way.
    private CsvBlock? Fetch(byte[] buffer)
    {
        lock (_gate)
        {
            try
            {
                if (_failure is not null || !blocks.Next(buffer, out CsvBlock block))
                    return null;
                _parts.Add(default);
                return block;
            }
#pragma warning disable CA1031 // whatever it is, Read throws it again on the caller's thread
            catch (Exception failure)
#pragma warning restore CA1031
            {
                Fail(_parts.Count, failure);
                return null;
            }
        }
    }

    private void Keep(int index, Part part)
    {
        lock (_gate)
        {
            _parts[index] = part;
            _count += part.Count;
            if (_count > MostDigits)
                Fail(index, new DataException(
                    $"{path}: has more than {MostDigits:N0} rows: split the file."));
        }
    }

    private void Fail(int index, Exception failure)
    {
        if (index < _failed)
            (_failed, _failure) = (index, ExceptionDispatchInfo.Capture(failure));
    }

    // A block's rows go into the whole if every line before is a row and there is room, else by themselves.
    private Part PlaceOf(in CsvBlock block)
    {
        long first = Math.Max(0, block.FirstLine - 1 - expected.Headings);
        return first + block.Lines <= _whole.Count
            ? _whole with { First = (int)first, Count = 0 }
            : Part.Of((block.Length / ShortestRow) + 1) with { Count = 0 }; // one more, for a wrong row
    }

    private Part ReadRows(in CsvBlock block, Part part)
    {
        int count = 0;
        long number = block.FirstLine;
        for (int start = 0; start < block.Length; number++)
        {
            Span<byte> image = part.Image(count);
            int from = start, length = CsvDigits.Read(block.From(start), image, out byte label);
            start += length;
            if (length == 0)
            {
                ReadOnlySpan<byte> row = CsvLines.First(block.Text[from..], number, out length);
                start += length;
                if (row.Trim(" \t"u8).IsEmpty || (number == 1 && CsvRow.IsHeading(row)))
                    continue;
                label = CsvRow.Read(row, image, path, number);
            }
            part.Labels[part.First + count++] = label;
        }
        return part with { Count = count };
    }

    private (byte[] Pixels, byte[] Labels) Gather()
    {
        Part all = Part.Of(_count);
        int first = 0;
        foreach (Part part in _parts)
        {
            part.Labels.AsSpan(part.First, part.Count).CopyTo(all.Labels.AsSpan(first));
            part.Pixels.AsSpan(part.First * DigitSet.PixelCount, part.Count * DigitSet.PixelCount)
                .CopyTo(all.Pixels.AsSpan(first * DigitSet.PixelCount));
            first += part.Count;
        }
        return (all.Pixels, all.Labels);
    }

    /// <summary>Rows in a row: Count of them from First on, in arrays that may have more.</summary>
    private readonly record struct Part(byte[] Pixels, byte[] Labels, int First, int Count)
    {
        public static Part Of(int rows) => new(new byte[rows * DigitSet.PixelCount], new byte[rows], 0, rows);

        public Span<byte> Image(int row) =>
            Pixels.AsSpan((First + row) * DigitSet.PixelCount, DigitSet.PixelCount);
    }
}

/// <summary>
/// How many rows and headings (0 or 1) a CSV seems to have, by its line feeds: room can then be made once. A
/// wrong guess costs time, never a row; Rows is 0 where the lines can't be rows.
/// </summary>
internal readonly record struct CsvCount(int Rows, int Headings)
{
    /// <summary>Counts from the file's beginning, and goes back there.</summary>
    public static CsvCount Of(FileStream file, CancellationToken cancellation)
    {
        byte[] buffer = new byte[CsvBlocks.DefaultSize];
        long lines = 0;
        int headings = 0;
        bool open = false;
        int got;
        while ((got = file.Read(buffer)) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> text = buffer.AsSpan(0, got);
            if (lines == 0 && !open && text.Contains((byte)'\n'))
                headings = CsvRow.IsHeading(CsvLines.First(text, number: 1, out _)) ? 1 : 0;
            lines += text.Count((byte)'\n');
            open = text[^1] != '\n';
        }
        long rows = lines + (open ? 1 : 0) - headings;
        bool possible = rows <= Math.Min(CsvRows.MostDigits, (file.Length / CsvRows.ShortestRow) + 1);
        file.Position = 0;
        return possible ? new((int)rows, headings) : default;
    }
}
