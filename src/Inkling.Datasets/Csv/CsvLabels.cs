using Inkling.Datasets.Files;
using Inkling.Recognition.Data;

namespace Inkling.Datasets.Csv;

/// <summary>
/// Finds the column of labels where no heading names it: the first, or the last if that looks more like
/// labels. MNIST's first and last pixels are 0 in nearly all digits, so a column of labels is one that holds
/// 0 to 9 only and varies.
/// </summary>
internal sealed class CsvLabels(
    DataPath path, IProgress<DataProgress>? progress, CancellationToken cancellation)
{
    /// <summary>Reads the file by the columns that are most likely its labels and pixels.</summary>
    /// <param name="areNeeded">Whether it is refused if the label's column can't be told.</param>
    /// <exception cref="DataException">A row is wrong; says which and why.</exception>
    public CsvTable Find(bool areNeeded = true)
    {
        CsvTable first = Read(LabelPlace.First);
        if (first.Columns is not { IsAssumed: true })
            return Sound(first);
        int spread = SpreadOf(first);
        if (first.Fault is null && (first.Count == 1 || spread * 2 >= first.Count))
            return first;
        CsvTable last = Read(LabelPlace.Last);
        bool isFirst = spread > 0 || IsOneDigit(first);
        if (SpreadOf(last) > Math.Max(spread, last.Count / 10) || (!isFirst && IsOneDigit(last)))
            return last;
        if (isFirst)
            return first;
        // The first column is 0 throughout, or no label; the last is none either.
        CsvTable none = Read(LabelPlace.None);
        if (none.Fault is null)
            return none;
        if (first.Fault is null && areNeeded)
            throw Undecided(first, last);
        return Sound(last.Fault is null || first.Count >= last.Count ? first : last);
    }

    // How many rows have another value than most have: of labels nine in ten, of a pixel at the edge few; −1
    // if a row is wrong.
    private static int SpreadOf(CsvTable table)
    {
        if (table.Fault is not null)
            return -1;
        Span<int> counts = stackalloc int[DigitSet.Classes];
        counts.Clear();
        foreach (byte label in table.Labels())
            counts[label]++;
        int most = 0;
        foreach (int count in counts)
            most = Math.Max(most, count);
        return table.Count - most;
    }

    private static bool IsOneDigit(CsvTable table) =>
        table.Fault is null && SpreadOf(table) == 0 && table.Labels()[0] > 0;

    private CsvTable Read(LabelPlace label) => CsvTable.Read(path, label, progress, cancellation);

    private CsvTable Sound(CsvTable table) =>
        table.Fault is null ? table : throw DataFile.Fault(path, table.Fault);

    private DataException Undecided(CsvTable first, CsvTable last)
    {
        int[] used = first.Columns!.Used;
        string because = last.Fault is null ? "" : $" ({last.Fault.TrimEnd('.')})";
        string second = last.Fault is null ? $"So is field {used[^1] + 1}" : $"Nor is field {used[^1] + 1}";
        return new($"{path}: field {used[0] + 1} is 0 in all {first.Count:N0} rows, so it is no label. "
            + $"{second}{because}: name the columns in a first row: label,pixel0,…,pixel783.");
    }
}
