using System.Formats.Tar;
using Inkling.Recognition.Data;

namespace Inkling.Datasets.Files;

/// <summary>
/// Reads a tar archive, plain or gzipped. It has no table of its files, so all of them are held in memory as
/// long as it is open.
/// </summary>
internal static class TarArchiveFile
{
    private const int ReportEvery = 256;
    private const int BlockSize = 512;
    private const int MagicAt = 257; // POSIX.1-1988, ustar

    /// <summary>Whether a file's content, unzipped, begins as tar archives do, or its name says so.</summary>
    public static bool Recognises(string path) => DataFile.Read(path, file =>
    {
        byte[] start = new byte[BlockSize];
        return DataFile.Fill(file.Content, start) == BlockSize
            && (start.AsSpan(MagicAt).StartsWith("ustar"u8)
                || path.EndsWith(".tar", StringComparison.OrdinalIgnoreCase));
    });

    /// <summary>Reads an archive.</summary>
    /// <exception cref="DataException">It is damaged or too large.</exception>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public static void Read(
        DataArchive archive, IProgress<DataProgress>? progress, CancellationToken cancellation) =>
        DataFile.Read(archive.Path, file =>
        {
            try
            {
                return ReadAll(archive, file, progress, cancellation);
            }
            catch (Exception cause) when (cause
                is InvalidDataException or EndOfStreamException or FormatException)
            {
                throw new DataException($"{archive.Path}: is a tar archive that is damaged or cut short: "
                    + "copy or download it again.", cause);
            }
        });

    private static int ReadAll(
        DataArchive archive, DataFile.Opened file, IProgress<DataProgress>? progress,
        CancellationToken cancellation)
    {
        using TarReader reader = new(file.Content, leaveOpen: true);
        int count = 0;
        for (; reader.GetNextEntry() is { } entry; count++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (count % ReportEvery == 0)
                progress?.Report(new(file.Path.Name, file.File.Position, file.File.Length));
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
                continue;
            // Its length counts before its content is in memory.
            byte[] content = [];
            archive.Add(entry.Name, new(entry.Length, () => content));
            if (entry.DataStream is { } data)
                content = DataArchive.Unpack(data, entry.Length, cancellation);
        }
        return count;
    }
}
