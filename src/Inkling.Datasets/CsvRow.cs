using System.Globalization;
using System.Text;
using Inkling.Recognition.Data;

namespace Inkling.Datasets;

/// <summary>
/// One row of a CSV of digits: a label, then 784 pixels. Numbers are whole, written as such or in NumPy's
/// form (5.000000000000000000e+00). No quotes and no other separators.
/// </summary>
internal static class CsvRow
{
    private const int FieldCount = 1 + DigitSet.PixelCount;
    private const int ShownOfField = 40; // enough to find it in the file, short enough for one line

    // Four of five pixels of MNIST are 0: in NumPy's form this comparison saves most of the parsing.
    private static ReadOnlySpan<byte> NumPysZero => "0.000000000000000000e+00"u8;

    /// <summary>Whether a file's first row names its columns, as Kaggle's does: label,pixel0,…</summary>
    public static bool IsHeading(ReadOnlySpan<byte> row)
    {
        int comma = row.IndexOf((byte)',');
        ReadOnlySpan<byte> first = (comma < 0 ? row : row[..comma]).Trim(" #\""u8);
        return Ascii.EqualsIgnoreCase(first, "label"u8);
    }

    /// <summary>Reads a row into <paramref name="pixels"/> [784] and returns the label, 0 … 9.</summary>
    /// <exception cref="DataException">The row is wrong; the message names file, row and field.</exception>
    public static byte Read(ReadOnlySpan<byte> row, Span<byte> pixels, string path, long number)
    {
        ReadOnlySpan<byte> rest = row;
        byte label = 0;
        for (int field = 0; field < FieldCount; field++)
        {
            int comma = rest.IndexOf((byte)',');
            if ((comma < 0) != (field == FieldCount - 1))
                throw WrongCount(row, path, number);
            ReadOnlySpan<byte> text = comma < 0 ? rest : rest[..comma];
            if (!TryByte(text, out byte value) || (field == 0 && value > 9))
                throw Wrong(row, field, text, path, number);
            if (field == 0)
                label = value;
            else
                pixels[field - 1] = value;
            rest = rest[(comma + 1)..];
        }
        return label;
    }

    private static bool TryByte(ReadOnlySpan<byte> text, out byte value)
    {
        value = 0;
        if (text.Length is 0 or > 3)
            return TryLong(text, out value);
        int sum = 0;
        foreach (byte b in text)
        {
            int digit = b - '0';
            if ((uint)digit > 9)
                return TryLong(text, out value);
            sum = (sum * 10) + digit;
        }
        value = (byte)sum;
        return sum <= 255;
    }

    private static bool TryLong(ReadOnlySpan<byte> text, out byte value)
    {
        value = 0;
        if (text.SequenceEqual(NumPysZero))
            return true;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
            return false;
        // NaN fails the first comparison.
        if (!(number is >= 0 and <= 255 && number == Math.Floor(number)))
            return false;
        value = (byte)number;
        return true;
    }

    private static DataException WrongCount(ReadOnlySpan<byte> row, string path, long number)
    {
        int fields = row.Count((byte)',') + 1;
        string hint = fields == DigitSet.PixelCount ? ": the labels seem to be missing." : ".";
        string unit = fields == 1 ? "field" : "fields";
        return new DataException($"{path}: row {number:N0} has {fields:N0} {unit}; a row "
            + $"is a label and 784 pixels, {FieldCount} fields{hint}");
    }

    private static DataException Wrong(
        ReadOnlySpan<byte> row, int field, ReadOnlySpan<byte> text, string path, long number)
    {
        if (row.Count((byte)',') != FieldCount - 1)
            return WrongCount(row, path, number);
        string shown = Encoding.UTF8.GetString(text[..Math.Min(text.Length, ShownOfField)]);
        shown = string.Concat(shown.Select(letter => char.IsControl(letter) ? '?' : letter));
        bool scaled = field > 0 && double.TryParse(text, out double value) && value is > 0 and < 1;
        string what = field == 0 ? "a label 0 to 9" : "a pixel value 0 to 255";
        string hint = scaled ? ": the pixels seem to be scaled to 0 … 1; multiply them by 255." : ".";
        return new DataException(
            $"{path}: row {number:N0}, field {field + 1}: \"{shown}\" is not {what}{hint}");
    }
}
