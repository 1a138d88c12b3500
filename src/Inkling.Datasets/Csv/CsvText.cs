using Inkling.Datasets.Files;
using Inkling.Recognition.Data;
using nietras.SeparatedValues;

namespace Inkling.Datasets.Csv;

/// <summary>
/// A text of separated values, read by Sep: quoted or not, with commas, semicolons, tabs or bars, as the
/// first row has them, or with a separator that is told. A byte order mark tells the encoding; without one it
/// is UTF-8. What the fields mean is others'.
/// </summary>
internal sealed class CsvText : IDisposable
{
    private readonly StreamReader _text;

    private CsvText(Stream content, char? separator)
    {
        _text = new(content, leaveOpen: true);
        // Empty lines would hide the separator from Sep.
        for (FirstLine = 1; _text.Peek() is '\r' or '\n' or ' ' or '\t'; _text.Read())
            FirstLine += _text.Peek() == '\n' ? 1 : 0;
        Rows = Sep.Reader(options => options with
        {
            Sep = separator is { } told ? new Sep(told) : null,
            HasHeader = false,
            DisableColCountCheck = true, // what is wrong with a row is said in our words
            Unescape = true,
            Trim = SepTrim.Outer,
        }).From(_text);
        Separator = Rows.Spec.Sep.Separator;
    }

    /// <summary>The rows, unquoted; each is a line, and empty ones are among them.</summary>
    public SepReader Rows { get; }

    /// <summary>What stands between two fields.</summary>
    public char Separator { get; }

    /// <summary>The number of the first row's line in the file, from 1.</summary>
    // Counted from here on: row numbers of Sep 0.17.1 are wrong where threads read, and without a heading.
    public long FirstLine { get; }

    /// <summary>Opens a file, lets <paramref name="read"/> read its rows, and closes it.</summary>
    /// <exception cref="DataException">The file can't be read, or has no rows.</exception>
    public static T Read<T>(DataPath path, Func<CsvText, Stream, T> read, char? separator = null) =>
        DataFile.Read(path, file =>
        {
            try
            {
                using CsvText text = new(file.Content, separator);
                return read(text, file.File);
            }
            catch (NotSupportedException tooLong)
            {
                throw new DataException(
                    $"{path}: has a row of more than 16,777,216 characters: this is no CSV.", tooLong);
            }
        });

    public void Dispose()
    {
        Rows.Dispose();
        _text.Dispose();
    }
}
