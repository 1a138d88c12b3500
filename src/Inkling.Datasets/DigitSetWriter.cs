using System.IO.Compression;
using Inkling.Datasets.Csv;
using Inkling.Datasets.Files;
using Inkling.Datasets.Idx;
using Inkling.Recognition.Data;

namespace Inkling.Datasets;

/// <summary>Writes a set, whole or not at all, in the format that its file's name ends on.</summary>
internal static class DigitSetWriter
{
    /// <summary>
    /// Writes .csv or .csv.gz; or a pair of IDX files, where <paramref name="path"/> names the pictures and
    /// <see cref="IdxNames.LabelsPathOf"/> the labels: digits-images-idx3-ubyte, digits.idx3-ubyte,
    /// digits-images.idx, each also with .gz.
    /// </summary>
    /// <exception cref="DataException">The ending is another, or the file can't be written.</exception>
    /// <exception cref="OperationCanceledException">It was called off; nothing was written.</exception>
    public static void Write(
        DigitSet digits, string path, IProgress<DataProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        Check(path);
        string plain = GzipContent.PlainNameOf(path);
        bool zip = plain != path;
        if (IsCsv(plain))
        {
            Action<Stream> write = Zipped(zip, to => CsvFile.Write(to, digits, progress, cancellation));
            DataFile.Guard(path, () => AtomicFile.Write(path, write));
            return;
        }
        string labels = IdxNames.LabelsPathOf(path)!;
        cancellation.ThrowIfCancellationRequested();
        progress?.Report(new DataProgress("writing", 0, digits.Count));
        DataFile.Guard(path, () => AtomicFile.WriteAll(
            new(labels, Zipped(zip, to => IdxFile.WriteLabels(to, digits))),
            new(path, Zipped(zip, to => IdxFile.WriteImages(to, digits)))));
        progress?.Report(new DataProgress("writing", digits.Count, digits.Count));
    }

    /// <summary>Refuses a name that no set can be written to: worth asking before a long reading.</summary>
    /// <exception cref="DataException">The ending is none of those, or there is no such folder.</exception>
    public static void Check(string path)
    {
        string plain = GzipContent.PlainNameOf(path);
        if (!IsCsv(plain) && !(IsIdx(plain) && IdxNames.LabelsPathOf(path) is not null))
        {
            throw new DataException($"{path}: a set is written to a name that ends on .csv, .csv.gz, "
                + "-images-idx3-ubyte or -images-idx3-ubyte.gz.");
        }
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
            throw new DataException($"{path}: the folder {folder} does not exist: make it first.");
    }

    private static bool IsCsv(string plain) => plain.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);

    private static bool IsIdx(string plain) =>
        plain.EndsWith("idx3-ubyte", StringComparison.Ordinal)
        || plain.EndsWith(".idx", StringComparison.Ordinal);

    private static Action<Stream> Zipped(bool zip, Action<Stream> write) => !zip ? write : stream =>
    {
        using GZipStream zipped = new(stream, CompressionLevel.Optimal, leaveOpen: true);
        write(zipped);
    };
}
