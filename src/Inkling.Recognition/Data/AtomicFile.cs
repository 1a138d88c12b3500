namespace Inkling.Recognition.Data;

/// <summary>
/// Writes files whole or not at all: under another name in the same folder, flushed to the disk, then renamed
/// over the old one. Whatever fails on the way, the old file is as it was.
/// </summary>
internal static class AtomicFile
{
    /// <summary>Writes one file.</summary>
    /// <exception cref="UnwritableException">The path or its folder can't be written to.</exception>
    public static void Write(string path, Action<Stream> write) => WriteAll(new Part(path, write));

    /// <summary>Throws unless a file could be written, before hours of work. Changes nothing.</summary>
    /// <exception cref="UnwritableException">The path or its folder can't be written to.</exception>
    public static void RequireWritable(string path) => File.Delete(WriteAside(new(path, _ => { })));

    /// <summary>Writes files that belong together: all, or none if any can't be written or renamed.</summary>
    internal static void WriteAll(params ReadOnlySpan<Part> parts)
    {
        string?[] aside = new string?[parts.Length];
        string?[] old = new string?[parts.Length];
        int placed = 0;
        try
        {
            for (int i = 0; i < parts.Length; i++)
                aside[i] = WriteAside(parts[i]);
            for (; placed < parts.Length; placed++)
            {
                string path = parts[placed].Path;
                try
                {
                    // The last renaming is atomic and needs no undoing: one file is never without a name.
                    if (placed < parts.Length - 1)
                        old[placed] = KeepOld(path);
                    File.Move(aside[placed]!, path, overwrite: true);
                }
                catch (Exception failure) when (IsOfTheDisk(failure))
                {
                    throw Refused(path, failure);
                }
            }
        }
        catch
        {
            for (int i = 0; i < placed; i++)
                File.Delete(parts[i].Path);
            foreach (string name in aside.OfType<string>())
                File.Delete(name);
            for (int i = 0; i < parts.Length; i++)
            {
                if (old[i] is { } name)
                    File.Move(name, parts[i].Path, overwrite: true);
            }
            throw;
        }
        foreach (string name in old.OfType<string>())
            File.Delete(name);
    }

    private static string WriteAside(Part part)
    {
        if (part.Path.Length == 0)
            throw new UnwritableException("the file to write", "its name is empty: name a file.");
        string folder = Path.GetDirectoryName(Path.GetFullPath(part.Path))!;
        if (!Directory.Exists(folder))
            throw new UnwritableException(part.Path, $"the folder {folder} does not exist: make it first.");
        if (Directory.Exists(part.Path))
            throw new UnwritableException(part.Path, "is a folder: name a file.");
        string aside = AsideOf(part.Path);
        try
        {
            using FileStream stream = new(aside, FileMode.CreateNew, FileAccess.Write);
            // Who may read the old file may read the new one, and nobody else.
            if (!OperatingSystem.IsWindows() && File.Exists(part.Path))
                File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(part.Path));
            part.Write(stream);
            stream.Flush(flushToDisk: true);
            return aside;
        }
        catch (Exception failure)
        {
            File.Delete(aside);
            if (IsOfTheDisk(failure))
                throw Refused(part.Path, failure);
            throw;
        }
    }

    private static bool IsOfTheDisk(Exception cause) => cause is IOException or UnauthorizedAccessException;

    private static UnwritableException Refused(string path, Exception failure) => new(path, failure switch
    {
        UnauthorizedAccessException => "you have no right to write it: name another file.",
        _ => $"can't be written: {failure.Message}",
    }, failure);

    private static string? KeepOld(string path)
    {
        if (!File.Exists(path))
            return null;
        string old = AsideOf(path);
        File.Move(path, old);
        return old;
    }

    private static string AsideOf(string path) => Path.Combine(
        Path.GetDirectoryName(Path.GetFullPath(path))!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");

    /// <summary>One of the files that belong together.</summary>
    internal readonly record struct Part(string Path, Action<Stream> Write);
}

/// <summary>A file that can't be written. The message is one line: which file, why, what to do.</summary>
#pragma warning disable CA1064 // It never leaves Inkling.
internal sealed class UnwritableException(string path, string reason, Exception? cause = null)
    : IOException($"{path}: {reason}", cause)
{
    /// <summary>The message without the file.</summary>
    public string Reason { get; } = reason;
}
#pragma warning restore CA1064
