using System.Runtime.CompilerServices;
using Inkling.Recognition.Data;
using nietras.SeparatedValues;

namespace Inkling.Datasets;

/// <summary>
/// A row of a CSV of digits: a label and 784 pixels, wherever they stand in it. They are whole numbers,
/// written as such or in NumPy's form (5.000000000000000000e+00), or pixels scaled to 0 … 1.
/// </summary>
internal static class CsvRow
{
    private const int WithLabel = 1 + DigitSet.PixelCount;
    private const int ShownOfField = 40; // enough to find it in the file, short enough for one line
    private const int SmallestSide = 8; // of the pictures of digits that people have

    private const double NormalisedBelow = 10; // standard deviations

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

    /// <summary>What is wrong with a row of so many fields, as it stands behind the row's number.</summary>
    public static string WrongCount(ReadOnlySpan<char> text, int fields, char separator, CsvColumns? columns)
    {
        string unit = fields == 1 ? "field" : "fields";
        string row = columns is null or { Fields: WithLabel }
            ? $"a row is a label and 784 pixels, {WithLabel} fields"
            : $"the first digit's row has {columns.Fields:N0}";
        return $" has {fields:N0} {unit}; {row}{Hint(text, fields, separator, columns)}";
    }

    /// <summary>What is wrong with a field, as it stands behind the row's number.</summary>
    public static string WrongField(string text, int column, bool isLabel, bool areScaled)
    {
        string shown = string.Concat(
            text.Take(ShownOfField).Select(letter => char.IsControl(letter) ? '?' : letter));
        string what = isLabel ? "a label 0 to 9"
            : areScaled ? "a pixel value 0 to 1, as those before it are" : "a pixel value 0 to 255";
        return $", field {column + 1}: \"{shown}\" is not {what}{(isLabel ? "." : Hint(text))}";
    }

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

    private static string Hint(string field)
    {
        if (!CsvHeading.IsNumber(field, out double number))
        {
            bool hasComma = CsvHeading.IsNumber(field.Replace(',', '.'), out _);
            return hasComma ? ": write decimals with a point." : ".";
        }
        return number is < 0 and > -NormalisedBelow && number != Math.Floor(number)
            ? ": the pixels seem to be normalised; write them as 0 to 255."
            : ".";
    }

    private static string Hint(ReadOnlySpan<char> text, int fields, char separator, CsvColumns? columns)
    {
        if (fields == 1)
        {
            foreach (char other in ",;\t| :/_")
            {
                if (text.Count(other) > 1 && other != separator)
                    return columns is null ? Unknown(other) : Mixed(other, separator);
            }
            return ": separate the fields by commas, semicolons, tabs, bars or blanks.";
        }
        if (fields == (columns?.Fields ?? WithLabel) - 1)
        {
            string what = fields == DigitSet.PixelCount ? "the labels seem" : "a field seems";
            return $": {what} to be missing.";
        }
        int side = (int)Math.Sqrt(fields); // of pictures with or without a label
        return columns is null && side >= SmallestSide && fields - (side * side) is 0 or 1
            ? $": the pictures seem to be {side} × {side}; scale them to 28 × 28."
            : ".";
    }

    private static string Unknown(char separator) =>
        $": they seem to be separated by {Name(separator)}; use commas, semicolons, tabs, bars or blanks.";

    private static string Mixed(char separator, char wanted) =>
        $": it is separated by {Name(separator)}, the first row by {Name(wanted)}; use one for all rows.";

    private static string Name(char separator) => separator switch
    {
        ' ' => "blanks",
        '\t' => "tabs",
        ',' => "commas",
        ';' => "semicolons",
        _ => $"\"{separator}\"",
    };
}
