using Inkling.Datasets.Files;
using Inkling.Recognition.Data;
using nietras.SeparatedValues;

namespace Inkling.Datasets.Csv;

/// <summary>What a file's first rows do not tell, and is assumed until a row contradicts it.</summary>
/// <param name="Label">Where the label is, if there is no heading.</param>
/// <param name="AreScaled">Whether the pixels are fractions, 0 to 1.</param>
/// <param name="Separator">What stands between two fields; null to find it in the first row.</param>
internal readonly record struct CsvAssumption(LabelPlace Label, bool AreScaled, char? Separator);

/// <summary>
/// The rows of a CSV of digits, read once from the first to the last under an assumption, or to the first
/// that is wrong. Whether the assumption was right is <see cref="CsvFile"/>'s affair.
/// </summary>
internal sealed class CsvTable
{
    private const int MostDigits = 2_700_000; // × 784 fills the longest array that .NET has
    private const int ReportEvery = 256;

    private readonly CsvAssumption _assumption;
    private readonly List<byte[]> _blocks = []; // each of as many rows as are reported at once
    private string[]? _heading;
    private int _firstIndex;

    private CsvTable(CsvAssumption assumption) => _assumption = assumption;

    /// <summary>What is wrong, as it stands behind the file's name and a colon; null if nothing is.</summary>
    public string? Fault { get; private set; }

    /// <summary>How many digits there are, at least up to the fault.</summary>
    public int Count { get; private set; }

    /// <summary>Which columns are read; null if there is no row of a digit.</summary>
    public CsvColumns? Columns { get; private set; }

    /// <summary>The assumption to try instead, where a row contradicted this one.</summary>
    public CsvAssumption? Instead { get; private set; }

    private int Width => Columns!.Used.Length;

    /// <summary>Reads the file as often as the separator or the scale proves to be another.</summary>
    /// <exception cref="DataException">The file can't be read.</exception>
    public static CsvTable Read(
        DataPath path, LabelPlace label, IProgress<DataProgress>? progress, CancellationToken cancellation)
    {
        string name = path.Name;
        CsvAssumption? assumption = new CsvAssumption(label, AreScaled: false, Separator: null);
        CsvTable table;
        do
        {
            table = new(assumption.Value);
            CsvText.Read(
                path,
                (text, file) => table.ReadRows(text, () => progress?.Report(
                    new DataProgress(name, file.Position, file.Length)), cancellation),
                assumption.Value.Separator);
            assumption = table.Instead;
        }
        while (assumption is not null);
        return table;
    }

    /// <summary>Takes the labels [Count] out of the rows.</summary>
    public byte[] Labels()
    {
        byte[] labels = new byte[Count];
        for (int i = 0; i < labels.Length; i++)
            labels[i] = Row(i)[Columns!.Label];
        return labels;
    }

    /// <summary>Takes the pixels [Count × 784] out of the rows, stretched to 0 … 255.</summary>
    public byte[] Pixels()
    {
        byte[] pixels = GC.AllocateUninitializedArray<byte>(Count * DigitSet.PixelCount);
        int before = Columns!.Label < 0 ? Width : Columns.Label;
        for (int i = 0; i < Count; i++)
        {
            Span<byte> digit = pixels.AsSpan(i * DigitSet.PixelCount, DigitSet.PixelCount);
            Row(i)[..before].CopyTo(digit);
            if (before < Width)
                Row(i)[(before + 1)..].CopyTo(digit[before..]);
        }
        // Of two levels only: ink and paper.
        if (!pixels.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)1))
        {
            foreach (ref byte pixel in pixels.AsSpan())
                pixel *= byte.MaxValue;
        }
        return pixels;
    }

    private ReadOnlySpan<byte> Row(int digit) =>
        _blocks[digit / ReportEvery].AsSpan(digit % ReportEvery * Width, Width);

    private bool ReadRows(CsvText text, Action report, CancellationToken cancellation)
    {
        for (long line = text.FirstLine; text.Rows.MoveNext(); line++)
        {
            SepReader.Row row = text.Rows.Current;
            if (CsvRow.IsEmpty(row) || (Columns is null && IsHeading(row)))
                continue;
            Columns ??= CsvColumns.Of(_heading, row, _assumption.Label);
            if (row.ColCount != Columns?.Fields)
                return RefuseCount(text, line);
            if (Count == _blocks.Count * ReportEvery)
            {
                cancellation.ThrowIfCancellationRequested();
                report();
                _blocks.Add(GC.AllocateUninitializedArray<byte>(ReportEvery * Width));
            }
            Span<byte> fields = _blocks[^1].AsSpan(Count % ReportEvery * Width, Width);
            int wrong = CsvRow.Read(row, text.Separator, Columns, _assumption.AreScaled, fields);
            if (wrong >= 0)
                return RefuseField(row, line, wrong);
            if (Columns.IsCounted && !Counts(row))
                return RefuseIndex(line);
            if (++Count > MostDigits)
                return Refuse($"has more than {MostDigits:N0} rows: split the file.");
        }
        // A single row counts nothing.
        if (Count == 1 && Columns!.IsCounted)
            return RefuseIndex(text.FirstLine);
        return Count > 0 || Refuse("has no rows: a row is a label and 784 pixels.");
    }

    private bool IsHeading(SepReader.Row row)
    {
        if (CsvHeading.NamesSeparator(row))
            return true;
        string[]? names = _heading is null ? CsvHeading.NamesIn(row) : null;
        _heading ??= names;
        return names is not null;
    }

    // From 0 or from 1.
    private bool Counts(SepReader.Row row) => CsvHeading.IsNumber(row[0].Span, out double number)
        && (number == Count + _firstIndex || (Count == 0 && number == (_firstIndex = 1)));

    private bool RefuseCount(CsvText text, long line)
    {
        SepReader.Row row = text.Rows.Current;
        bool areBlanks = row.ColCount == 1 && _assumption.Separator is null && Count == 0
            && row.Span.Count(' ') >= DigitSet.PixelCount - 1;
        if (areBlanks)
            Instead = _assumption with { Separator = ' ' };
        if (_heading is not null && Columns is null && row.ColCount >= DigitSet.PixelCount
            && CsvFault.OtherSide(row.ColCount) is null)
        {
            return Refuse(
                "its heading does not name 784 pixels and a label: call them label, pixel0, … pixel783.");
        }
        string fault = CsvFault.OfCount(row.Span, row.ColCount, text.Separator, Columns);
        bool isCut = Count > 0 && row.ColCount < Columns!.Fields && !text.Rows.MoveNext();
        return Refuse($"row {line:N0}{fault}"
            + (isCut ? " It is the last row: if the file was cut short, copy or download it again." : ""));
    }

    private bool RefuseIndex(long line) => Refuse(
        $"row {line:N0} has {Columns!.Fields} fields, and the first does not count the rows; a row is a "
        + "label and 784 pixels, 785 fields.");

    private bool RefuseField(SepReader.Row row, long line, int column)
    {
        string field = row[column].ToString();
        bool isLabel = Columns!.Label >= 0 && Columns.Used[Columns.Label] == column;
        if (!isLabel && !_assumption.AreScaled && CsvRow.IsFraction(field) && MayBeScaled(column))
            Instead = _assumption with { AreScaled = true };
        return Refuse($"row {line:N0}{CsvFault.OfField(field, column, isLabel, _assumption.AreScaled)}");
    }

    // Whether no pixel before this row's wrong field was above 1.
    private bool MayBeScaled(int column)
    {
        int label = Columns!.Label;
        int place = Array.IndexOf(Columns.Used, column);
        for (int digit = 0; digit <= Count; digit++)
        {
            ReadOnlySpan<byte> fields = Row(digit)[..(digit == Count ? place : Width)];
            for (int i = 0; i < fields.Length; i++)
            {
                if (fields[i] > 1 && i != label)
                    return false;
            }
        }
        return true;
    }

    private bool Refuse(string fault)
    {
        Fault = fault;
        return false;
    }
}
