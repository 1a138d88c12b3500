using System.Globalization;
using Inkling.Datasets.Names;
using nietras.SeparatedValues;

namespace Inkling.Datasets.Csv;

/// <summary>
/// The first row of a CSV of digits, where it names the columns: what each name stands for. It reads no
/// digit.
/// </summary>
internal static class CsvHeading
{
    // pandas leaves the name of its index empty, and reads it back as "Unnamed: 0".
    private static readonly string[] IndexNames =
    [
        "", "id", "index", "idx", "imageid", "image_id", "row", "row_id", "rowid", "row_names", "rownames",
        "unnamed: 0", "unnamed:0", "unnamed_0", "level_0",
    ];

    /// <summary>The names of a first row; null if it is a digit.</summary>
    public static string[]? NamesIn(SepReader.Row row)
    {
        // A row of one field says nothing, except that its separator is not known.
        string[] names = new string[row.ColCount];
        int words = 0;
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = row[i].Span.Trim(" #\"'").ToString();
            words += names[i].Length > 0 && !IsNumber(names[i], out _) ? 1 : 0;
        }
        bool isHeading = ColumnNames.FindLabel(names) >= 0
            || (names.Length > 1 && (words * 2 > names.Length || IsCount(names) || IsTakenFromDigit(names)));
        return isHeading ? names : null;
    }

    /// <summary>Whether a first row is Excel's word about the separator, sep=; and no heading.</summary>
    public static bool NamesSeparator(SepReader.Row row) =>
        row.ColCount <= 2 && row.Span.StartsWith("sep=", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a column of this name numbers the rows.</summary>
    public static bool IsIndex(string name) => IndexNames.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a column of this name may be a pixel: pixel0, 1x1, p_783, 12.</summary>
    public static bool IsPixel(string name) => !IsIndex(name) && char.IsAsciiDigit(name[^1]);

    /// <summary>Reads a number in any form.</summary>
    public static bool IsNumber(ReadOnlySpan<char> text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    // What pandas makes of a first digit that it takes for a heading: 5,0,0.1,0.2,…,0.10.
    private static bool IsTakenFromDigit(string[] names) => names.Contains("0.10") && names.Contains("0.100");

    // What pandas writes above columns without names: 0,1,2,…, behind the empty name of an index.
    private static bool IsCount(string[] names)
    {
        int from = names[0].Length == 0 ? 1 : 0;
        for (int i = from; i < names.Length; i++)
        {
            if (!IsNumber(names[i], out double number) || number != i - from)
                return false;
        }
        return names.Length > from + 2;
    }
}
