using Inkling.Recognition.Data;

namespace Inkling.Datasets;

/// <summary>
/// Says what a folder of digits is, by the names in it; only a CSV's first row is looked at, to tell pixels
/// from the names of pictures.
/// </summary>
internal static class SourceFolder
{
    private const int MostFoldersEntered = 4; // one inside the other, as unpacking archives makes them

    // In the order in which they are tried: the first that knows the folder decides.
    private static readonly Func<DataPath, DigitSource?>[] Rows =
        [OfMnistFiles, OfCsvPair, OfKaggleCsv, OfPictures, OfSplitFolders, OfLists, OfOnlyFile];

    // The original's two names, and those under which MNIST as CSV is passed around.
    private static readonly (string Training, string Test)[] CsvNames =
        [("train_images.csv", "test_images.csv"), ("mnist_train.csv", "mnist_test.csv")];

    private static readonly string[] DataEndings = [".csv", ".tsv", ".idx", "ubyte", ".npz", ".parquet"];

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

    /// <summary>A source of these splits; null if there is none.</summary>
    internal static DigitSource? Of(DigitSourceKind kind, DatasetSplit? training, DatasetSplit? test)
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

    private static DigitSource? OfCsvPair(DataPath folder) => CsvNames
        .Select(pair => Of(DigitSourceKind.Csv, OfCsv(folder, pair.Training), OfCsv(folder, pair.Test)))
        .FirstOrDefault(source => source is not null);

    private static DatasetSplit? OfCsv(DataPath folder, string name) =>
        FindCsv(folder, name) is { } path ? SourceFile.OfCsv(path) : null;

    private static DataPath? FindCsv(DataPath folder, string name) =>
        folder.At(name) is { IsFile: true } plain ? plain
        : folder.At(name + ".gz") is { IsFile: true } zipped ? zipped
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
        ? new DigitSource(DigitSourceKind.Pictures, PictureFolder.AsSplit(folder))
        : null;

    // The original's JPEGs unpack to "MNIST - JPG - training" and "MNIST - JPG - testing".
    private static DigitSource? OfSplitFolders(DataPath folder)
    {
        Dictionary<string, DatasetSplit> splits = [];
        foreach (string name in folder.Entries().Where(entry => entry.IsFolder).Select(entry => entry.Name))
        {
            if (SplitName.Of(name) is not null && Labelled(folder.At(name)) is { } split)
                splits.Add(name, split);
        }
        return SplitName.Arrange(folder, splits);
    }

    // The pictures of a folder, or of the only folder in it.
    private static DatasetSplit? Labelled(DataPath folder)
    {
        foreach (DataPath here in Entered(folder))
        {
            if (PictureFolder.IsLabelled(here))
                return PictureFolder.AsSplit(here);
            if (PictureList.FindIn(here) is [var list])
                return PictureFolder.AsSplit(here, list);
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
            return new(DigitSourceKind.Pictures, PictureFolder.AsSplit(folder, only));
        return SplitName.Arrange(folder, lists
            .Where(list => SplitName.Of(list.Stem) is not null)
            .ToDictionary(list => list.Name, list => PictureFolder.AsSplit(folder, list)));
    }

    // A pair of IDX files is one: its labels are found from its pictures.
    private static DigitSource? OfOnlyFile(DataPath folder)
    {
        string[] files =
            [.. folder.Entries().Where(entry => !entry.IsFolder).Select(entry => entry.Name).Where(IsData)];
        string[] first = [.. files.Where(file => !files.Any(other => IdxFile.LabelsPathOf(other) == file))];
        return first.Length == 1 ? SourceFile.Recognise(folder.At(first[0])) : null;
    }

    private static bool IsData(string name)
    {
        string plain = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        return DataEndings.Any(ending => plain.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }
}
