using Inkling.Datasets.Files;
using Inkling.Recognition.Data;

namespace Inkling.Datasets.Folders;

/// <summary>
/// Pictures in a folder: labelled by a list or by class folders, or without labels. Which are there and what
/// their labels are is <see cref="PictureList"/>'s and <see cref="ClassFolders"/>'; decoding is
/// <see cref="PictureReader"/>'s.
/// </summary>
internal static class PictureFolder
{
    /// <summary>Whether a folder has a list called labels, or at least one class folder.</summary>
    public static bool IsLabelled(DataPath folder) =>
        PictureList.Named(folder) is not null || ClassFolders.AreIn(folder);

    /// <summary>
    /// Reads all pictures: class by class, files in natural order; or in the order of a list, the given one
    /// or labels.csv. Names are paths from the folder, with '/'. NotFound lists pictures in which Prepare saw
    /// no ink.
    /// </summary>
    /// <exception cref="DataException">The folder holds no labelled pictures, or unusable ones.</exception>
    /// <exception cref="OperationCanceledException">The reading was called off.</exception>
    public static DigitSet Read(
        DataPath folder, DataPath? list, PictureForm form, IProgress<DataProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        PictureReader reader = new(folder, form);
        if ((list ?? PictureList.Named(folder)) is { } named)
            return reader.Read(PictureList.Read(named, cancellation), [], progress, cancellation);
        PassedOver passedOver = new();
        List<LabelledPicture> pictures = ClassFolders.Find(folder, passedOver);
        return reader.Read(pictures, passedOver.ToNotes(folder), progress, cancellation);
    }

    /// <summary>Pictures without labels: all below a folder that are not hidden, in natural order.</summary>
    /// <exception cref="DataException">There is none, or a folder can't be read.</exception>
    public static IReadOnlyList<string> PicturesBelow(string folder) =>
        RequireAny(folder, DataFile.Guard(folder, () => Below(folder, unreadable: null).ToList()));

    /// <summary>As the other; folders below that can't be read are reported, and the rest is found.</summary>
    /// <param name="folder">Where to look.</param>
    /// <param name="unreadable">Called with such a folder's path, and a sentence that begins with it.</param>
    /// <exception cref="DataException">There is none, or the folder itself can't be read.</exception>
    public static IReadOnlyList<string> PicturesBelow(string folder, Action<string, string> unreadable)
    {
        bool isWhole = true;
        List<string> pictures = DataFile.Guard(folder, () => Below(folder, (path, message) =>
        {
            isWhole = false;
            unreadable(path, message);
        }).ToList());
        return isWhole ? RequireAny(folder, pictures) : pictures;
    }

    /// <summary>Whether a picture is somewhere below a folder.</summary>
    internal static bool HasPictureBelow(DataPath folder) => folder.Entries()
        .Any(entry => entry.IsPicture || (entry.IsFolder && HasPictureBelow(folder.At(entry.Name))));

    private static List<string> RequireAny(string folder, List<string> pictures) => pictures.Count > 0
        ? pictures
        : throw new DataException(
            $"{folder}: this folder holds no picture (a file that ends on .jpg, .png …).");

    private static IEnumerable<string> Below(string folder, Action<string, string>? unreadable)
    {
        DataPath here = folder;
        foreach (DataEntry entry in here.Entries().OrderBy(entry => entry.Name, NaturalOrder.Instance))
        {
            string path = here.At(entry.Name).Path;
            if (entry.IsPicture)
                yield return path;
            // A link may lead back up: followed, it would never end.
            if (!entry.IsFolder || new DirectoryInfo(path).LinkTarget is not null)
                continue;
            foreach (string below in unreadable is null ? Below(path, null) : BelowOrReport(path, unreadable))
                yield return below;
        }
    }

    private static List<string> BelowOrReport(string folder, Action<string, string> unreadable)
    {
        try
        {
            return DataFile.Guard(folder, () => Below(folder, unreadable).ToList());
        }
        catch (DataException cause)
        {
            unreadable(folder, cause.Message);
            return [];
        }
    }
}
