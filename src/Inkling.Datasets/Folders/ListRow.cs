using Inkling.Datasets.Csv;
using Inkling.Datasets.Names;
using nietras.SeparatedValues;

namespace Inkling.Datasets.Folders;

/// <summary>A row of a list: its line's number from 1, its text and its fields, unquoted.</summary>
internal readonly record struct ListRow(long Number, string Text, char Separator, string[] Fields)
{
    /// <summary>The rows that are not empty, read as they are asked for.</summary>
    public static IEnumerable<ListRow> All(CsvText text)
    {
        for (long line = text.FirstLine; text.Rows.MoveNext(); line++)
        {
            if (!text.Rows.Current.Span.IsWhiteSpace())
                yield return Of(text.Rows.Current, line, text.Separator);
        }
    }

    /// <summary>The text before the last <paramref name="fields"/> fields, trimmed.</summary>
    public string TextBefore(int fields)
    {
        int end = Text.Length;
        for (int i = 0; i < fields; i++)
            end = Text.LastIndexOf(Separator, end - 1);
        return Text[..end].Trim();
    }

    /// <summary>The text after the first <paramref name="fields"/> fields, trimmed.</summary>
    public string TextAfter(int fields)
    {
        int start = 0;
        for (int i = 0; i < fields; i++)
            start = Text.IndexOf(Separator, start) + 1;
        return Text[start..].Trim();
    }

    // Blanks part two fields if nothing else does.
    private static ListRow Of(SepReader.Row row, long line, char separator)
    {
        string text = row.Span.ToString();
        if (row.ColCount > 1)
        {
            string[] fields = new string[row.ColCount];
            for (int i = 0; i < fields.Length; i++)
                fields[i] = row[i].ToString();
            return new(line, text, separator, fields);
        }
        string only = row[0].ToString();
        int blank = only.LastIndexOfAny([' ', '\t']);
        string[] two = blank < 0 ? [] : [only[..blank].Trim(), only[(blank + 1)..]];
        bool isPair = two.Length == 2 && (DigitName.OfLabel(two[1]) is not null || ListColumns.AreNamed(two));
        return new(line, text, separator, isPair ? two : [only]);
    }
}
