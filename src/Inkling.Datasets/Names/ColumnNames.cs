namespace Inkling.Datasets.Names;

/// <summary>
/// What columns are called in CSV, lists of pictures and Parquet. Only letters and digits count, in any case:
/// Class_Label is classlabel.
/// </summary>
internal static class ColumnNames
{
    // The surest first: where there are several, the first of these is meant.
    private static readonly string[] Labels =
    [
        "label", "labels", "digit", "digits", "class", "classes", "target", "targets", "y", "ytrain", "ytest",
        "category", "classlabel", "digitlabel", "classname", "labelname", "classid", "labelid", "number",
        "truth", "groundtruth", "gt", "annotation", "value", "answer", "finelabel", "character",
    ];

    /// <summary>Whether a column of this name holds labels.</summary>
    public static bool IsLabel(string name) => FindLabel([name]) == 0;

    /// <summary>The column that most likely holds labels; −1 if there is none.</summary>
    public static int FindLabel(IReadOnlyList<string> names) => Find(Labels, names);

    /// <summary>The column of the first known name that is there; −1 if there is none.</summary>
    /// <param name="known">Names in letters and digits, the surest first.</param>
    /// <param name="names">The columns' names as they are written.</param>
    public static int Find(string[] known, IReadOnlyList<string> names)
    {
        string[] plain = [.. names.Select(name => string.Concat(name.Where(char.IsLetterOrDigit)))];
        return known.Select(IndexOf).FirstOrDefault(column => column >= 0, -1);

        int IndexOf(string one) =>
            Array.FindIndex(plain, name => name.Equals(one, StringComparison.OrdinalIgnoreCase));
    }
}
