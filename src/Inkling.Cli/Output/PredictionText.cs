using nietras.SeparatedValues;

namespace Inkling.Cli.Output;

/// <summary>Prints predictions as a table, as CSV, or as a submission to Kaggle.</summary>
internal static class PredictionText
{
    private const string None = "–";

    /// <summary>Prints a table of what could be read.</summary>
    public static void PrintTable(IReadOnlyList<PredictionJson> predictions)
    {
        TextTable table = new("file", "digit", "confidence", "") { LastIsWords = true };
        foreach (PredictionJson prediction in predictions.Where(prediction => prediction.Error is null))
        {
            string file = prediction.Row is { } row ? $"{prediction.File}, row {row}" : prediction.File;
            table.Add(
                file, prediction.Digit?.ToString() ?? None, prediction.Confidence?.ToString("P1") ?? None,
                Remark(prediction));
        }
        if (table.Rows.Count > 0)
            table.Print();
    }

    /// <summary>Prints a row a prediction. The columns are a contract: add at the end.</summary>
    public static void PrintCsv(IReadOnlyList<PredictionJson> predictions)
    {
        using SepWriter text = Sep.New(',').Writer(options => options with { Escape = true }).ToText();
        foreach (PredictionJson prediction in predictions)
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
        Console.Out.Write(text.ToString());
    }

    /// <summary>
    /// Prints what Kaggle's digit-recognizer takes: numbered from 1, and a digit for each, found or not.
    /// </summary>
    public static void PrintKaggle(IReadOnlyList<PredictionJson> predictions)
    {
        Console.Out.Write("ImageId,Label\n");
        for (int i = 0; i < predictions.Count; i++)
            Console.Out.Write($"{i + 1},{predictions[i].Likeliest}\n");
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
