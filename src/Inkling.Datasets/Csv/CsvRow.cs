using System.Runtime.CompilerServices;
using Inkling.Recognition.Data;
using nietras.SeparatedValues;

namespace Inkling.Datasets.Csv;

/// <summary>
/// A row of a CSV of digits: a label and 784 pixels, wherever they stand in it. They are whole numbers,
/// written as such or in NumPy's form (5.000000000000000000e+00), or pixels scaled to 0 … 1.
/// </summary>
internal static class CsvRow
{
    // Four of five pixels of MNIST are 0: in NumPy's form this comparison saves most of the parsing.
    private const string NumPysZero = "0.000000000000000000e+00";

    /// <summary>Whether the line has no field, or empty ones only, as Excel leaves them behind.</summary>
    public static bool IsEmpty(SepReader.Row row)
    {
        foreach (char letter in row.Span)
        {
            if (letter is not (' ' or ',' or ';' or '\t' or '|' or '"'))
                return false;
        }
        return true;
    }

    /// <summary>Reads what is used of a row into <paramref name="fields"/>, in the columns' order.</summary>
    /// <returns>The column of the first field that is wrong; −1 if none is.</returns>
    public static int Read(
        SepReader.Row row, char separator, CsvColumns columns, bool areScaled, Span<byte> fields)
    {
        int label = columns.Label;
        if (!areScaled && columns.AreLast
            && TryPlain(Behind(row.Span, separator, columns.Used[0]), separator, fields)
            && (label < 0 || fields[label] <= 9))
        {
            return -1;
        }
        for (int i = 0; i < fields.Length; i++)
        {
            ReadOnlySpan<char> text = row[columns.Used[i]].Span;
            bool isRead =
                areScaled && i != label ? TryScaled(text, out fields[i]) : TryByte(text, out fields[i]);
            if (!isRead || (i == label && fields[i] > 9))
                return columns.Used[i];
        }
        return -1;
    }

    /// <summary>Whether a field is a pixel scaled to 0 … 1, and neither 0 nor 1.</summary>
    public static bool IsFraction(ReadOnlySpan<char> text) =>
        CsvHeading.IsNumber(text, out double number) && number is > 0 and < 1;

    // A row of whole numbers, as most are, in one pass: by its fields it takes twice as long. For speed at
    // once: a conversion is over before the runtime would have compiled it for speed by itself.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryPlain(ReadOnlySpan<char> row, char separator, Span<byte> fields)
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
            if (letter != separator || !isField || field == fields.Length - 1)
                return false;
            fields[field++] = (byte)value;
            value = digits = 0;
        }
        fields[^1] = (byte)value;
        return field == fields.Length - 1 && digits is > 0 and <= 3 && value <= byte.MaxValue;
    }

    private static ReadOnlySpan<char> Behind(ReadOnlySpan<char> row, char separator, int fields)
    {
        for (; fields > 0; fields--)
            row = row[(row.IndexOf(separator) + 1)..];
        return row;
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
        // NaN fails the first comparison.
        if (!CsvHeading.IsNumber(text, out double number)
            || !(number is >= 0 and <= byte.MaxValue && number == Math.Floor(number)))
        {
            return false;
        }
        value = (byte)number;
        return true;
    }

    private static bool TryScaled(ReadOnlySpan<char> text, out byte value)
    {
        value = 0;
        if (text is "0" or "0.0" || text.SequenceEqual(NumPysZero))
            return true;
        if (!CsvHeading.IsNumber(text, out double number) || !(number is >= 0 and <= 1))
            return false;
        value = (byte)Math.Round(number * byte.MaxValue);
        return true;
    }
}
