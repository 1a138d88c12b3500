using Inkling.Recognition.Data;

namespace Inkling.Datasets;

/// <summary>Says what a single file of digits is, by its first bytes. It reads no digit.</summary>
internal static class SourceFile
{
    private const string Gzip = ".gz";
    private const int StartLength = 8; // the longest signature has six bytes

    /// <summary>The file as a source of one part, or null if it is none.</summary>
    /// <exception cref="DataException">It is half of a pair whose other half is not to be found.</exception>
    public static DigitSource? Recognise(string path)
    {
        byte[] start = StartOf(path);
        if (IdxFile.IsImages(start))
            return new DigitSource(DigitSourceKind.Idx, OfIdx(path, LabelsBeside(path)));
        if (IdxFile.IsLabels(start))
            throw new DataException($"{path}: is the labels of a pair: name the file of pictures.");
        if (NumpyFile.IsArray(start) || NumpyFile.IsArchive(path, start))
            return NumpyFile.Open(path);
        if (ParquetFile.Recognises(start))
            return new DigitSource(DigitSourceKind.Parquet, OfParquet(path, [path]));
        return IsCsv(path, start) ? new DigitSource(DigitSourceKind.Csv, OfCsv(path)) : null;
    }

    /// <summary>The part that a pair of IDX files holds.</summary>
    internal static DatasetSplit OfIdx(string images, string labels) => new(images, (progress, cancel) =>
    {
        progress?.Report(new DataProgress(Path.GetFileName(images), 0, 0));
        DigitSet digits = IdxFile.Read(images, labels, cancel);
        return EmnistNames.Contain(images) ? EmnistNames.SetUpright(digits) : digits;
    });

    /// <summary>The part that a CSV file holds.</summary>
    internal static DatasetSplit OfCsv(string path) =>
        new(path, (progress, cancellation) => CsvFile.Read(path, progress, cancellation));

    /// <summary>The part that files of Parquet hold together.</summary>
    internal static DatasetSplit OfParquet(string name, IReadOnlyList<string> paths) => new(
        name, (form, progress, cancellation) => ParquetFile.Read(paths, form, progress, cancellation));

    private static string LabelsBeside(string images)
    {
        string labels = IdxFile.LabelsPathOf(images) ?? throw new DataException(
            $"{images}: its labels can't be told from its name: call the pair like digits-images-idx3-ubyte "
            + "and digits-labels-idx1-ubyte.");
        return IdxFile.LabelsPathsOf(images).FirstOrDefault(File.Exists) ?? throw new DataException(
            $"{images}: its labels {labels} are not there: put them beside it.");
    }

    /// <summary>A file's first bytes, unzipped: as many as tell what it is.</summary>
    internal static byte[] StartOf(string path) => DataFile.Read(path, file =>
    {
        byte[] bytes = new byte[StartLength];
        return bytes[..DataFile.Fill(file.Content, bytes)];
    });

    /// <summary>Whether a file with these first bytes is a CSV file.</summary>
    internal static bool IsCsv(string path, ReadOnlySpan<byte> start)
    {
        string name = path.EndsWith(Gzip, StringComparison.OrdinalIgnoreCase) ? path[..^Gzip.Length] : path;
        if (Path.GetExtension(name).Equals(".csv", StringComparison.OrdinalIgnoreCase))
            return true;
        if (start.StartsWith("\uFEFF"u8))
            start = start[3..];
        // By content: a digit and a separator, a point or a quote; or the heading's first letters.
        start = start.TrimStart((byte)'"');
        return start.StartsWith("lab"u8)
            || (start.Length > 1 && char.IsAsciiDigit((char)start[0]) && ",;\t.\""u8.Contains(start[1]));
    }
}
