using Inkling.Recognition.Data;
using nietras.SeparatedValues;

namespace Inkling.Datasets;

/// <summary>A picture's path from its set's folder, and its label 0 … 9.</summary>
internal readonly record struct LabelledPicture(string File, byte Label);

/// <summary>
/// Reads labels.csv: a heading row file,label and then a row per picture, paths from the list's own folder. A
/// path with quotes in it stands in double quotes. It opens no picture, only looks whether each is there.
/// </summary>
internal static class PictureList
{
    /// <summary>The pictures in the list's order.</summary>
    /// <exception cref="DataException">A row is wrong, or names a picture that is not there.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two rows.</exception>
    public static List<LabelledPicture> Read(
        string path, CancellationToken cancellation = default) => CsvText.Read(path, (text, _) =>
    {
        string folder = Path.GetDirectoryName(path) ?? string.Empty;
        using IEnumerator<ListRow> rows = Rows(text).GetEnumerator();
        if (!rows.MoveNext() || rows.Current is not { Number: 1, File: "file", Label: "label" })
            throw new DataException($"{path}: row 1 is not the heading \"file,label\": add it.");
        List<LabelledPicture> pictures = [];
        while (rows.MoveNext())
        {
            cancellation.ThrowIfCancellationRequested();
            pictures.Add(Parse(rows.Current, folder, path));
        }
        return pictures;
    });

    /// <summary>
    /// The first label that is a number of several digits, or lines of digits parted by '/', as sets of
    /// numbers have; none where there is no such label. All else that may be wrong with the list is left to
    /// <see cref="Read"/>.
    /// </summary>
    public static string? FirstNumber(string path) => CsvText.Read(path, (text, _) => Rows(text)
        .Select(row => row.Label)
        .FirstOrDefault(label =>
            label.Length > 1 && label.All(letter => char.IsAsciiDigit(letter) || letter == '/')));

    private static LabelledPicture Parse(ListRow row, string folder, string path)
    {
        string where = $"{path}: row {row.Number:N0}";
        if (row.File is null)
            throw new DataException($"{where} has no comma; a row is file,label.");
        if (row.Label is not [>= '0' and <= '9'])
            throw new DataException($"{where}, field 2: \"{row.Label}\" is not a label 0 to 9.");
        if (row.File.Length == 0)
            throw new DataException($"{where}, field 1: the file's name is missing.");
        return File.Exists(Path.Combine(folder, row.File))
            ? new LabelledPicture(row.File, (byte)(row.Label[0] - '0'))
            : throw new DataException($"{where}: there is no file \"{row.File}\" in "
                + $"{(folder.Length == 0 ? "this folder" : folder)}.");
    }

    private static IEnumerable<ListRow> Rows(CsvText text)
    {
        for (long line = text.FirstLine; text.Rows.MoveNext(); line++)
        {
            if (!text.Rows.Current.Span.IsWhiteSpace())
                yield return ListRow.Of(text.Rows.Current, text.Separator, line);
        }
    }

    // The last field is the label. The file's name may have commas without being quoted; null: there is none.
    private readonly record struct ListRow(long Number, string? File, string Label)
    {
        public static ListRow Of(SepReader.Row row, char separator, long line) => new(
            line,
            row.ColCount switch
            {
                1 => null,
                2 => row[0].ToString(),
                _ => row.Span[..row.Span.LastIndexOf(separator)].Trim().ToString(),
            },
            row[^1].ToString());
    }
}

/// <summary>
/// A folder that holds labels.csv, found but not yet read. Its pictures lie where the list says. It opens no
/// picture.
/// </summary>
/// <param name="Name">Its path from where it was looked for, with '/'.</param>
/// <param name="Folder">Where it is.</param>
internal sealed record LabelledSet(string Name, string Folder)
{
    // Hidden folders are nobody's sets, and a link may lead back up: followed, it would never end.
    private static readonly EnumerationOptions Everywhere = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = false,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
    };

    /// <summary>A label of several digits, for sets of numbers; none where all are single digits.</summary>
    /// <exception cref="DataException">The list can't be read.</exception>
    public string? Strings => PictureList.FirstNumber(ListPath);

    private string ListPath => Path.Combine(Folder, PictureFolder.ListName);

    /// <summary>The sets at and below a folder, in natural order.</summary>
    /// <exception cref="DataException">There is none, or no such folder.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two folders.</exception>
    public static List<LabelledSet> Below(string folder, CancellationToken cancellation = default)
    {
        if (!Directory.Exists(folder))
            throw new DataException($"{folder}: there is no such folder.");
        List<LabelledSet> sets = DataFile.Guard(folder, () => Directory
            .EnumerateFiles(folder, PictureFolder.ListName, Everywhere)
            .Select(list => Of(folder, Path.GetDirectoryName(list)!, cancellation))
            .OrderBy(set => set.Name, NaturalOrder.Instance).ToList());
        return sets.Count > 0
            ? sets
            : throw new DataException($"{folder}: neither it nor a folder below it is a set: a folder with "
                + $"{PictureFolder.ListName} (file,label).");
    }

    /// <summary>The pictures and their labels, in the list's order.</summary>
    /// <exception cref="DataException">The list is wrong or empty, or a picture is not there.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two rows.</exception>
    public List<LabelledPicture> ReadList(CancellationToken cancellation = default)
    {
        List<LabelledPicture> pictures = PictureList.Read(ListPath, cancellation);
        return pictures.Count > 0
            ? pictures
            : throw new DataException($"{ListPath}: has its heading and no picture.");
    }

    private static LabelledSet Of(string root, string folder, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        string path = Path.GetRelativePath(root, folder).Replace('\\', '/');
        return new(path == "." ? Path.GetFileName(Path.GetFullPath(root).TrimEnd('/', '\\')) : path, folder);
    }
}
