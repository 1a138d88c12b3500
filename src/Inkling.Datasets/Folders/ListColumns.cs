using Inkling.Datasets.Files;
using Inkling.Datasets.Names;

namespace Inkling.Datasets.Folders;

/// <summary>Which columns of a list hold the pictures' paths and the labels.</summary>
/// <param name="File">The column of paths, from 0.</param>
/// <param name="Label">The column of labels, from 0.</param>
/// <param name="Count">How many columns the first row has.</param>
/// <param name="HasHeading">Whether the first row names the columns.</param>
internal sealed record ListColumns(int File, int Label, int Count, bool HasHeading)
{
    /// <summary>How many rows tell which of two columns counts and which repeats.</summary>
    public const int SampleRows = 50;

    // Letters and digits only; the surest first: where a list has an id and a path, the path is meant.
    private static readonly string[] FileNames =
    [
        "file", "filename", "filenames", "filepath", "path", "imagepath", "imgpath", "imagefile", "imagename",
        "imgname", "relativepath", "picture", "image", "images", "img", "pic", "photo", "name", "imageid",
        "imgid", "fileid", "id",
    ];

    /// <summary>The columns of a list by its first rows; null if they can't be told.</summary>
    public static ListColumns? Of(IReadOnlyList<ListRow> rows, ListPaths paths)
    {
        if (rows.Count == 0)
            return null;
        if ((OfHeading(rows[0].Fields) ?? OfContent(rows, paths)) is { } known)
            return known;
        // A heading in words of its own: the rows below it tell, if it is none itself.
        ListColumns? below = rows.Count == 1 ? null : OfContent([.. rows.Skip(1)], paths);
        return below is not null && rows[0].Fields.Length == below.Count
            && DigitName.OfLabel(rows[0].Fields[below.Label]) is null
                ? below with { HasHeading = true }
                : null;
    }

    /// <summary>Whether fields are a heading's.</summary>
    public static bool AreNamed(IReadOnlyList<string> fields) => OfHeading(fields) is not null;

    /// <summary>A row's label.</summary>
    public string LabelOf(ListRow row) =>
        row.Fields[Math.Min(row.Fields.Length - 1, Label > File ? Label + Extra(row) : Label)];

    /// <summary>A row's path. The first or last field may have separators without being quoted.</summary>
    public string FileOf(ListRow row) =>
        Extra(row) == 0 ? row.Fields[File]
        : File == 0 ? row.TextBefore(Count - 1)
        : row.TextAfter(File);

    private int Extra(ListRow row) =>
        File == 0 || File == Count - 1 ? Math.Max(0, row.Fields.Length - Count) : 0;

    private static ListColumns? OfHeading(IReadOnlyList<string> fields)
    {
        int file = ColumnNames.Find(FileNames, fields), label = ColumnNames.FindLabel(fields);
        return file < 0 || label < 0 ? null : new(file, label, fields.Count, HasHeading: true);
    }

    // The column of paths is one whose first is there; of several, one that ends like pictures, or repeats
    // least.
    private static ListColumns? OfContent(IReadOnlyList<ListRow> rows, ListPaths paths)
    {
        ListRow first = rows[0];
        if (first.Fields.Length < 2)
            return null;
        int[] columns = [.. Enumerable.Range(0, first.Fields.Length)];
        int[] files = [.. columns.Where(column => paths.Find(first.Fields[column]).Length > 0)];
        if (files.Length == 0)
        {
            ListColumns joined = new(0, 1, 2, HasHeading: false);
            return columns.Length > 2 && paths.Find(joined.FileOf(first)).Length > 0 ? joined : null;
        }
        List<ListRow> sample = [.. rows.Where(row => row.Fields.Length == columns.Length)];
        int file = files
            .OrderByDescending(column => DataEntry.EndsAsPicture(first.Fields[column]))
            .ThenByDescending(column => sample.Select(row => row.Fields[column]).Distinct().Count())
            .First();
        int[] others = [.. columns.Where(column => column != file)];
        int label = others
            .Where(column => sample.TrueForAll(row => DigitName.OfLabel(row.Fields[column]) is not null))
            .LastOrDefault(others[^1]);
        return new(file, label, columns.Length, HasHeading: false);
    }
}
