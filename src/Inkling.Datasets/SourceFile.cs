using Inkling.Recognition.Data;

namespace Inkling.Datasets;

/// <summary>Says what a single file of digits is, by its first bytes. It reads no digit.</summary>
internal static class SourceFile
{
    private const string Gzip = ".gz";

    /// <summary>The file as a source of one part, or null if it is none.</summary>
    /// <exception cref="DataException">It is half of a pair whose other half is not to be found.</exception>
    public static DigitSource? Recognise(DataPath path)
    {
        byte[] start = DataFile.Read(path, file =>
        {
            byte[] bytes = new byte[4];
            return bytes[..DataFile.Fill(file.Content, bytes)];
        });
        if (IdxFile.IsImages(start))
            return new DigitSource(DigitSourceKind.Idx, OfIdx(path, LabelsBeside(path)));
        if (IdxFile.IsLabels(start))
            throw new DataException($"{path}: is the labels of a pair: name the file of pictures.");
        if (path.Archive is null && SourceArchive.Recognise(path.Path) is { } archive)
            return archive;
        return IsCsv(path.Name, start) ? new DigitSource(DigitSourceKind.Csv, OfCsv(path)) : null;
    }

    /// <summary>The part that a pair of IDX files holds.</summary>
    internal static DatasetSplit OfIdx(DataPath images, DataPath labels) =>
        new($"{images}", (progress, cancellation) =>
        {
            progress?.Report(new DataProgress(images.Name, 0, 0));
            return IdxFile.Read(images, labels, cancellation);
        });

    /// <summary>The part that a CSV file holds.</summary>
    internal static DatasetSplit OfCsv(DataPath path) =>
        new($"{path}", (progress, cancellation) => CsvFile.Read(path, progress, cancellation));

    private static DataPath LabelsBeside(DataPath images)
    {
        string labels = IdxFile.LabelsPathOf(images.Name) ?? throw new DataException(
            $"{images}: its labels can't be told from its name: call the pair like digits-images-idx3-ubyte "
            + "and digits-labels-idx1-ubyte.");
        bool zipped = labels.EndsWith(Gzip, StringComparison.Ordinal);
        string other = zipped ? labels[..^Gzip.Length] : labels + Gzip;
        DataPath folder = images.Parent;
        if (folder.At(labels).IsFile)
            return folder.At(labels);
        return folder.At(other).IsFile
            ? folder.At(other)
            : throw new DataException(
                $"{images}: its labels {folder.At(labels)} are not there: put them beside it.");
    }

    private static bool IsCsv(string path, ReadOnlySpan<byte> start)
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
