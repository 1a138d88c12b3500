using System.IO.Compression;
using Inkling.Datasets.Csv;
using Inkling.Datasets.Idx;
using Inkling.Recognition.Data;

namespace Inkling.Web.Corrections;

/// <summary>
/// All corrections as one file that Inkling and other programs read as a set: the oldest first.
/// </summary>
internal sealed class CorrectionExport
{
    private const string ImagesName = "corrections-images-idx3-ubyte";

    /// <summary>The forms that there are.</summary>
    public static IReadOnlyList<CorrectionExport> All { get; } =
    [
        new("csv", "text/csv", "corrections.csv", WriteCsv),
        new("idx", "application/zip", "corrections-idx.zip", WriteIdx),
        new("folder", "application/zip", "corrections-folder.zip", WriteFolder),
    ];

    private readonly Action<Stream, CorrectionStore, Correction[], CancellationToken> _write;

    private CorrectionExport(
        string form, string mediaType, string fileName,
        Action<Stream, CorrectionStore, Correction[], CancellationToken> write) =>
        (Form, MediaType, FileName, _write) = (form, mediaType, fileName, write);

    /// <summary>The word by which it is asked for.</summary>
    public string Form { get; }

    public string MediaType { get; }

    public string FileName { get; }

    /// <summary>
    /// Writes the whole set to a temporary file, which is gone when it is closed. So a failure is known
    /// before the first byte is sent, and a large set takes no memory while it is sent.
    /// </summary>
    /// <returns>The file, at its beginning.</returns>
    /// <exception cref="DataException">There are no corrections, or a drawing is damaged.</exception>
    /// <exception cref="IOException">The disk refuses.</exception>
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    public Stream Write(CorrectionStore store, CancellationToken cancellation)
    {
        Correction[] kept = [.. store.All().Reverse()];
        if (kept.Length == 0)
            throw CorrectionSet.None();
        // .NET makes it readable by this user only.
        FileStream file = new(Path.GetTempFileName(), new FileStreamOptions
        {
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        });
        try
        {
            _write(file, store, kept, cancellation);
            file.Position = 0;
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // Prepared digits, as CorrectionSet reads them.
    private static void WriteCsv(
        Stream file, CorrectionStore store, Correction[] kept, CancellationToken cancellation) =>
        CsvFile.Write(
            file, CorrectionSet.Read(store, kept, null, cancellation), cancellation: cancellation);

    private static void WriteIdx(
        Stream file, CorrectionStore store, Correction[] kept, CancellationToken cancellation)
    {
        DigitSet digits = CorrectionSet.Read(store, kept, null, cancellation);
        using ZipArchive zip = new(file, ZipArchiveMode.Create, leaveOpen: true);
        using (Stream images = zip.CreateEntry(ImagesName).Open())
            IdxFile.WriteImages(images, digits);
        using Stream labels = zip.CreateEntry(IdxNames.LabelsPathOf(ImagesName)!).Open();
        IdxFile.WriteLabels(labels, digits);
    }

    // The drawings as they were kept, in a folder for each class.
    private static void WriteFolder(
        Stream file, CorrectionStore store, Correction[] kept, CancellationToken cancellation)
    {
        using ZipArchive zip = new(file, ZipArchiveMode.Create, leaveOpen: true);
        foreach (Correction one in kept)
        {
            cancellation.ThrowIfCancellationRequested();
            // One that was deleted a moment ago is left out.
            if (store.FindPicture(one.Id) is not { } png)
                continue;
            // A PNG is compressed already.
            ZipArchiveEntry entry = zip.CreateEntry(
                $"corrections/{one.Label}/{one.Id}.png", CompressionLevel.NoCompression);
            using Stream picture = entry.Open();
            picture.Write(png);
        }
    }
}
