namespace Inkling.Recognition.Data;

/// <summary>
/// How many rows a CSV seems to have, by its line feeds: room can then be made once. It is a guess, which costs
/// time where it is wrong, and never a row.
/// </summary>
/// <param name="Rows">Lines, without a heading; 0 where they can't be rows.</param>
/// <param name="Headings">1 if the first line is a heading, else 0.</param>
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
