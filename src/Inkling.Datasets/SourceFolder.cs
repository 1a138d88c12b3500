using Inkling.Recognition.Data;

namespace Inkling.Datasets;

/// <summary>Says what a folder of digits is, by the names in it. It opens no file but NumPy's.</summary>
internal static class SourceFolder
{
    // In the order in which they are tried: the first that knows the folder decides.
    private static readonly Func<string, DigitSource?>[] Rows =
    [
        OfMnistFiles, OfCsvPair, OfPictureFolder, OfTrainingAndTesting, OfIdxPairs, OfParquet,
        NumpyFile.OfFolder,
    ];

    // The original's two names, and those under which MNIST as CSV is passed around.
    private static readonly (string Training, string Test)[] CsvNames =
        [("train_images.csv", "test_images.csv"), ("mnist_train.csv", "mnist_test.csv")];

    /// <summary>The folder as a source, or null if it is none.</summary>
    /// <exception cref="DataException">The folder can't be listed, or lacks half of a pair.</exception>
    public static DigitSource? Recognise(string folder) => DataFile.Guard(folder, () =>
        Rows.Select(row => row(folder)).FirstOrDefault(source => source is not null));

    private static DigitSource? OfMnistFiles(string folder)
    {
        DatasetSplit? training = OfMnistPair(folder, MnistFile.TrainingImages, MnistFile.TrainingLabels);
        DatasetSplit? test = OfMnistPair(folder, MnistFile.TestImages, MnistFile.TestLabels);
        return Of(DigitSourceKind.Idx, training, test);
    }

    private static DatasetSplit? OfMnistPair(string folder, MnistFile images, MnistFile labels)
    {
        string? imagesPath = images.FindIn(folder);
        string? labelsPath = labels.FindIn(folder);
        if (imagesPath is null && labelsPath is null)
            return null;
        if (imagesPath is not null && labelsPath is not null)
            return SourceFile.OfIdx(imagesPath, labelsPath);
        string missing = (imagesPath is null ? images : labels).Name;
        throw new DataException(
            $"{imagesPath ?? labelsPath}: {missing}, its other half, is not there: put it beside it.");
    }

    // Pairs by names of their own, as QMNIST and EMNIST have them.
    private static DigitSource? OfIdxPairs(string folder)
    {
        string[] images = [.. Directory.EnumerateFiles(folder)
            .Where(file => IdxFile.LabelsPathsOf(file).Any(File.Exists))
            .Order(StringComparer.Ordinal)
            .DistinctBy(SplitNames.PlainOf)];
        string[] sets = [.. images.Select(SplitNames.SetOf).Distinct()];
        if (sets.Length > 1)
        {
            string other = images.First(file => SplitNames.SetOf(file) != sets[0]);
            throw new DataException($"{folder}: has several sets, as of {Path.GetFileName(images[0])} and of "
                + $"{Path.GetFileName(other)}: name a file of the one that is meant.");
        }
        return Of(DigitSourceKind.Idx, SplitNames.Group(images), files => OfIdx(folder, files));
    }

    private static DatasetSplit OfIdx(string folder, string[] files) => files.Length == 1
        ? SourceFile.OfIdx(files[0], IdxFile.LabelsPathsOf(files[0]).First(File.Exists))
        : throw new DataException($"{folder}: has both {Path.GetFileName(files[0])} and "
            + $"{Path.GetFileName(files[1])}: name the one that is meant.");

    // Files at most two folders down, as data/train-00000-of-00001.parquet or default/test/0000.parquet.
    private static DigitSource? OfParquet(string folder)
    {
        EnumerationOptions options =
            new() { RecurseSubdirectories = true, MaxRecursionDepth = 2, IgnoreInaccessible = false };
        IEnumerable<string> files = Directory.EnumerateFiles(folder, "*.parquet", options)
            .Order(NaturalOrder.Instance);
        return Of(
            DigitSourceKind.Parquet, SplitNames.Group(files, from: folder),
            shards => SourceFile.OfParquet(shards.Length == 1 ? shards[0] : $"{shards[0]} and "
                + $"{shards.Length - 1:N0} more", shards));
    }

    private static DigitSource? Of(
        DigitSourceKind kind, ILookup<SplitPart, string> files, Func<string[], DatasetSplit> split)
    {
        DatasetSplit? OfPart(SplitPart part) => files[part].Any() ? split([.. files[part]]) : null;
        DatasetSplit? training = OfPart(SplitPart.Training) ?? OfPart(SplitPart.None);
        return Of(kind, training, OfPart(SplitPart.Test) ?? OfPart(SplitPart.Validation));
    }

    private static DigitSource? OfCsvPair(string folder) => CsvNames
        .Select(pair => Of(DigitSourceKind.Csv, OfCsv(folder, pair.Training), OfCsv(folder, pair.Test)))
        .FirstOrDefault(source => source is not null);

    private static DatasetSplit? OfCsv(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        if (File.Exists(path))
            return SourceFile.OfCsv(path);
        return File.Exists(path + ".gz") ? SourceFile.OfCsv(path + ".gz") : null;
    }

    private static DigitSource? OfPictureFolder(string folder) =>
        HasPictures(folder) ? new DigitSource(DigitSourceKind.Pictures, OfPictures(folder)) : null;

    // The original's JPEGs unpack to "MNIST - JPG - training" and "MNIST - JPG - testing".
    private static DigitSource? OfTrainingAndTesting(string folder)
    {
        string[] subfolders = [.. Directory.EnumerateDirectories(folder).Where(HasPictures)];
        string[] training = EndingOn(subfolders, "training", "train");
        string[] test = EndingOn(subfolders, "testing", "test");
        if (training.Length > 1 || test.Length > 1)
        {
            string[] many = training.Length > 1 ? training : test;
            throw new DataException($"{folder}: has both \"{Path.GetFileName(many[0])}\" and "
                + $"\"{Path.GetFileName(many[1])}\": name the one that is meant.");
        }
        DatasetSplit? first = training.Length == 0 ? null : OfPictures(training[0]);
        return Of(DigitSourceKind.Pictures, first, test.Length == 0 ? null : OfPictures(test[0]));
    }

    private static string[] EndingOn(string[] folders, params string[] endings) =>
    [
        .. folders
            .Where(folder => endings.Any(end => folder.EndsWith(end, StringComparison.OrdinalIgnoreCase)))
            .Order(StringComparer.Ordinal),
    ];

    private static bool HasPictures(string folder) =>
        File.Exists(Path.Combine(folder, PictureFolder.ListName)) || PictureFolder.HasClassFolders(folder);

    private static DatasetSplit OfPictures(string folder) =>
        new(folder, (form, progress, cancel) => PictureFolder.Read(folder, form, progress, cancel));

    private static DigitSource? Of(DigitSourceKind kind, DatasetSplit? training, DatasetSplit? test)
    {
        DatasetSplit? first = training ?? test;
        return first is null ? null : new DigitSource(kind, first, training is null ? null : test);
    }
}
