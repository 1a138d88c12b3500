using Inkling.Datasets.Names;
using Inkling.Recognition.Data;
using nietras.SeparatedValues;

namespace Inkling.Datasets.Csv;

/// <summary>Where a row without a heading has its label, as long as it is not known.</summary>
internal enum LabelPlace
{
    /// <summary>In the first field.</summary>
    First,

    /// <summary>In the last field.</summary>
    Last,

    /// <summary>Nowhere: the first field counts the rows.</summary>
    None,
}

/// <summary>
/// Which fields of a row are the label and the pixels. A heading tells it, or else the number of fields; what
/// neither tells is assumed.
/// </summary>
/// <param name="Fields">Fields of each row.</param>
/// <param name="Used">The columns that are read, in their order: 784 pixels and the label, if any.</param>
/// <param name="Label">The label's place among those that are read; −1 where there is no label.</param>
internal sealed record CsvColumns(int Fields, int[] Used, int Label)
{
    /// <summary>Whether the label's place was assumed.</summary>
    public bool IsAssumed { get; private init; }

    /// <summary>Whether the first column must count the rows, from 0 or 1, to be an index.</summary>
    public bool IsCounted { get; private init; }

    /// <summary>Whether the columns that are read stand side by side, up to the end of the row.</summary>
    public bool AreLast { get; } = Used[^1] == Fields - 1 && Used[0] == Fields - Used.Length;

    /// <summary>The columns of a file whose first digit is <paramref name="row"/>.</summary>
    /// <returns>Null if this is no row of a digit of 28 × 28.</returns>
    public static CsvColumns? Of(string[]? heading, SepReader.Row row, LabelPlace assumed)
    {
        int fields = row.ColCount;
        if (heading is not null)
            return Named(heading, fields, assumed);
        int end = fields > 1 && row[^1].Span.IsWhiteSpace() ? fields - 1 : fields; // a separator ends the row
        bool isCounted = end == DigitSet.PixelCount + 2
            || (end == DigitSet.PixelCount + 1 && assumed == LabelPlace.None);
        return Rest(fields, Columns(isCounted ? 1 : 0, end), assumed) is { } rest
            ? rest with { IsCounted = isCounted }
            : null;
    }

    private static CsvColumns? Named(string[] heading, int fields, LabelPlace assumed)
    {
        // R leaves the name of its index away altogether.
        string[] names = fields == heading.Length + 1 ? ["", .. heading] : heading;
        names = names[..Math.Min(names.Length, fields)];
        int label = ColumnNames.FindLabel(names);
        int[] others = [.. Columns(0, fields).Where(column => column != label)];
        if (others.Length > DigitSet.PixelCount)
            others = [.. others.Except(WhereName(CsvHeading.IsIndex))];
        int[] words = [.. others.Intersect(WhereName(name => !CsvHeading.IsPixel(name)))];
        if (label < 0 && words.Length == 1 && others.Length > DigitSet.PixelCount)
            label = words[0]; // by whatever name
        if (others.Length > DigitSet.PixelCount)
            others = [.. others.Except(words)];
        if (label < 0)
            return Rest(fields, others, assumed);
        int[] used = [.. others.Append(label).Order()];
        return used.Length == DigitSet.PixelCount + 1
            ? new CsvColumns(fields, used, Array.IndexOf(used, label))
            : null;

        IEnumerable<int> WhereName(Func<string, bool> isMeant) =>
            Enumerable.Range(0, names.Length).Where(column => isMeant(names[column]));
    }

    private static int[] Columns(int from, int end)
    {
        int[] columns = new int[end - from];
        for (int i = 0; i < columns.Length; i++)
            columns[i] = from + i;
        return columns;
    }

    private static CsvColumns? Rest(int fields, int[] used, LabelPlace assumed) => used.Length switch
    {
        DigitSet.PixelCount => new CsvColumns(fields, used, Label: -1),
        DigitSet.PixelCount + 1 when assumed != LabelPlace.None =>
            new CsvColumns(fields, used, assumed == LabelPlace.First ? 0 : DigitSet.PixelCount)
            {
                IsAssumed = true,
            },
        _ => null,
    };
}
