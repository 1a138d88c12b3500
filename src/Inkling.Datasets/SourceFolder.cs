using Inkling.Datasets.Csv;
using Inkling.Datasets.Files;
using Inkling.Datasets.Folders;
using Inkling.Datasets.Idx;
using Inkling.Datasets.Mnist;
using Inkling.Datasets.Names;
using Inkling.Recognition.Data;

namespace Inkling.Datasets;

/// <summary>
/// Says what a folder of digits is, by the names in it. It looks into two kinds of files only: NumPy's, for
/// the arrays' shapes, and a CSV's first row, to tell pixels from the names of pictures.
/// </summary>
internal static class SourceFolder
{
    private const int MostFoldersEntered = 4; // one inside the other, as unpacking archives makes them

    // In the order in which they are tried: the first that knows the folder decides.
    private static readonly Func<DataPath, DigitSource?>[] Rows =
    [
        OfMnistFiles, OfCsvPair, OfKaggleCsv, OfPictures, OfSplitFolders, OfLists, OfIdxPairs, OfParquet,
        NumpyFile.OfFolder, OfOnlyFile,
    ];

    // The original's two names, and those under which MNIST as CSV is passed around.
    private static readonly (string Training, string Test)[] CsvNames =
        [("train_images.csv", "test_images.csv"), ("mnist_train.csv", "mnist_test.csv")];

    private static readonly string[] OnlyEndings = [".csv", ".tsv", ".idx", "ubyte"];

    /// <summary>The folder, or the only one in it, as a source; null if it is none.</summary>
    /// <exception cref="DataException">The folder can't be listed, or lacks half of a pair.</exception>
    public static DigitSource? Recognise(DataPath folder) => DataFile.Guard(folder, () =>
    {
        foreach (DataPath here in Entered(folder))
        {
            if (Rows.Select(row => row(here)).FirstOrDefault(source => source is not null) is { } found)
                return found;
        }
        return null;
    });

    private static DigitSource? Of(DigitSourceKind kind, DatasetSplit? training, DatasetSplit? test)
    {
        DatasetSplit? first = training ?? test;
        return first is null ? null : new DigitSource(kind, first, training is null ? null : test);
    }

    private static DigitSource? OfMnistFiles(DataPath folder)
    {
        DatasetSplit? training = OfMnistPair(folder, MnistFile.TrainingImages, MnistFile.TrainingLabels);
        DatasetSplit? test = OfMnistPair(folder, MnistFile.TestImages, MnistFile.TestLabels);
        return Of(DigitSourceKind.Idx, training, test);
    }

    private static DatasetSplit? OfMnistPair(DataPath folder, MnistFile images, MnistFile labels)
    {
        DataPath? imagesPath = images.FindIn(folder);
        DataPath? labelsPath = labels.FindIn(folder);
        if (imagesPath is null && labelsPath is null)
            return null;
        if (imagesPath is not null && labelsPath is not null)
            return SourceFile.OfIdx(imagesPath, labelsPath);
        string missing = (imagesPath is null ? images : labels).Name;
        throw new DataException(
            $"{imagesPath ?? labelsPath}: {missing}, its other half, is not there: put it beside it.");
    }

    // Pairs by names of their own, as QMNIST and EMNIST have them.
    private static DigitSource? OfIdxPairs(DataPath folder)
    {
        (DataPath Images, DataPath Labels)[] pairs =
        [
            .. from entry in folder.Entries()
               where !entry.IsFolder
               let images = folder.At(entry.Name)
               let labels = IdxNames.FindLabels(images)
               where labels is not null
               orderby entry.Name
               select (images, labels),
        ];
        pairs = [.. pairs.DistinctBy(pair => GzipContent.PlainNameOf(pair.Images.Name))];
        if (Array.Find(pairs, pair => SetOf(pair) != SetOf(pairs[0])) is { Images: { } other })
        {
            throw new DataException($"{folder}: has several sets, as of {pairs[0].Images.Name} and of "
                + $"{other.Name}: {folder.ToName} a file of the one that is meant.");
        }
        return NamedSplit.Arrange(DigitSourceKind.Idx, folder, [.. pairs.Select(pair => new NamedSplit(
            pair.Images.Name, SplitNames.PartOf(pair.Images.Name),
            SourceFile.OfIdx(pair.Images, pair.Labels)))]);

        static string SetOf((DataPath Images, DataPath) pair) => SplitNames.SetOf(pair.Images.Name);
    }

    // Files at most two folders down, as data/train-00000-of-00001.parquet or default/test/0000.parquet. The
    // files of a split are its shards.
    private static DigitSource? OfParquet(DataPath folder)
    {
        IEnumerable<IGrouping<SplitPart, string>> splits = ParquetBelow(folder, depth: 2)
            .Order(NaturalOrder.Instance)
            .GroupBy(file => SplitNames.PartOf(Path.GetFileName(file)) is not SplitPart.None and var part
                ? part
                : SplitNames.PartOf(file));
        return NamedSplit.Arrange(DigitSourceKind.Parquet, folder, [.. splits.Select(shards => new NamedSplit(
            shards.First(), shards.Key, SourceFile.OfParquet([.. shards.Select(folder.At)])))]);
    }

    private static IEnumerable<string> ParquetBelow(DataPath folder, int depth) =>
        folder.Entries().SelectMany(entry => entry switch
        {
            { IsFolder: true } => depth == 0 ? [] : ParquetBelow(folder.At(entry.Name), depth - 1)
                .Select(file => $"{entry.Name}/{file}"),
            _ => entry.Name.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase) ? [entry.Name] : [],
        });

    private static DigitSource? OfCsvPair(DataPath folder) => CsvNames
        .Select(pair => Of(DigitSourceKind.Csv, OfCsv(folder, pair.Training), OfCsv(folder, pair.Test)))
        .FirstOrDefault(source => source is not null);

    private static DatasetSplit? OfCsv(DataPath folder, string name) =>
        FindCsv(folder, name) is { } path ? SourceFile.OfCsv(path) : null;

    private static DataPath? FindCsv(DataPath folder, string name) =>
        folder.At(name) is { IsFile: true } plain ? plain
        : folder.At(name + GzipContent.Ending) is { IsFile: true } zipped ? zipped
        : null;

    // Under these names there are pixels, or the names of pictures; and Kaggle's test.csv has no labels.
    private static DigitSource? OfKaggleCsv(DataPath folder)
    {
        if (FindCsv(folder, "train.csv") is not { } train || FieldsOf(train) <= DigitSet.PixelCount)
            return null;
        DatasetSplit training = SourceFile.OfCsv(train);
        if (FindCsv(folder, "test.csv") is not { } test)
            return new(DigitSourceKind.Csv, training);
        return FieldsOf(test) > DigitSet.PixelCount
            ? new(DigitSourceKind.Csv, training, SourceFile.OfCsv(test))
            : new(DigitSourceKind.Csv, training.WithNote($"{test} has no labels: it was passed over."));
    }

    private static int FieldsOf(DataPath csv) =>
        CsvText.Read(csv, (text, _) => text.Rows.MoveNext() ? text.Rows.Current.ColCount : 0);

    private static DigitSource? OfPictures(DataPath folder) => PictureFolder.IsLabelled(folder)
        ? new DigitSource(DigitSourceKind.Pictures, SourceFile.OfPictures(folder))
        : null;

    // The original's JPEGs unpack to "MNIST - JPG - training" and "MNIST - JPG - testing".
    private static DigitSource? OfSplitFolders(DataPath folder)
    {
        List<NamedSplit> splits = [];
        foreach (string name in folder.Entries().Where(entry => entry.IsFolder).Select(entry => entry.Name))
        {
            if (SplitNames.PartOf(name) is not SplitPart.None and var part
                && Labelled(folder.At(name)) is { } split)
            {
                splits.Add(new(name, part, split));
            }
        }
        return NamedSplit.Arrange(DigitSourceKind.Pictures, folder, splits);
    }

    // The pictures of a folder, or of the only folder in it.
    private static DatasetSplit? Labelled(DataPath folder)
    {
        foreach (DataPath here in Entered(folder))
        {
            if (PictureFolder.IsLabelled(here))
                return SourceFile.OfPictures(here);
            if (PictureList.FindIn(here) is [var list])
                return SourceFile.OfPictures(here, list);
        }
        return null;
    }

    // The folder, the only folder in it, and so on.
    private static IEnumerable<DataPath> Entered(DataPath folder)
    {
        DataPath? inner = folder;
        for (int i = 0; i < MostFoldersEntered && inner is not null; i++, inner = inner.OnlyFolder())
            yield return inner;
    }

    // A list under any name, or lists that are called like splits.
    private static DigitSource? OfLists(DataPath folder)
    {
        IReadOnlyList<DataPath> lists = PictureList.FindIn(folder);
        if (lists is [var only])
            return new(DigitSourceKind.Pictures, SourceFile.OfPictures(folder, only));
        return NamedSplit.Arrange(DigitSourceKind.Pictures, folder, [.. lists
            .Select(list => new NamedSplit(
                list.Name, SplitNames.PartOf(list.Stem), SourceFile.OfPictures(folder, list)))
            .Where(split => split.Part != SplitPart.None)]);
    }

    // By its name, that of a CSV, or of IDX pictures whose labels are not there.
    private static DigitSource? OfOnlyFile(DataPath folder)
    {
        DataEntry[] files =
            [.. folder.Entries().Where(entry => !entry.IsFolder && IsData(entry.Name)).Take(2)];
        return files is [var only] ? SourceFile.Recognise(folder.At(only.Name)) : null;
    }

    private static bool IsData(string name)
    {
        string plain = GzipContent.PlainNameOf(name);
        return Array.Exists(
            OnlyEndings, ending => plain.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }
}
