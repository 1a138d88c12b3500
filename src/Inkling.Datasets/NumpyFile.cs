using System.IO.Compression;
using Inkling.Datasets.Files;
using Inkling.Datasets.Names;
using Inkling.Datasets.Numpy;
using Inkling.Neural.Models;
using Inkling.Recognition.Data;

namespace Inkling.Datasets;

/// <summary>
/// Digits as NumPy saves them: an archive .npz of named arrays, as Keras has MNIST, or a file .npy for each.
/// It finds and opens arrays; <see cref="NumpyPairs"/> tells what belongs together.
/// </summary>
internal static class NumpyFile
{
    private const string ArrayEnding = ".npy";
    private const string ArchiveEnding = ".npz";
    private const int MostArrays = 1000; // of one archive or folder: data has a handful

    private const string ModelText = "inkling.json"; // only models have it

    /// <summary>Whether a content's first six bytes are those of an array.</summary>
    public static bool IsArray(ReadOnlySpan<byte> start) => start.StartsWith(NumpyHeader.Magic);

    /// <summary>
    /// Whether a file is an archive of arrays, given its first four bytes: by its name, or if nothing else is
    /// in it.
    /// </summary>
    public static bool IsArchive(DataPath path, ReadOnlySpan<byte> start) =>
        (start.StartsWith("PK\u0003\u0004"u8) || start.StartsWith("PK\u0005\u0006"u8))
        && (path.Name.EndsWith(ArchiveEnding, StringComparison.OrdinalIgnoreCase)
            || InArchive(path, zip => zip.Entries.Count > 0 && zip.Entries.All(IsArray)));

    /// <summary>The file as a source: all of an archive, or the pair that an array is half of.</summary>
    /// <exception cref="DataException">It holds no digits, or its other half is not there.</exception>
    public static DigitSource Open(DataPath path)
    {
        List<NumpyEntry> entries = EntriesOf(path);
        return entries.Count > 1 ? NumpyPairs.ToSource(path, entries) : OfHalf(path, entries[0]);
    }

    /// <summary>The folder's arrays as a source; null if it has none.</summary>
    /// <exception cref="DataException">It can't be told which are digits; lists them.</exception>
    public static DigitSource? OfFolder(DataPath folder)
    {
        DataPath[] files = [.. FilesIn(folder).Where(file => !IsModel(file))];
        return files.Length == 0 ? null : NumpyPairs.ToSource(folder, [.. files.SelectMany(EntriesOf)]);
    }

    /// <summary>The pictures of a file without their labels: the test split's, or the only ones.</summary>
    /// <exception cref="DataException">There are none, or several and none is a test split's.</exception>
    public static NumpyEntry Images(DataPath path)
    {
        List<NumpyEntry> entries = EntriesOf(path);
        NumpyEntry[] images = [.. entries.Where(entry => entry.Role == NumpyRole.Images)];
        NumpyEntry[] test = [.. images.Where(one => SplitNames.PartOf(one.Name) == SplitPart.Test)];
        if (images.Length == 1)
            return images[0];
        if (test.Length == 1)
            return test[0];
        string list = string.Join(", ", entries.Take(8).Select(entry => entry.Description));
        throw new DataException(images.Length == 0
            ? $"{path}: has no pictures of 28 × 28: an array of (N, 28, 28) or (N, 784) is read, and here is "
                + $"{list}."
            : $"{path}: has several arrays of pictures: call the one to read x_test. Here is {list}.");
    }

    private static DigitSource OfHalf(DataPath path, NumpyEntry entry)
    {
        if (entry.Role == NumpyRole.Other)
            NumpyPairs.Of(path, [entry]); // says why
        List<NumpyEntry> entries = [entry];
        foreach (DataPath file in FilesIn(path.Parent).Where(file => file.Name != path.Name))
            entries.AddRange(Alone(file) is { } only ? [only] : []);
        NumpyPair? pair = NumpyPairs.Find(entries)
            .Find(pair => pair.Images == entry || pair.Labels == entry);
        string other = entry.Role == NumpyRole.Images ? "labels" : "pictures";
        return pair is not null
            ? new DigitSource(DigitSourceKind.Numpy, pair.ToSplit())
            : throw new DataException($"{path}: its {other} are not beside it: call the two like x_train.npy "
                + "and y_train.npy.");
    }

    // Null for a neighbour that has several arrays or can't be read: nobody asked for it.
    private static NumpyEntry? Alone(DataPath path)
    {
        try
        {
            return EntriesOf(path) is [var only] ? only : null;
        }
        catch (DataException)
        {
            return null;
        }
    }

    private static IEnumerable<DataPath> FilesIn(DataPath folder) => folder.Entries()
        .Where(entry => !entry.IsFolder
            && Array.Exists([ArrayEnding, ArrayEnding + GzipContent.Ending, ArchiveEnding], ending =>
                entry.Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
        .OrderBy(entry => entry.Name, NaturalOrder.Instance)
        .Take(MostArrays)
        .Select(entry => folder.At(entry.Name));

    // At least one.
    private static List<NumpyEntry> EntriesOf(DataPath path) =>
        IsArray(SourceFile.StartOf(path)) ? [OfFile(path)] : OfArchive(path);

    private static bool IsModel(DataPath path) =>
        path.Name.EndsWith(ArchiveEnding, StringComparison.OrdinalIgnoreCase)
        && !IsArray(SourceFile.StartOf(path)) && InArchive(path, IsModel);

    private static bool IsModel(ZipArchive zip) => zip.GetEntry(ModelText) is not null;

    private static NumpyEntry OfFile(DataPath path)
    {
        NumpyHeader header = DataFile.Read(path, file => HeaderOf($"{path}", file.Content));
        return new($"{path}", NameOf(path), header, read => DataFile.Read(path, file => read(file.Content)));
    }

    private static List<NumpyEntry> OfArchive(DataPath path) => InArchive(path, zip =>
    {
        ZipArchiveEntry[] arrays = [.. zip.Entries.Where(IsArray).Take(MostArrays)];
        if (IsModel(zip))
        {
            throw new DataException($"{path}: is a model and holds no digits: name it as the model, and "
                + "digits with --data.");
        }
        if (arrays.Length == 0)
            throw new DataException($"{path}: is a ZIP archive without any array: an NPZ holds files .npy.");
        return arrays.Select(array => OfEntry(path, array, isOnly: arrays.Length == 1)).ToList();
    });

    private static NumpyEntry OfEntry(DataPath path, ZipArchiveEntry entry, bool isOnly)
    {
        string full = entry.FullName, where = $"{path}: {full[..^ArrayEnding.Length]}";
        using Stream content = entry.Open();
        // Alone in its archive, it is what the file is called.
        string name = isOnly ? NameOf(path) : full[..^ArrayEnding.Length];
        return new(where, name, HeaderOf(where, content), read => InArchive(path, zip =>
        {
            using Stream again = (zip.GetEntry(full)
                ?? throw new DataException($"{where}: was taken out while it was read.")).Open();
            return read(again);
        }));
    }

    private static string NameOf(DataPath path) => path.Name.Split(".np")[0];

    private static bool IsArray(ZipArchiveEntry entry) =>
        entry.FullName.EndsWith(ArrayEnding, StringComparison.OrdinalIgnoreCase);

    private static NumpyHeader HeaderOf(string where, Stream content)
    {
        try
        {
            return NumpyHeader.Read(content);
        }
        catch (InvalidDataException cause)
        {
            throw new DataException(
                $"{where}: {cause.Message.TrimEnd('.')}: copy or download it again.", cause);
        }
    }

    private static T InArchive<T>(DataPath path, Func<ZipArchive, T> read) => DataFile.Read(path, file =>
    {
        if (file.Zipped)
            throw new DataException($"{path}: is a gzipped ZIP archive: unzip it once.");
        try
        {
            using ZipArchive zip = new(file.File, ZipArchiveMode.Read, leaveOpen: true);
            return read(zip);
        }
        catch (InvalidDataException cause)
        {
            throw new DataException(
                $"{path}: its ZIP archive is damaged or cut short: copy or download it again.", cause);
        }
    });
}
