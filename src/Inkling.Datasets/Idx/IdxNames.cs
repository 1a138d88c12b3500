using Inkling.Datasets.Files;

namespace Inkling.Datasets.Idx;

/// <summary>Says by the name of IDX pictures what their labels are called. It opens no file.</summary>
internal static class IdxNames
{
    /// <summary>The labels' path for a pictures' path: images → labels, idx3 → idx1; null if none.</summary>
    public static string? LabelsPathOf(string imagesPath)
    {
        string name = Path.GetFileName(imagesPath);
        string labels = name.Replace("images", "labels", StringComparison.Ordinal)
            .Replace("idx3", "idx1", StringComparison.Ordinal);
        string folder = Path.GetDirectoryName(imagesPath) ?? string.Empty;
        return labels == name ? null : Path.Combine(folder, labels);
    }

    /// <summary>The labels beside pictures, plain or gzipped; null if none are there.</summary>
    public static DataPath? FindLabels(DataPath images) =>
        LabelNamesOf(images.Name).Select(images.Parent.At).FirstOrDefault(labels => labels.IsFile);

    // The likeliest first.
    private static IEnumerable<string> LabelNamesOf(string images)
    {
        const string Ending = "idx1-ubyte";
        if (LabelsPathOf(images) is not { } labels)
            yield break;
        string plain = GzipContent.PlainNameOf(labels);
        foreach (string ending in (string[])[Ending, "idx2-int", "idx1-int"])
        {
            string name = plain.Replace(Ending, ending, StringComparison.Ordinal);
            string zipped = name + GzipContent.Ending;
            bool isZipped = plain != labels;
            yield return isZipped ? zipped : name;
            yield return isZipped ? name : zipped;
        }
    }
}
