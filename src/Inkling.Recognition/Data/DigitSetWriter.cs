using System.IO.Compression;

namespace Inkling.Recognition.Data;

/// <summary>
/// Writes a set in the format that its file's name ends on. The file, and its labels where they are a file of
/// their own, appear whole or not at all. It knows no picture formats.
/// </summary>
public static class DigitSetWriter
{
    /// <summary>
    /// Writes .csv or .csv.gz; or a pair of IDX files, where <paramref name="path"/> names the pictures and
    /// <see cref="IdxFile.LabelsPathOf"/> the labels: digits-images-idx3-ubyte, digits.idx3-ubyte,
    /// digits-images.idx, each also with .gz.
    /// </summary>
    /// <exception cref="DataException">The ending is another, or the file can't be written.</exception>
    /// <exception cref="OperationCanceledException">It was called off; nothing was written.</exception>
    public static void Write(
        DigitSet digits,
        string path,
        IProgress<DataProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        bool zip = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        string plain = zip ? path[..^3] : path;
        if (plain.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
        {
            Action<Stream> write = Zipped(zip, to => CsvFile.Write(to, digits, progress, cancellation));
            DataFile.Guard(path, () => WholeFile.Write(path, write));
            return;
        }
        string labels = IsIdx(plain) && IdxFile.LabelsPathOf(path) is { } beside
            ? beside
            : throw new DataException($"{path}: a set is written to a name that ends on .csv, .csv.gz, "
                + "-images-idx3-ubyte or -images-idx3-ubyte.gz.");
        cancellation.ThrowIfCancellationRequested();
        progress?.Report(new DataProgress("writing", 0, digits.Count));
        DataFile.Guard(path, () => WholeFile.WriteAll(
            new(labels, Zipped(zip, to => IdxFile.WriteLabels(to, digits))),
            new(path, Zipped(zip, to => IdxFile.WriteImages(to, digits)))));
        progress?.Report(new DataProgress("writing", digits.Count, digits.Count));
    }

    private static bool IsIdx(string plain) =>
        plain.EndsWith("idx3-ubyte", StringComparison.Ordinal)
        || plain.EndsWith(".idx", StringComparison.Ordinal);

    private static Action<Stream> Zipped(bool zip, Action<Stream> write) => !zip ? write : stream =>
    {
        using GZipStream zipped = new(stream, CompressionLevel.Optimal, leaveOpen: true);
        write(zipped);
    };
}
