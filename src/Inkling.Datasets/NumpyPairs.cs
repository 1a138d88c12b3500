using Inkling.Datasets.Files;
using Inkling.Datasets.Names;
using Inkling.Datasets.Numpy;
using Inkling.Recognition.Data;

namespace Inkling.Datasets;

/// <summary>Pictures and their labels.</summary>
internal sealed record NumpyPair(NumpyEntry Images, NumpyEntry Labels)
{
    /// <summary>The split that the pictures' name speaks of.</summary>
    public SplitPart Part => SplitNames.PartOf(Images.Name);

    /// <summary>What its split is called: its path, and its name in an archive.</summary>
    public string Name => Images.Where;

    /// <summary>The pair as a split.</summary>
    public DatasetSplit ToSplit() => new(Name, (progress, cancellation) =>
    {
        progress?.Report(new DataProgress(Path.GetFileName(Name), 0, 0));
        byte[] pixels = Images.ReadPixels(cancellation);
        byte[] labels = Labels.ReadLabels(cancellation);
        return new DigitSet(pixels, labels);
    });
}

/// <summary>
/// Finds which arrays are pictures and labels of each other, by shape, number and name, and which of them is
/// the training and which the test split. It reads no values.
/// </summary>
internal static class NumpyPairs
{
    /// <summary>The arrays as a source.</summary>
    /// <exception cref="DataException">No pair is there, or it can't be told which; lists them.</exception>
    public static DigitSource ToSource(DataPath where, IReadOnlyList<NumpyEntry> entries)
    {
        List<NumpyPair> pairs = Of(where, entries);
        ILookup<SplitPart, NumpyPair> parts = pairs.ToLookup(pair => pair.Part);
        if (pairs is [var one, var other] && parts[SplitPart.None].Count() == 2
            && one.Images.Count != other.Images.Count)
        {
            return BySize(one, other);
        }
        if (parts.Any(part => part.Count() > 1)
            || (parts.Contains(SplitPart.None) && parts.Contains(SplitPart.Training)))
        {
            throw Ambiguous(where, entries);
        }
        return NamedSplit.Arrange(DigitSourceKind.Numpy, where, [.. pairs.Select(pair =>
            new NamedSplit(pair.Images.Name, pair.Part, pair.ToSplit()))])!;
    }

    /// <summary>All pairs, in the order of their pictures.</summary>
    /// <inheritdoc cref="ToSource" path="/exception"/>
    public static List<NumpyPair> Of(DataPath where, IReadOnlyList<NumpyEntry> entries)
    {
        List<NumpyPair> pairs = Find(entries);
        if (pairs.Count > 0)
            return pairs;
        NumpyEntry[] images = [.. entries.Where(entry => entry.Role == NumpyRole.Images)];
        NumpyEntry[] labels = [.. entries.Where(entry => entry.Role == NumpyRole.Labels)];
        if (images.Length == 0)
        {
            throw new DataException($"{where}: has no pictures of 28 × 28: an array of (N, 28, 28) or "
                + $"(N, 784) is read, and here is {List(entries)}.");
        }
        if (images.Length == 1 && labels.Length == 1 && images[0].Count != labels[0].Count)
        {
            throw new DataException($"{images[0].Where}: has {images[0].Count:N0} images, but "
                + $"{labels[0].Where} has {labels[0].Count:N0} labels: take two that belong together.");
        }
        throw labels.Length > 0 ? Ambiguous(where, entries) : new DataException(
            $"{where}: its pictures {images[0].Name} have no labels: an array y of "
            + $"({images[0].Count}) numbers 0 to 9 must stand beside it.");
    }

    /// <summary>All pairs, in the order of their pictures; none if there is none.</summary>
    public static List<NumpyPair> Find(IReadOnlyList<NumpyEntry> entries)
    {
        NumpyEntry[] labels = [.. entries.Where(entry => entry.Role == NumpyRole.Labels)];
        List<NumpyPair> pairs = [];
        foreach (NumpyEntry image in entries.Where(entry => entry.Role == NumpyRole.Images))
        {
            if (LabelsOf(image, labels) is { } found)
                pairs.Add(new(image, found));
        }
        return pairs;
    }

    // Those of the same number and split; of several, the one of the same name but for "images" or "labels".
    private static NumpyEntry? LabelsOf(NumpyEntry image, NumpyEntry[] labels)
    {
        SplitPart part = SplitNames.PartOf(image.Name);
        NumpyEntry[] fitting =
            [.. labels.Where(one => one.Count == image.Count && SplitNames.PartOf(one.Name) == part)];
        string core = SplitNames.CoreOf(image.Name);
        NumpyEntry[] named = [.. fitting.Where(one => SplitNames.CoreOf(one.Name) == core)];
        return (named.Length, fitting.Length) switch
        {
            (1, _) => named[0],
            (0, 1) => fitting[0],
            _ when labels.Length == 1 && labels[0].Count == image.Count => labels[0],
            _ => null,
        };
    }

    // As in numpy.savez(file, x_train, y_train, x_test, y_test), which calls them arr_0 to arr_3.
    private static DigitSource BySize(NumpyPair one, NumpyPair other)
    {
        (NumpyPair more, NumpyPair less) =
            one.Images.Count > other.Images.Count ? (one, other) : (other, one);
        string note = $"{more.Images.Description} is taken for the training set, {less.Images.Description} "
            + "for the test set: the names do not say";
        return new(DigitSourceKind.Numpy, more.ToSplit().WithNote(note), less.ToSplit().WithNote(note));
    }

    private static DataException Ambiguous(DataPath where, IReadOnlyList<NumpyEntry> entries) => new(
        $"{where}: it can't be told which of its arrays belong together: call them x_train, y_train, x_test "
        + $"and y_test. Here is {List(entries)}.");

    private static string List(IReadOnlyList<NumpyEntry> entries)
    {
        const int Shown = 8;
        string shown = string.Join(", ", entries.Take(Shown).Select(entry => entry.Description));
        return entries.Count > Shown ? $"{shown} and {entries.Count - Shown:N0} more" : shown;
    }
}
