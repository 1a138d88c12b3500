using Inkling.Datasets.Csv;
using Inkling.Datasets.Files;
using Inkling.Datasets.Names;
using Inkling.Recognition.Data;

namespace Inkling.Datasets.Folders;

/// <summary>A picture's path from its set's folder, and its label 0 … 9.</summary>
internal readonly record struct LabelledPicture(string File, byte Label);

/// <summary>
/// Reads a list of pictures, labels.csv: a row per picture, paths from the list's own folder. Which column is
/// which is told by the heading, or by what the columns hold. It opens no picture, only looks whether each is
/// there.
/// </summary>
internal static class PictureList
{
    /// <summary>The name of a list that people are told of.</summary>
    public const string ListName = "labels.csv";

    // In the order in which one is taken.
    private static readonly string[] Endings = [".CSV", ".TSV", ".TXT"];

    /// <summary>Whether a file is called labels.csv, in letters of any case.</summary>
    public static bool IsNamed(string name) => name.Equals(ListName, StringComparison.OrdinalIgnoreCase);

    /// <summary>The list in a folder that is called labels; null if there is none.</summary>
    public static DataPath? Named(DataPath folder)
    {
        if (folder.At(ListName) is { IsFile: true } usual)
            return usual;
        return ListsByEnding(folder)
            .Where(list => list.Stem.Equals("labels", StringComparison.OrdinalIgnoreCase))
            .FirstOrDefault(list => IsNamed(list.Name) || IsList(list));
    }

    /// <summary>All files in a folder that look like lists of pictures that are there.</summary>
    public static IReadOnlyList<DataPath> FindIn(DataPath folder) => [.. ListsByEnding(folder).Where(IsList)];

    /// <summary>The pictures in the list's order.</summary>
    /// <exception cref="DataException">A row is wrong, or names a picture that is not there.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two rows.</exception>
    public static List<LabelledPicture> Read(DataPath path, CancellationToken cancellation = default)
    {
        ListPaths paths = new(path);
        return ReadRows(path, paths, (columns, rows) =>
        {
            if (columns is null)
            {
                long first = rows.Select(row => row.Number).FirstOrDefault(1);
                throw new DataException($"{path}: row {first:N0} is not the heading \"file,label\", and "
                    + "names no picture that is there: add the heading.");
            }
            List<LabelledPicture> pictures = [];
            foreach (ListRow row in rows.Skip(columns.HasHeading ? 1 : 0))
            {
                cancellation.ThrowIfCancellationRequested();
                pictures.Add(Parse(row, columns, paths, path));
            }
            return pictures;
        });
    }

    /// <summary>
    /// The first label that is a number of several digits, or lines of digits parted by '/', as sets of
    /// numbers have; none where there is no such label. All else that may be wrong with the list is left to
    /// <see cref="Read"/>.
    /// </summary>
    public static string? FirstNumber(DataPath path) => ReadRows(path, new(path), (columns, rows) => rows
        .Select(row => columns?.LabelOf(row) ?? row.Fields[^1])
        .FirstOrDefault(label =>
            label.Length > 1 && label.All(letter => char.IsAsciiDigit(letter) || letter == '/')));

    private static IEnumerable<DataPath> ListsByEnding(DataPath folder) =>
        from entry in folder.Entries()
        let ending = Array.IndexOf(Endings, Path.GetExtension(entry.Name).ToUpperInvariant())
        where !entry.IsFolder && ending >= 0
        orderby ending, entry.Name
        select folder.At(entry.Name);

    // By its first rows: the columns are named, or hold what they should, and the first picture is there.
    private static bool IsList(DataPath path)
    {
        try
        {
            ListPaths paths = new(path);
            return ReadRows(path, paths, (columns, rows) => columns is not null
                && rows.Skip(columns.HasHeading ? 1 : 0).Take(1)
                    .Any(row => Parse(row, columns, paths, path).File.Length > 0));
        }
        catch (DataException)
        {
            return false;
        }
    }

    // The columns, null if they can't be told, and the rows, to be gone through once.
    private static T ReadRows<T>(
        DataPath path, ListPaths paths, Func<ListColumns?, IEnumerable<ListRow>, T> read) =>
        CsvText.Read(path, (text, _) =>
        {
            using IEnumerator<ListRow> rows = ListRow.All(text).GetEnumerator();
            List<ListRow> first = [];
            while (first.Count < ListColumns.SampleRows && rows.MoveNext())
                first.Add(rows.Current);
            return read(ListColumns.Of(first, paths), first.Concat(Rest(rows)));
        });

    private static IEnumerable<ListRow> Rest(IEnumerator<ListRow> rows)
    {
        while (rows.MoveNext())
            yield return rows.Current;
    }

    private static LabelledPicture Parse(ListRow row, ListColumns columns, ListPaths paths, DataPath path)
    {
        string where = $"{path}: row {row.Number:N0}";
        if (row.Fields.Length < 2)
            throw new DataException($"{where} has no comma; a row is file,label.");
        if (row.Fields.Length < columns.Count)
        {
            throw new DataException($"{where} has {row.Fields.Length:N0} fields, and the first row has "
                + $"{columns.Count:N0}: quote names that have separators in them.");
        }
        string label = columns.LabelOf(row), file = columns.FileOf(row);
        if (DigitName.OfLabel(label) is not { } digit)
            throw Wrong(columns.Label, $": \"{label}\" is not a label 0 to 9.");
        if (file.Length == 0)
            throw Wrong(columns.File, ": the file's name is missing.");
        string[] found = paths.Find(file);
        return found.Length switch
        {
            1 => new LabelledPicture(found[0], digit),
            0 => throw new DataException($"{where}: there is no file \"{file}\" in "
                + $"{(paths.Folder is { Archive: null, Path: "" } ? "this folder" : paths.Folder)}."),
            _ => throw new DataException($"{where}: \"{file}\" may be {found[0]} or {found[1]}: write the "
                + "folder into the list."),
        };

        DataException Wrong(int column, string what) => new($"{where}, field {column + 1}{what}");
    }
}
