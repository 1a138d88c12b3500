using Inkling.Datasets.Csv;
using Inkling.Datasets.Files;
using Inkling.Datasets.Folders;
using Inkling.Datasets.Idx;
using Inkling.Datasets.Names;
using Inkling.Datasets.Parquet;
using Inkling.Recognition.Data;

namespace Inkling.Datasets;

/// <summary>Says what a single file of digits is, by its first bytes. It reads no digit.</summary>
internal static class SourceFile
{
    private const int ManyFields = 30; // of 785, as many as the first bytes hold in NumPy's form
    private static readonly string[] CsvEndings = [".csv", ".tsv"];

    /// <summary>The file as a source, or null if it is none.</summary>
    /// <exception cref="DataException">
    /// It is half of a pair whose other half is not to be found, or something else than data.
    /// </exception>
    public static DigitSource? Recognise(DataPath path)
    {
        byte[] start = StartOf(path);
        if (IdxFile.IsImages(start))
            return new DigitSource(DigitSourceKind.Idx, OfIdx(path, LabelsBeside(path)));
        if (IdxFile.IsLabels(start))
            throw new DataException($"{path}: is the labels of a pair: name the file of pictures.");
        if (NumpyFile.IsArray(start) || NumpyFile.IsArchive(path, start))
            return NumpyFile.Open(path);
        if (ParquetFile.Recognises(start))
            return new DigitSource(DigitSourceKind.Parquet, OfParquet([path]));
        if (!IsNamedCsv(path.Name) && WrongContent.Of(start) is { } what)
            throw new DataException($"{path}: {what}");
        if (path.Archive is null && SourceArchive.Recognise(path.Path) is { } archive)
            return archive;
        return IsCsv(path.Name, start) ? new DigitSource(DigitSourceKind.Csv, OfCsv(path)) : null;
    }

    /// <summary>The split that a pair of IDX files holds.</summary>
    internal static DatasetSplit OfIdx(DataPath images, DataPath labels) =>
        new($"{images}", (progress, cancellation) =>
        {
            progress?.Report(new DataProgress(images.Name, 0, 0));
            DigitSet digits = IdxFile.Read(images, labels, cancellation);
            return EmnistNames.Contain(images.Name) ? EmnistNames.SetUpright(digits) : digits;
        });

    /// <summary>The split that a CSV file holds.</summary>
    internal static DatasetSplit OfCsv(DataPath path) =>
        new($"{path}", (progress, cancellation) => CsvFile.Read(path, progress, cancellation));

    /// <summary>The split that files of Parquet hold together.</summary>
    internal static DatasetSplit OfParquet(IReadOnlyList<DataPath> paths) => new(
        paths.Count == 1 ? $"{paths[0]}" : $"{paths[0]} and {paths.Count - 1:N0} more",
        (form, progress, cancellation) => ParquetFile.Read(paths, form, progress, cancellation));

    /// <summary>The split that a folder's pictures are, by a list or by what is there.</summary>
    internal static DatasetSplit OfPictures(DataPath folder, DataPath? list = null) => new(
        $"{list ?? folder}",
        (form, progress, cancellation) => PictureFolder.Read(folder, list, form, progress, cancellation));

    private static DataPath LabelsBeside(DataPath images)
    {
        string labels = IdxNames.LabelsPathOf(images.Name) ?? throw new DataException(
            $"{images}: its labels can't be told from its name: call the pair like digits-images-idx3-ubyte "
            + "and digits-labels-idx1-ubyte.");
        return IdxNames.FindLabels(images) ?? throw new DataException(
            $"{images}: its labels {images.Parent.At(labels)} are not there: put them beside it.");
    }

    /// <summary>A file's first bytes, unzipped: as many as tell what it is.</summary>
    internal static byte[] StartOf(DataPath path) =>
        DataFile.Read(path, file => DataFile.StartOf(file.Content));

    /// <summary>Whether a file of this name, with these first bytes, is a CSV file.</summary>
    internal static bool IsCsv(string name, ReadOnlySpan<byte> start) => IsNamedCsv(name) || IsCsv(start);

    private static bool IsNamedCsv(string name) => CsvEndings.Contains(
        Path.GetExtension(GzipContent.PlainNameOf(name)), StringComparer.OrdinalIgnoreCase);

    private static bool IsCsv(ReadOnlySpan<byte> start)
    {
        // By content: a digit and a separator, a point or a quote; the heading's first letters; many fields.
        string text = WrongContent.TextOf(start).TrimStart('"');
        if (text.StartsWith("lab", StringComparison.Ordinal)
            || (text.Length > 1 && char.IsAsciiDigit(text[0]) && ",;\t.\"".Contains(text[1])))
        {
            return true;
        }
        string line = text.Split('\n')[0].TrimEnd('\r');
        return (char.IsAsciiDigit(line.FirstOrDefault()) ? ",;\t| " : ",;\t|")
            .Any(separator => line.Count(letter => letter == separator) >= ManyFields)
            && !line.Any(letter => char.IsControl(letter) && letter != '\t');
    }
}
