namespace Inkling.Datasets.Files;

/// <summary>
/// Lists a folder in natural order, part by part, because the names of ten million files take half a
/// gigabyte. Each part takes one pass over the folder.
/// </summary>
internal static class OrderedEntries
{
    /// <summary>The most entries of a part. While listing, twice as many are in memory.</summary>
    public const int MostAtOnce = 1 << 19; // twice as many names take 60 MB

    /// <summary>Lists the entries after a name. The last part has fewer than the most.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="last">The name of the last entry of the part before; null at first.</param>
    /// <param name="isWanted">Which entries are listed.</param>
    /// <param name="most">How many at most.</param>
    public static List<DataEntry> After(
        DataPath folder, string? last, Predicate<DataEntry> isWanted, int most = MostAtOnce)
    {
        List<DataEntry> first = [];
        string? limit = null;
        foreach (DataEntry entry in folder.Entries())
        {
            bool isOfAnother = (last is not null && Compare(entry.Name, last) <= 0)
                || (limit is not null && Compare(entry.Name, limit) > 0);
            if (isOfAnother || !isWanted(entry))
                continue;
            first.Add(entry);
            if (first.Count == 2L * most)
                limit = KeepFirst(first, most);
        }
        KeepFirst(first, most);
        return first;
    }

    // Returns the name of the last entry kept.
    private static string? KeepFirst(List<DataEntry> entries, int most)
    {
        entries.Sort((one, other) => Compare(one.Name, other.Name));
        if (entries.Count > most)
            entries.RemoveRange(most, entries.Count - most);
        return entries.Count == 0 ? null : entries[^1].Name;
    }

    private static int Compare(string one, string other) => NaturalOrder.Instance.Compare(one, other);
}
