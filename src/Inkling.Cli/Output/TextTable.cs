using System.Text;

namespace Inkling.Cli.Output;

/// <summary>
/// A table without lines, on stdout, so that it reads well in a file too: the first column, which names, stands to the
/// left, numbers to the right. No colour, no folding: a terminal library takes longer to start than a digit to read.
/// </summary>
internal sealed class TextTable(params string[] headers)
{
    private const string Gap = "  ";

    private readonly List<string[]> _rows = [];

    /// <summary>Whether the last column is words and not numbers.</summary>
    public bool LastIsWords { get; init; }

    /// <summary>How many rows there are below the headers.</summary>
    public int Count => _rows.Count;

    /// <summary>Adds a row with a cell for each header.</summary>
    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Prints it on stdout.</summary>
    public void Print() => Console.Out.Write(ToString());

    /// <summary>Its lines; without headers where all are empty.</summary>
    public override string ToString()
    {
        bool headed = Array.Exists(headers, header => header.Length > 0);
        List<string[]> lines = headed ? [headers, .. _rows] : _rows;
        int[] widths = new int[headers.Length];
        foreach (string[] line in lines)
        {
            for (int column = 0; column < widths.Length; column++)
                widths[column] = Math.Max(widths[column], Width(line[column]));
        }
        StringBuilder text = new();
        foreach (string[] line in lines)
        {
            Append(text, line, widths);
            // A last cell without words leaves only the gap before it.
            while (text.Length > 0 && text[^1] == ' ')
                text.Length--;
            text.Append('\n');
        }
        return text.ToString();
    }

    private void Append(StringBuilder text, string[] line, int[] widths)
    {
        for (int column = 0; column < line.Length; column++)
        {
            int room = widths[column] - Width(line[column]);
            bool last = column == line.Length - 1;
            bool left = column == 0 || (last && LastIsWords);
            text.Append(column == 0 ? "" : Gap).Append(' ', left ? 0 : room).Append(line[column]);
            text.Append(' ', left && !last ? room : 0);
        }
    }

    // In a terminal's columns: East Asian letters and pictures take two (the wide blocks of Unicode's UAX 11), marks
    // that join another letter none.
    private static int Width(string cell)
    {
        int width = 0;
        foreach (Rune rune in cell.EnumerateRunes())
        {
            width += rune.Value switch
            {
                < 0x300 => 1,
                <= 0x36F or 0x200D or (>= 0xFE00 and <= 0xFE0F) => 0,
                (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3)
                    or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60)
                    or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD) => 2,
                _ => 1,
            };
        }
        return width;
    }
}
