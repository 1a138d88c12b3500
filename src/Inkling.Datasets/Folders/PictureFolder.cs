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

    /// <summary>
    /// Finds pictures without labels: all below a folder that are not hidden, in natural order. Each folder
    /// is listed only when its turn comes.
    /// </summary>
    /// <returns>Paths, and the faults of folders that can't be listed or hold no picture.</returns>
    public static IEnumerable<FoundPicture> PicturesBelow(string folder)
    {
        bool isEmpty = true;
        foreach (FoundPicture found in Below(folder))
        {
            isEmpty = false;
            yield return found;
        }
        if (isEmpty)
        {
            yield return new(
                folder, $"{folder}: this folder holds no picture (a file that ends on .jpg, .png …).");
        }
    }

    /// <summary>Whether a picture is somewhere below a folder.</summary>
    internal static bool HasPictureBelow(DataPath folder) => folder.Entries()
        .Any(entry => entry.IsPicture || (entry.IsFolder && HasPictureBelow(folder.At(entry.Name))));

    private static IEnumerable<FoundPicture> Below(string folder)
    {
        DataPath here = folder;
        string? last = null;
        do
        {
            (IReadOnlyList<DataEntry> entries, string? fault) = Next(here, last);
            if (fault is not null)
                yield return new(folder, fault);
            foreach (DataEntry entry in entries)
            {
                string path = here.At(entry.Name).Path;
                if (entry.IsPicture)
                    yield return new(path);
                // A link may lead back up: followed, it would never end.
                if (!entry.IsFolder || new DirectoryInfo(path).LinkTarget is not null)
                    continue;
                foreach (FoundPicture below in Below(path))
                    yield return below;
            }
            last = entries.Count < OrderedEntries.MostAtOnce ? null : entries[^1].Name;
        }
        while (last is not null);
    }

    private static (IReadOnlyList<DataEntry> Entries, string? Fault) Next(DataPath folder, string? last)
    {
        try
        {
            return (DataFile.Guard(folder, () => OrderedEntries.After(
                folder, last, entry => entry.IsFolder || entry.IsPicture)), null);
        }
        catch (DataException cause)
        {
            return ([], cause.Message);
        }
    }
}

/// <summary>A picture that was found; or a folder in which none was, and why.</summary>
internal readonly record struct FoundPicture(string Path, string? Fault = null);
