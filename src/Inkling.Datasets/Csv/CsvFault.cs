using Inkling.Recognition.Data;

namespace Inkling.Datasets.Csv;

/// <summary>
/// Says what is wrong with a row of a CSV of digits and what to do, as it stands behind the row's number.
/// </summary>
internal static class CsvFault
{
    private const int WithLabel = 1 + DigitSet.PixelCount;
    private const int ShownOfField = 40; // enough to find it in the file, short enough for one line
    private const int SmallestSide = 8; // of the pictures of digits that people have

    private const double NormalisedBelow = 10; // standard deviations

    /// <summary>What is wrong with a row of so many fields.</summary>
    public static string OfCount(ReadOnlySpan<char> text, int fields, char separator, CsvColumns? columns)
    {
        string unit = fields == 1 ? "field" : "fields";
        string row = columns is null or { Fields: WithLabel }
            ? $"a row is a label and 784 pixels, {WithLabel} fields"
            : $"the first digit's row has {columns.Fields:N0}";
        return $" has {fields:N0} {unit}; {row}{Hint(text, fields, separator, columns)}";
    }

    /// <summary>What is wrong with a field.</summary>
    public static string OfField(string text, int column, bool isLabel, bool areScaled)
    {
        string shown = string.Concat(
            text.Take(ShownOfField).Select(letter => char.IsControl(letter) ? '?' : letter));
        string what = isLabel ? "a label 0 to 9"
            : areScaled ? "a pixel value 0 to 1, as those before it are" : "a pixel value 0 to 255";
        return $", field {column + 1}: \"{shown}\" is not {what}{(isLabel ? "." : Hint(text))}";
    }

    /// <summary>The side of pictures with or without a label; null if it is 28 or none.</summary>
    public static int? OtherSide(int fields)
    {
        int side = (int)Math.Sqrt(fields);
        bool arePictures = side >= SmallestSide && fields - (side * side) is 0 or 1;
        return arePictures && side != DigitSet.Side ? side : null;
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
        return columns is null && OtherSide(fields) is { } side
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
