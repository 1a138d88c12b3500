using System.IO.Compression;
using Inkling.Recognition.Data;

namespace Inkling.Datasets.Files;

/// <summary>Lists a ZIP archive. Files are unpacked one at a time, when they are asked for.</summary>
internal static class ZipArchiveFile
{
    /// <summary>Whether a file begins as ZIP archives do: with a file, empty, or split.</summary>
    public static bool Recognises(string path) => DataFile.Guard(path, () =>
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        Span<byte> start = stackalloc byte[4];
        return DataFile.Fill(file, start) == 4 && start[..2].SequenceEqual("PK"u8)
            && start[2..] is [3, 4] or [5, 6] or [7, 8]; // APPNOTE 4.3.7, 4.3.16, 8.5.3
    });

    /// <summary>Opens and lists an archive.</summary>
    /// <exception cref="DataException">It is damaged, encrypted or too large.</exception>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public static void List(DataArchive archive, CancellationToken cancellation) =>
        DataFile.Guard(archive.Path, () =>
        {
            FileStream file = new(archive.Path, FileMode.Open, FileAccess.Read, FileShare.Read);
            archive.Own(file);
            try
            {
                ZipArchive zip = new(file, ZipArchiveMode.Read);
                archive.Own(zip);
                foreach (ZipArchiveEntry entry in zip.Entries)
                {
                    cancellation.ThrowIfCancellationRequested();
                    if (entry.Name.Length > 0)
                        Add(archive, zip, entry);
                }
            }
            catch (InvalidDataException cause)
            {
                throw new DataException($"{archive.Path}: is a ZIP archive that is damaged, cut short or "
                    + "split into several: copy or download it again.", cause);
            }
        });

    private static void Add(DataArchive archive, ZipArchive zip, ZipArchiveEntry entry)
    {
        if (entry.IsEncrypted)
        {
            throw new DataException($"{archive.Path}: {entry.FullName} in it is encrypted: unpack it with "
                + "its password and name the folder.");
        }
        archive.Add(entry.FullName, new(entry.Length, () => Unpack(zip, entry)));
    }

    private static byte[] Unpack(ZipArchive zip, ZipArchiveEntry entry)
    {
        if (entry.Length > DataArchive.MostInMemory)
        {
            throw new IOException($"takes {entry.Length:N0} bytes when unpacked, and "
                + $"{DataArchive.MostInMemory:N0} is the limit for a file in an archive: unpack it and "
                + "name the folder.");
        }
        try
        {
            // The entries share one file.
            lock (zip)
            {
                using Stream content = entry.Open();
                return DataArchive.Unpack(content, entry.Length);
            }
        }
        catch (InvalidDataException cause)
        {
            throw new IOException("can't be unpacked: it is damaged, or compressed in a way that Inkling "
                + "can't read.", cause);
        }
    }
}
