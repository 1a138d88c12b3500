namespace Inkling.Recognition.Data;

/// <summary>
/// A folder that holds labels.csv, found but not yet read. Its pictures lie where the list says. It opens no picture.
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

    /// <summary>A label of several digits, for sets of numbers; none where labels are single digits.</summary>
    /// <exception cref="DataException">The list can't be read.</exception>
    public string? Strings => PictureList.FirstNumber(ListPath);

    private string ListPath => Path.Combine(Folder, PictureFolder.ListName);

    /// <summary>The sets at and below a folder, in natural order.</summary>
    /// <exception cref="DataException">There is none, or no such folder.</exception>
    public static List<LabelledSet> Below(string folder)
    {
        if (!Directory.Exists(folder))
            throw new DataException($"{folder}: there is no such folder.");
        List<LabelledSet> sets = DataFile.Guard(folder, () => Directory
            .EnumerateFiles(folder, PictureFolder.ListName, Everywhere)
            .Select(list => Of(folder, Path.GetDirectoryName(list)!))
            .OrderBy(set => set.Name, NaturalOrder.Instance).ToList());
        return sets.Count > 0
            ? sets
            : throw new DataException($"{folder}: neither it nor a folder below it is a set: a folder with "
                + $"{PictureFolder.ListName} (file,label).");
    }

    /// <summary>The pictures and their labels, in the list's order.</summary>
    /// <exception cref="DataException">The list is wrong, or empty, or names a picture that is not there.</exception>
    public List<LabelledPicture> ReadList()
    {
        List<LabelledPicture> pictures = PictureList.Read(ListPath);
        return pictures.Count > 0
            ? pictures
            : throw new DataException($"{ListPath}: has its heading and no picture.");
    }

    private static LabelledSet Of(string root, string folder)
    {
        string path = Path.GetRelativePath(root, folder).Replace('\\', '/');
        return new(path == "." ? Path.GetFileName(Path.GetFullPath(root).TrimEnd('/', '\\')) : path, folder);
    }
}
