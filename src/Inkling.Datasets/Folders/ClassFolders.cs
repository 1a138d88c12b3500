using Inkling.Datasets.Files;
using Inkling.Datasets.Names;
using Inkling.Recognition.Data;

namespace Inkling.Datasets.Folders;

/// <summary>
/// Finds pictures whose labels are the names of their folders: 3, 03, three, digit_3. It orders them, and
/// tells what it passes over; where a mistake is likelier it throws.
/// </summary>
internal static class ClassFolders
{
    // With fewer, what else is there may be what was meant.
    private const int EnoughClasses = 2;

    /// <summary>Whether a folder has at least one class folder.</summary>
    public static bool AreIn(DataPath folder) =>
        folder.Entries().Any(entry => entry.IsFolder && DigitName.OfFolder(entry.Name) is not null);

    /// <summary>The pictures class by class, folders and files in natural order.</summary>
    /// <exception cref="DataException">There is no class folder, or something that is in none.</exception>
    public static List<LabelledPicture> Find(DataPath folder, PassedOver passedOver) =>
        DataFile.Guard(folder, () => FindAll(folder, passedOver));

    private static List<LabelledPicture> FindAll(DataPath folder, PassedOver passedOver)
    {
        List<DataEntry> entries = [.. folder.Entries().OrderBy(entry => entry.Name, NaturalOrder.Instance)];
        List<(byte Digit, string Name)> classes = [];
        foreach (DataEntry entry in entries)
        {
            if (entry.IsFolder && DigitName.OfFolder(entry.Name) is { } digit)
                classes.Add((digit, entry.Name));
        }
        foreach (DataEntry entry in entries.Where(entry => classes.TrueForAll(one => one.Name != entry.Name)))
        {
            if (classes.Count < EnoughClasses)
                RequireHarmless(entry, folder);
            passedOver.Add(entry, entry.Name);
        }
        if (classes.Count == 0)
            throw new DataException($"{folder}: has neither class folders 0 … 9 nor {PictureList.ListName}.");
        return OfClasses(folder, [.. classes.OrderBy(one => one.Digit)], passedOver);
    }

    private static void RequireHarmless(DataEntry entry, DataPath folder)
    {
        if (entry.IsFolder)
            throw new DataException($"{entry.Name} in {folder} is no class folder 0 … 9: move it away.");
        if (entry.IsPicture)
            throw new DataException($"{entry.Name} in {folder} is in no class folder 0 … 9: move it.");
    }

    private static List<LabelledPicture> OfClasses(
        DataPath folder, IReadOnlyList<(byte Digit, string Name)> classes, PassedOver passedOver)
    {
        List<LabelledPicture> pictures = [], others = [];
        foreach ((byte digit, string name) in classes)
        {
            List<string> endAsPictures = [], endOtherwise = [];
            foreach (DataEntry entry in folder.At(name).Entries())
            {
                if (entry.IsFolder)
                    PassOver(entry, name, folder, passedOver);
                else
                    (entry.IsPicture ? endAsPictures : endOtherwise).Add(entry.Name);
            }
            endAsPictures.Sort(NaturalOrder.Instance);
            endOtherwise.Sort(NaturalOrder.Instance);
            pictures.AddRange(endAsPictures.Select(file => new LabelledPicture($"{name}/{file}", digit)));
            others.AddRange(endOtherwise.Select(file => new LabelledPicture($"{name}/{file}", digit)));
        }
        // Where no name ends like a picture's, endings tell nothing: the content does.
        if (pictures.Count == 0)
            return others;
        foreach (LabelledPicture other in others)
            passedOver.Add(new(other.File, IsFolder: false), other.File);
        return pictures;
    }

    private static void PassOver(DataEntry inner, string name, DataPath folder, PassedOver passedOver)
    {
        if (PictureFolder.HasPictureBelow(folder.At(name).At(inner.Name)))
        {
            throw new DataException($"{name}/{inner.Name} in {folder} is a folder inside a class folder: "
                + "move its pictures up.");
        }
        passedOver.Add(inner, $"{name}/{inner.Name}");
    }
}

/// <summary>Counts what is not read, and says it in a sentence.</summary>
internal sealed class PassedOver
{
    private const int ShownNames = 3; // enough to see what they are

    private readonly List<string> _folders = [], _pictures = [], _files = [];

    /// <summary>Counts a file or a folder.</summary>
    public void Add(DataEntry entry, string path) =>
        (entry.IsFolder ? _folders : entry.IsPicture ? _pictures : _files).Add(path);

    /// <summary>One sentence, or none if nothing was passed over.</summary>
    public string[] ToNotes(DataPath folder)
    {
        string[] parts =
        [
            .. Part(_files, "file that does not end like a picture", "files that do not end like pictures"),
            .. Part(_pictures, "picture outside the class folders", "pictures outside the class folders"),
            .. Part(_folders, "folder that is no class", "folders that are no classes"),
        ];
        return parts.Length == 0 ? [] : [$"{folder}: passed over {string.Join(" and ", parts)}."];
    }

    private static IEnumerable<string> Part(List<string> names, string one, string several)
    {
        if (names.Count == 0)
            return [];
        string more = names.Count > ShownNames ? ", …" : "";
        string shown = string.Join(", ", names.Take(ShownNames));
        return [$"{names.Count:N0} {(names.Count == 1 ? one : several)} ({shown}{more})"];
    }
}
