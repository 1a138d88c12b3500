using Inkling.Datasets.Files;
using Inkling.Datasets.Names;
using Inkling.Recognition.Data;

namespace Inkling.Datasets;

/// <summary>A split, the name of what holds it, and which part of a set the name speaks of.</summary>
internal sealed record NamedSplit(string Name, SplitPart Part, DatasetSplit Split)
{
    /// <summary>
    /// Makes a source of splits by their names; null if there are none. Where one of training and test is
    /// missing, it is validation. A note says which splits stay unread.
    /// </summary>
    /// <param name="kind">How they are stored.</param>
    /// <param name="where">What holds them all.</param>
    /// <param name="splits">The splits; one of no part is taken for training.</param>
    /// <exception cref="DataException">Two names mean the same part.</exception>
    public static DigitSource? Arrange(
        DigitSourceKind kind, DataPath where, IReadOnlyList<NamedSplit> splits)
    {
        NamedSplit? validation = Only(where, splits, SplitPart.Validation);
        NamedSplit? test = Only(where, splits, SplitPart.Test);
        NamedSplit? training = Only(where, splits, SplitPart.Training)
            ?? Only(where, splits, SplitPart.None)
            ?? (test is null ? null : validation);
        test ??= validation;
        if ((training ?? test) is not { } first)
            return null;
        string[] unread = [.. splits.Where(one => one != training && one != test).Select(one => one.Name)];
        DatasetSplit split = unread.Length == 0 ? first.Split : first.Split.WithNote(
            $"{string.Join(" and ", unread)} in {where} "
            + (unread.Length == 1 ? "was not read: it is" : "were not read: they are")
            + " neither the training nor the test split.");
        return new(kind, split, training is null ? null : test?.Split);
    }

    private static NamedSplit? Only(DataPath where, IReadOnlyList<NamedSplit> splits, SplitPart part)
    {
        NamedSplit[] found =
            [.. splits.Where(one => one.Part == part).OrderBy(one => one.Name, StringComparer.Ordinal)];
        return found.Length < 2 ? found.FirstOrDefault() : throw new DataException($"{where}: has both "
            + $"\"{found[0].Name}\" and \"{found[1].Name}\": {where.ToName} the one that is meant.");
    }
}
