using Inkling.Datasets.Files;
using Inkling.Recognition.Data;

namespace Inkling.Datasets.Folders;

/// <summary>
/// A folder that holds labels.csv, found but not yet read. Its pictures lie where the list says. It opens no
/// picture.
/// </summary>
/// <param name="Name">Its path from where it was looked for, with '/'.</param>
/// <param name="List">Its list's path.</param>
internal sealed record LabelledSet(string Name, string List)
{
    // Hidden folders are nobody's sets, and a link may lead back up: followed, it would never end.
    private static readonly EnumerationOptions Everywhere = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = false,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
    };

    /// <summary>The folder that the list lies in.</summary>
    public string Folder => Path.GetDirectoryName(List)!;

    /// <summary>A label of several digits, for sets of numbers; none where all are single digits.</summary>
    /// <exception cref="DataException">The list can't be read.</exception>
    public string? Strings => PictureList.FirstNumber(List);

    /// <summary>The sets at and below a folder, in natural order.</summary>
    /// <exception cref="DataException">There is none, or no such folder.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two folders.</exception>
    public static List<LabelledSet> Below(string folder, CancellationToken cancellation = default)
    {
        if (!Directory.Exists(folder))
            throw new DataException($"{folder}: there is no such folder.");
        List<LabelledSet> sets = DataFile.Guard(folder, () => Directory
            .EnumerateFiles(folder, "*", Everywhere)
            .Where(file => PictureList.IsNamed(Path.GetFileName(file)))
            .Select(list => Of(folder, list, cancellation))
            .OrderBy(set => set.Name, NaturalOrder.Instance).ToList());
        return sets.Count > 0
            ? sets
            : throw new DataException($"{folder}: neither it nor a folder below it is a set: a folder with "
                + $"{PictureList.ListName} (file,label).");
    }

    /// <summary>The pictures and their labels, in the list's order.</summary>
    /// <exception cref="DataException">The list is wrong or empty, or a picture is not there.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two rows.</exception>
    public List<LabelledPicture> ReadList(CancellationToken cancellation = default)
    {
        List<LabelledPicture> pictures = PictureList.Read(List, cancellation);
        return pictures.Count > 0
            ? pictures
            : throw new DataException($"{List}: has its heading and no picture.");
    }

    private static LabelledSet Of(string root, string list, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        string path = Path.GetRelativePath(root, Path.GetDirectoryName(list)!).Replace('\\', '/');
        return new(path == "." ? Path.GetFileName(Path.GetFullPath(root).TrimEnd('/', '\\')) : path, list);
    }
}
