namespace Inkling.Recognition;

/// <summary>
/// Files that appear whole or not at all: written under another name in the same folder, pushed to the disk, then
/// renamed over the old one. Whatever fails on the way, the old file is as it was.
/// </summary>
public static class WholeFile
{
    /// <summary>Writes one file.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist; the message names it.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string temporary = WriteAside(path, write);
        try
        {
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Writes the file under its temporary name, which it returns: for files that must appear together.</summary>
    internal static string WriteAside(string path, Action<Stream> write)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{path}: the folder {folder} does not exist: make it first.");
        if (Directory.Exists(path))
            throw new IOException($"{path}: is a folder: name a file.");
        string temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        try
        {
            using FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
            write(stream);
            stream.Flush(flushToDisk: true);
            return temporary;
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
