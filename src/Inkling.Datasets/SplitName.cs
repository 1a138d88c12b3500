using Inkling.Recognition.Data;

namespace Inkling.Datasets;

/// <summary>The split that a folder or file holds.</summary>
internal enum SplitKind
{
    Training,
    Validation,
    Test,
}

/// <summary>Tells the split from a name's begin or end: train, "MNIST - JPG - training", testSet.</summary>
internal static class SplitName
{
    private static readonly (SplitKind Kind, string[] Words)[] Rows =
    [
        (SplitKind.Training, ["train", "training"]),
        (SplitKind.Validation, ["val", "valid", "validation", "dev"]),
        (SplitKind.Test, ["test", "testing"]),
    ];

    /// <summary>The split that a name means, or null.</summary>
    public static SplitKind? Of(string name)
    {
        List<string> words = Words(name);
        foreach ((SplitKind kind, string[] known) in Rows)
        {
            if (words.Count > 0 && known.Any(word =>
                words[0].Equals(word, StringComparison.OrdinalIgnoreCase)
                || words[^1].EndsWith(word, StringComparison.OrdinalIgnoreCase)))
                return kind;
        }
        return null;
    }

    /// <summary>
    /// Makes a source of splits by their names. Where training and test are there, validation is neither and
    /// stays unread, which a note says; where one is missing, validation is the test split.
    /// </summary>
    /// <exception cref="DataException">Two names mean the same split.</exception>
    public static DigitSource? Arrange(DataPath folder, IReadOnlyDictionary<string, DatasetSplit> splits)
    {
        DatasetSplit? training = Only(SplitKind.Training)?.Split;
        (string Name, DatasetSplit Split)? validation = Only(SplitKind.Validation);
        DatasetSplit? test = Only(SplitKind.Test)?.Split;
        if (validation is { } unread && test is not null)
        {
            string note =
                $"{unread.Name} in {folder} was not read: it is neither the training nor the test split.";
            test = training is null ? test.WithNote(note) : test;
            training = training?.WithNote(note);
        }
        return SourceFolder.Of(DigitSourceKind.Pictures, training, test ?? validation?.Split);

        (string Name, DatasetSplit Split)? Only(SplitKind kind)
        {
            string[] names = [.. splits.Keys.Where(name => Of(name) == kind).Order(StringComparer.Ordinal)];
            if (names.Length < 2)
                return names.Length == 0 ? null : (names[0], splits[names[0]]);
            throw new DataException(
                $"{folder}: has both \"{names[0]}\" and \"{names[1]}\": name the one that is meant.");
        }
    }

    // Runs of letters, parted too where a large letter follows a small one.
    private static List<string> Words(string name)
    {
        List<string> words = [];
        for (int start = 0, end; start < name.Length; start = end)
        {
            end = start + 1;
            if (!char.IsLetter(name[start]))
                continue;
            while (end < name.Length && char.IsLetter(name[end])
                && !(char.IsUpper(name[end]) && char.IsLower(name[end - 1])))
                end++;
            words.Add(name[start..end]);
        }
        return words;
    }
}
