using System.Globalization;
using System.Runtime.CompilerServices;
using Inkling.Recognition.Data;
using nietras.SeparatedValues;

namespace Inkling.Datasets;

/// <summary>
/// A row of a CSV of digits: a label, then 784 pixels. They are whole numbers, written as such or in NumPy's
/// form (5.000000000000000000e+00).
/// </summary>
internal static class CsvRow
{
    /// <summary>The label and the pixels.</summary>
    public const int FieldCount = 1 + DigitSet.PixelCount;

    private const int ShownOfField = 40; // enough to find it in the file, short enough for one line

    // Four of five pixels of MNIST are 0: in NumPy's form this comparison saves most of the parsing.
    private const string NumPysZero = "0.000000000000000000e+00";

    /// <summary>Whether the line is empty.</summary>
    public static bool IsEmpty(SepReader.Row row) => row.Span.IsWhiteSpace();

    /// <summary>Whether a first row names the columns, as Kaggle's does: label,pixel0,…</summary>
    public static bool NamesColumns(SepReader.Row row) =>
        row[0].Span.Trim(" #\"").Equals("label", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a row into <paramref name="fields"/> [785]: the label, 0 … 9, and the pixels.</summary>
    /// <returns>What is wrong, as it stands behind the row's number; null if nothing is.</returns>
    public static string? Read(SepReader.Row row, Span<byte> fields)
    {
        if (row.ColCount != FieldCount)
            return WrongCount(row.ColCount);
        if (TryPlain(row.Span, fields) && fields[0] <= 9)
            return null;
        for (int i = 0; i < fields.Length; i++)
        {
            if (!TryByte(row[i].Span, out fields[i]) || (i == 0 && fields[i] > 9))
                return Wrong(row[i].ToString(), i);
        }
        return null;
    }

    // A row of whole numbers and commas, as most are, in one pass: by its fields it takes twice as long.
    // For speed at once: a conversion is over before the runtime would have compiled it for speed by itself.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryPlain(ReadOnlySpan<char> row, Span<byte> fields)
    {
        int field = 0, value = 0, digits = 0;
        foreach (char letter in row)
        {
            int digit = letter - '0';
            if ((uint)digit <= 9)
            {
                value = (10 * value) + digit;
                digits++;
                continue;
            }
            bool isField = digits is > 0 and <= 3 && value <= byte.MaxValue;
            if (letter != ',' || !isField || field == fields.Length - 1)
                return false;
            fields[field++] = (byte)value;
            value = digits = 0;
        }
        fields[^1] = (byte)value;
        return field == fields.Length - 1 && digits is > 0 and <= 3 && value <= byte.MaxValue;
    }

    private static bool TryByte(ReadOnlySpan<char> text, out byte value)
    {
        int sum = 0;
        foreach (char letter in text)
        {
            int digit = letter - '0';
            if ((uint)digit > 9 || sum > byte.MaxValue)
                return TryNumber(text, out value);
            sum = (sum * 10) + digit;
        }
        value = (byte)sum;
        return sum <= byte.MaxValue && text.Length > 0;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out byte value)
    {
        value = 0;
        if (text.SequenceEqual(NumPysZero))
            return true;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
            return false;
        // NaN fails the first comparison.
        if (!(number is >= 0 and <= byte.MaxValue && number == Math.Floor(number)))
            return false;
        value = (byte)number;
        return true;
    }

    private static string WrongCount(int fields)
    {
        string hint = fields == DigitSet.PixelCount ? ": the labels seem to be missing." : ".";
        string unit = fields == 1 ? "field" : "fields";
        return $" has {fields:N0} {unit}; a row is a label and 784 pixels, {FieldCount} fields{hint}";
    }

    private static string Wrong(string text, int field)
    {
        string shown = string.Concat(
            text.Take(ShownOfField).Select(letter => char.IsControl(letter) ? '?' : letter));
        bool scaled = field > 0 && double.TryParse(text, out double value) && value is > 0 and < 1;
        string what = field == 0 ? "a label 0 to 9" : "a pixel value 0 to 255";
        string hint = scaled ? ": the pixels seem to be scaled to 0 … 1; multiply them by 255." : ".";
        return $", field {field + 1}: \"{shown}\" is not {what}{hint}";
    }
}
