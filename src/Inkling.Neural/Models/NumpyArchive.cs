using System.IO.Compression;

namespace Inkling.Neural.Models;

/// <summary>
/// NumPy's NPZ format: a zip of NPY arrays, here with one JSON text. Written as numpy.savez does, not
/// compressed, and with a fixed date, so that equal contents are equal files.
/// </summary>
internal static class NumpyArchive
{
    private const string ArrayEnding = ".npy";

    // A deflated byte stands for 1,032 at the very most; an entry that claims more is a bomb.
    private const long MostExpansion = 1_100;
    private const int LongestText = 64 << 20;

    // The first date that a zip file can state.
    private static readonly DateTimeOffset Date = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads all arrays, and the text named <paramref name="textName"/> if there is one.</summary>
    /// <exception cref="InvalidDataException">It is no such archive; the message lacks a name.</exception>
    public static (Dictionary<string, NumpyArray> Arrays, byte[]? Text) Read(Stream stream, string textName)
    {
        Dictionary<string, NumpyArray> arrays = [];
        byte[]? text = null;
        using ZipArchive zip = Open(stream);
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            if (entry.FullName == textName)
                text = ReadText(entry);
            else if (entry.FullName.EndsWith(ArrayEnding, StringComparison.Ordinal))
                arrays[entry.FullName[..^ArrayEnding.Length]] = ReadArray(entry);
        }
        return (arrays, text);
    }

    /// <summary>Writes the text first, where a person will see it, then the arrays in order.</summary>
    public static void Write(
        Stream stream, string textName, byte[] text, IEnumerable<(string Name, NumpyArray Array)> arrays)
    {
        using ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true);
        using (Stream entry = Create(zip, textName))
            entry.Write(text);
        foreach ((string name, NumpyArray array) in arrays)
        {
            using Stream entry = Create(zip, name + ArrayEnding);
            array.Write(entry);
        }
    }

    private static Stream Create(ZipArchive zip, string name)
    {
        ZipArchiveEntry entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = Date;
        return entry.Open();
    }

    private static ZipArchive Open(Stream stream)
    {
        try
        {
            return new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (InvalidDataException failure)
        {
            throw new InvalidDataException(
                "is no NPZ file (a zip of NumPy arrays), or its end is missing", failure);
        }
    }

    private static NumpyArray ReadArray(ZipArchiveEntry entry)
    {
        CheckExpansion(entry);
        try
        {
            using Stream stream = entry.Open();
            return NumpyArray.Read(stream, entry.Length);
        }
        catch (InvalidDataException failure)
        {
            throw new InvalidDataException($"its array {entry.FullName} {failure.Message}", failure);
        }
    }

    private static byte[] ReadText(ZipArchiveEntry entry)
    {
        CheckExpansion(entry);
        if (entry.Length > LongestText)
            throw new InvalidDataException(
                $"its {entry.FullName} has {entry.Length:N0} bytes; at most {LongestText:N0} are read");
        byte[] text = new byte[entry.Length];
        using Stream stream = entry.Open();
        return text[..stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false)];
    }

    private static void CheckExpansion(ZipArchiveEntry entry)
    {
        if (entry.Length > (entry.CompressedLength + 1) * MostExpansion)
        {
            throw new InvalidDataException($"its {entry.FullName} claims {entry.Length:N0} bytes out of "
                + $"{entry.CompressedLength:N0}, which can't be");
        }
    }
}
