using nietras.SeparatedValues;

namespace Inkling.Cli.Output;

/// <summary>
/// Writes predictions as they come: as a table, as CSV, or as a submission to Kaggle. Flushes after each
/// part.
/// </summary>
internal static class PredictionText
{
    private const string None = "–";

    private const int FirstRows = 100;

    /// <summary>Writes a table of what could be read.</summary>
    public static void WriteTable(IEnumerable<IReadOnlyList<PredictionJson>> parts, TextWriter output)
    {
        TextTable table = new("file", "digit", "confidence", "") { LastIsWords = true };
        foreach (IReadOnlyList<PredictionJson> part in parts)
        {
            foreach (PredictionJson prediction in part.Where(prediction => prediction.Error is null))
            {
                string file =
                    prediction.Row is { } row ? $"{prediction.File}, row {row}" : prediction.File;
                table.Add(
                    file, prediction.Digit?.ToString() ?? None, prediction.Confidence?.ToString("P1") ?? None,
                    Remark(prediction));
            }
            output.Write(table.TakeText());
            output.Flush();
        }
    }

    /// <summary>Joins the first parts until they have 100 rows, which the table's columns fit.</summary>
    public static IEnumerable<IReadOnlyList<PredictionJson>> WithFirstTogether(
        IEnumerable<IReadOnlyList<PredictionJson>> parts)
    {
        List<PredictionJson>? first = [];
        foreach (IReadOnlyList<PredictionJson> part in parts)
        {
            first?.AddRange(part);
            if (first?.Count < FirstRows)
                continue;
            yield return first ?? part;
            first = null;
        }
        if (first is not null)
            yield return first;
    }

    /// <summary>Writes a row a prediction. The columns are a contract: add at the end.</summary>
    public static void WriteCsv(IEnumerable<IReadOnlyList<PredictionJson>> parts, TextWriter output)
    {
        using SepWriter text =
            Sep.New(',').Writer(options => options with { Escape = true }).To(output, leaveOpen: true);
        foreach (IReadOnlyList<PredictionJson> part in parts)
        {
            foreach (PredictionJson prediction in part)
                AddRow(text, prediction);
            text.Flush();
        }
    }

    /// <summary>
    /// Writes what Kaggle's digit-recognizer takes: numbered from 1, and a digit for each, found or not.
    /// </summary>
    public static void WriteKaggle(IEnumerable<IReadOnlyList<PredictionJson>> parts, TextWriter output)
    {
        output.Write("ImageId,Label\n");
        long number = 0;
        foreach (IReadOnlyList<PredictionJson> part in parts)
        {
            foreach (PredictionJson prediction in part)
                output.Write($"{++number},{prediction.Likeliest}\n");
            output.Flush();
        }
    }

    private static void AddRow(SepWriter text, PredictionJson prediction)
    {
        using SepWriter.Row row = text.NewRow();
        row["file"].Set(prediction.File);
        row["digit"].Set($"{prediction.Digit}");
        row["confidence"].Set($"{prediction.Confidence:F6}");
        row["error"].Set(prediction.Error ?? "");
        row["sure"].Set(prediction.Sure switch { true => "true", false => "false", null => "" });
        row["noDigit"].Set($"{prediction.NoDigit:F6}");
        row["reason"].Set(prediction.Reason ?? "");
        row["digits"].Set($"{prediction.Digits}");
        row["row"].Set($"{prediction.Row}");
    }

    private static string Remark(PredictionJson prediction)
    {
        string sure = prediction switch
        {
            { Reason: "blank" } => "no digit: blank",
            { Reason: "tooFaint" } => "no digit: too faint",
            { Reason: not null, Likeliest: { } digit } => $"no digit: ink that is no digit (rather {digit})",
            { Reason: not null } => "no digit: ink that is no digit",
            _ => prediction.Sure == true ? "" : "not sure",
        };
        return prediction.Digits > 1 ? $"{sure}; {prediction.Digits} digits: reads one at a time" : sure;
    }
}
