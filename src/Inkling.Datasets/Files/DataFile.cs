using System.Security;
using Inkling.Recognition.Data;

namespace Inkling.Datasets.Files;

/// <summary>
/// Opens the files that a user named, on disk or in an archive. Gzip is told by its first two bytes, never by
/// the name, and what the system or the decompressor objects to becomes a <see cref="DataException"/>. It
/// parses nothing.
/// </summary>
internal static class DataFile
{
    private const int BufferSize = 1 << 16;

    /// <summary>A file by its name, unzipped and as it is; a zipped content's length is not known.</summary>
    internal readonly record struct Opened(DataPath Path, Stream Content, Stream File, bool Zipped);

    /// <summary>Opens the file, lets <paramref name="read"/> read it, and closes it.</summary>
    internal static T Read<T>(DataPath path, Func<Opened, T> read) => Guard(path, () =>
    {
        using Stream file = path.Archive is { } archive
            ? new MemoryStream(archive.Read(path.Path), writable: false)
            : new FileStream(path.Path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize);
        try
        {
            return ReadContent(path, file, read);
        }
        catch (DataException fault) when (WrongContentOf(path, file) is { } what)
        {
            // Says more than the row or the byte that is wrong; the cause is the same.
            throw new DataException($"{path}: {what}", fault.InnerException);
        }
    });

    /// <summary>A fault of a file, unless the file is something else altogether: then that.</summary>
    internal static DataException Fault(DataPath path, string fault) => new(
        $"{path}: {Read(path, file => WrongContent.Of(StartOf(file.Content))) ?? fault}");

    /// <summary>A content's first bytes, as many as say what it is.</summary>
    internal static byte[] StartOf(Stream content)
    {
        byte[] bytes = new byte[WrongContent.Looked];
        return bytes[..Fill(content, bytes)];
    }

    /// <summary>Does what may fail because of the disk, and says then which path it was about.</summary>
    internal static T Guard<T>(DataPath path, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (InvalidDataException cause)
        {
            throw new DataException(
                $"{path}: its gzip compression is damaged, cut short, or several that were joined: "
                + "copy or download it again, or unzip it.", cause);
        }
        catch (Exception cause) when (IsOfTheDisk(cause))
        {
            throw new DataException(Sentence($"{path}", cause), cause);
        }
    }

    /// <summary>As the other, where nothing is returned.</summary>
    internal static void Guard(DataPath path, Action act) => Guard(path, () =>
    {
        act();
        return true;
    });

    /// <summary>Whether an exception is the system's word about a path, and not our mistake.</summary>
    internal static bool IsOfTheDisk(Exception cause) => cause
        is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException
        or ArgumentException { ParamName: "path" or "fileName" };

    /// <summary>Fills the buffer as far as the content goes; gives how many bytes that were.</summary>
    /// <exception cref="OperationCanceledException">Cancelled between two megabytes.</exception>
    internal static int Fill(Stream content, Span<byte> buffer, CancellationToken cancellation = default)
    {
        // A megabyte at a time: a CryptoStream makes room of its own for as much as it is asked for.
        int got = 0, read = -1;
        while (got < buffer.Length && read != 0)
        {
            cancellation.ThrowIfCancellationRequested();
            read = content.Read(buffer.Slice(got, Math.Min(buffer.Length - got, 1 << 20)));
            got += read;
        }
        return got;
    }

    private static T ReadContent<T>(DataPath path, Stream file, Func<Opened, T> read)
    {
        if (!IsGzip(file))
            return read(new Opened(path, file, file, Zipped: false));
        using GzipContent content = new(file);
        return read(new Opened(path, content, file, Zipped: true));
    }

    private static string? WrongContentOf(DataPath path, Stream file)
    {
        file.Position = 0;
        return ReadContent(path, file, opened => WrongContent.Of(StartOf(opened.Content)));
    }

    private static bool IsGzip(Stream file)
    {
        Span<byte> start = stackalloc byte[2];
        bool zipped = Fill(file, start) == 2 && start[0] == 0x1F && start[1] == 0x8B; // RFC 1952, 2.3.1
        file.Position = 0;
        return zipped;
    }

    private static string Sentence(string path, Exception cause) => cause switch
    {
        FileNotFoundException => $"{path}: there is no such file.",
        DirectoryNotFoundException when !cause.Message.StartsWith(path, StringComparison.Ordinal) =>
            $"{path}: there is no such folder.",
        _ when Directory.Exists(path) && cause is UnauthorizedAccessException =>
            $"{path}: is a folder that can't be used as a file, or that you have no right to use.",
        UnauthorizedAccessException => $"{path}: you have no right to read or write it.",
        _ when cause.Message.StartsWith(path, StringComparison.Ordinal) => cause.Message,
        _ => $"{path}: {cause.Message}",
    };
}
