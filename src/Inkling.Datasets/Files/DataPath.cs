using System.IO.Enumeration;
using Inkling.Imaging;
using Inkling.Pictures;

namespace Inkling.Datasets.Files;

/// <summary>
/// Names a file or folder, on disk or in an open archive, so that readers need not know which. It lists and
/// finds; <see cref="DataFile"/> opens.
/// </summary>
/// <param name="Path">On disk as the user named it; in an archive from its root, with '/', root "".</param>
/// <param name="Archive">The archive; null on disk.</param>
internal sealed record DataPath(string Path, DataArchive? Archive = null)
{
    // What file managers leave behind without hiding it from others.
    private static readonly string[] Litter = ["Thumbs.db", "desktop.ini", "__MACOSX"];

    /// <summary>The last part of the path; the archive's own at its root.</summary>
    public string Name =>
        System.IO.Path.GetFileName(Archive is not null && Path.Length == 0 ? Archive.Path : Path);

    /// <summary>The name without its ending.</summary>
    public string Stem => System.IO.Path.GetFileNameWithoutExtension(Name);

    /// <summary>The folder that it lies in.</summary>
    public DataPath Parent => this with { Path = System.IO.Path.GetDirectoryName(Path) ?? string.Empty };

    /// <summary>Whether it is a file that is there.</summary>
    public bool IsFile => Archive?.HasFile(Path) ?? File.Exists(Path);

    /// <summary>Whether it is a folder that is there.</summary>
    public bool IsFolder => Archive?.HasFolder(Path) ?? Directory.Exists(Path);

    /// <summary>What a user does to name one of several in this folder.</summary>
    public string ToName => Archive is null ? "name" : "unpack it and name";

    /// <summary>Names a file or folder on disk.</summary>
    public static implicit operator DataPath(string path) => new(path);

    /// <summary>Whether people see such a name: not hidden by a dot, not a file manager's litter.</summary>
    public static bool IsSeen(ReadOnlySpan<char> name)
    {
        if (name.StartsWith('.'))
            return false;
        foreach (string litter in Litter)
        {
            if (name.Equals(litter, StringComparison.OrdinalIgnoreCase))
                return false;
        }
        return true;
    }

    /// <summary>Names what lies below this folder.</summary>
    /// <param name="relative">A name or a path; with '..' it may lead up.</param>
    public DataPath At(string relative) => this with
    {
        Path = Archive is null ? System.IO.Path.Combine(Path, relative) : DataArchive.Combine(Path, relative),
    };

    /// <summary>What people see in this folder, in no order.</summary>
    // Only the list itself is asked of the system: that is quick in a folder of 100,000 files.
    public IEnumerable<DataEntry> Entries() => Archive?.Entries(Path) ?? new FileSystemEnumerable<DataEntry>(
        Path.Length == 0 ? "." : Path,
        (ref FileSystemEntry entry) => new(entry.FileName.ToString(), entry.IsDirectory),
        new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false })
    {
        ShouldIncludePredicate = (ref FileSystemEntry entry) => IsSeen(entry.FileName) && !entry.IsHidden,
    };

    /// <summary>The one folder in this folder; null if there are none or several.</summary>
    public DataPath? OnlyFolder()
    {
        string[] folders = [.. Entries().Where(entry => entry.IsFolder).Select(entry => entry.Name).Take(2)];
        return folders is [var only] ? At(only) : null;
    }

    /// <summary>Reads a picture file's bytes.</summary>
    /// <exception cref="ImageFormatException">It has more bytes than the limit.</exception>
    /// <exception cref="IOException">It can't be read, or not be unpacked.</exception>
    public ReadOnlyMemory<byte> ReadPicture(DecodeLimits limits)
    {
        if (Archive is null)
            return PictureContent.OfFile(Path, limits);
        limits.CheckBytes(Archive.LengthOf(Path));
        return Archive.Read(Path);
    }

    /// <summary>The path as a user is told it.</summary>
    public override string ToString() =>
        Archive is null ? Path : Path.Length == 0 ? Archive.Path : $"{Archive.Path}/{Path}";
}

/// <summary>What a folder lists: a file's or a folder's name.</summary>
internal readonly record struct DataEntry(string Name, bool IsFolder)
{
    // The usual ones first: a folder may have 100,000 files.
    private static readonly string[] PictureEndings =
    [
        ".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".avif", ".heic", ".jfif", ".mpo",
        ".pbm", ".pgm", ".pnm", ".ppm",
    ];

    /// <summary>Whether it is a file that ends as pictures do.</summary>
    public bool IsPicture => !IsFolder && EndsAsPicture(Name);

    /// <summary>Whether a name ends as pictures' do.</summary>
    public static bool EndsAsPicture(string name) =>
        Array.Exists(PictureEndings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
