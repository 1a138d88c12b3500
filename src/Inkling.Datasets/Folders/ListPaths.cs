using Inkling.Datasets.Files;

namespace Inkling.Datasets.Folders;

/// <summary>
/// Finds the pictures that a list names as people write them: with backslashes, without an ending, without
/// the folder, or with a path of another computer.
/// </summary>
internal sealed class ListPaths
{
    private static readonly string[] UsualFolders =
        ["images", "image", "imgs", "img", "pictures", "photos", "digits", "data"];

    // Without an ending: that of the last picture first, so that the next is found at once.
    private readonly List<string> _endings =
    [
        ".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".gif", ".webp", ".pgm", ".PNG", ".JPG", ".JPEG",
        ".BMP",
    ];

    private readonly string _stem;
    private string[]? _usual;
    private string[]? _others;

    /// <param name="list">The list.</param>
    public ListPaths(DataPath list) => (Folder, _stem) = (list.Parent, list.Stem);

    /// <summary>The list's folder.</summary>
    public DataPath Folder { get; }

    /// <summary>Where a picture is, from the folder: nowhere, or at several if it may be any.</summary>
    public string[] Find(string written)
    {
        if (written.Length == 0)
            return [];
        foreach (string name in Spellings(written))
        {
            if (InFolder("", name) is { } here)
                return [here];
            Subfolders(out string[] usual, out string[] others);
            if (usual.Select(folder => InFolder(folder, name)).OfType<string>().FirstOrDefault() is { } found)
                return [found];
            string[] below = [.. others.Select(folder => InFolder(folder, name)).OfType<string>()];
            if (below.Length > 0)
                return below;
        }
        return [];
    }

    private string? InFolder(string folder, string name)
    {
        string path = folder.Length == 0 ? name : $"{folder}/{name}";
        if (Folder.At(path).IsFile)
            return path;
        if (DataEntry.EndsAsPicture(name))
            return null;
        int ending = _endings.FindIndex(ending => Folder.At(path + ending).IsFile);
        if (ending < 0)
            return null;
        (_endings[0], _endings[ending]) = (_endings[ending], _endings[0]);
        return path + _endings[0];
    }

    // A folder called as the list or as usual, before all others.
    private void Subfolders(out string[] usual, out string[] others)
    {
        if (_usual is null || _others is null)
        {
            string[] all = [.. Folder.Entries().Where(entry => entry.IsFolder).Select(entry => entry.Name)
                .Order(StringComparer.Ordinal)];
            _usual = [.. UsualFolders.Prepend(_stem).SelectMany(name =>
                all.Where(folder => folder.Equals(name, StringComparison.OrdinalIgnoreCase)))];
            _others = [.. all.Except(_usual)];
        }
        (usual, others) = (_usual, _others);
    }

    // As it is; with slashes; and without the folders before it where those are of another computer
    // or an address.
    private IEnumerable<string> Spellings(string written)
    {
        string path = written.StartsWith("./", StringComparison.Ordinal) ? written[2..] : written;
        yield return path;
        if (path.Contains('\\', StringComparison.Ordinal))
            yield return path = path.Replace('\\', '/');
        bool isRooted = path.StartsWith('/') || path.Contains(':', StringComparison.Ordinal);
        string own = Path.GetFileName(Path.GetFullPath(Folder.Path.Length == 0 ? "." : Folder.Path));
        if (path.StartsWith(own + "/", StringComparison.Ordinal))
            yield return path[(own.Length + 1)..];
        for (int at = 0; isRooted && at < path.Length; at++)
        {
            if (path[at] == '/' && at + 1 < path.Length)
                yield return path[(at + 1)..];
        }
    }
}
