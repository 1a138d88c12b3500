using Inkling.Recognition.Data;

namespace Inkling.Datasets;

/// <summary>
/// The original's format: a row per digit, the label and then 784 pixels. Read with or without heading, plain
/// or gzipped, in whole numbers or in NumPy's form; written in whole numbers without heading.
/// </summary>
internal static class CsvFile
{
    /// <summary>Reads a file; beyond the digits (twice them if zipped) a thread takes a megabyte.</summary>
    /// <exception cref="DataException">The file can't be read, or a row is wrong; says which.</exception>
    /// <exception cref="OperationCanceledException">The reading was called off.</exception>
    public static DigitSet Read(
        string path, IProgress<DataProgress>? progress = null, CancellationToken cancellation = default) =>
        DataFile.Read(path, file =>
        {
            string name = Path.GetFileName(path);
            CsvBlocks blocks = new(file.Content, path)
            {
                OnRead = () =>
                {
                    cancellation.ThrowIfCancellationRequested();
                    progress?.Report(new DataProgress(name, file.File.Position, file.File.Length));
                },
            };
            CsvCount expected = file.Zipped ? default : CsvCount.Of(file.File, cancellation);
            return Read(new(blocks, path, expected), path, Environment.ProcessorCount);
        });

    /// <summary>Writes a row per digit: label,p0,…,p783 and a line feed.</summary>
    public static void Write(
        Stream stream, DigitSet digits, IProgress<DataProgress>? progress = null,
        CancellationToken cancellation = default) =>
        new CsvWriting(stream, digits, progress, cancellation).Run(Environment.ProcessorCount);

    /// <summary>Reads rows, and refuses a set that can't be meant.</summary>
    internal static DigitSet Read(CsvRows rows, string path, int threads)
    {
        (byte[] pixels, byte[] labels) = rows.Read(threads);
        if (labels.Length == 0)
            throw new DataException($"{path}: has no rows: a row is a label and 784 pixels.");
        const byte One = 1; // in a scaled set, the most
        bool isScaled = !pixels.AsSpan().ContainsAnyExceptInRange((byte)0, One) && pixels.Contains(One);
        return !isScaled
            ? new DigitSet(pixels, labels)
            : throw new DataException($"{path}: no pixel is above 1, so they seem to be scaled to 0 … 1: "
                + "multiply them by 255.");
    }
}
