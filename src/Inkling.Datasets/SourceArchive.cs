using Inkling.Datasets.Files;
using Inkling.Recognition.Data;

namespace Inkling.Datasets;

/// <summary>
/// Says what an archive of digits holds: any form that a folder may have. It is opened to look, and again to
/// read a split, so that none stays open.
/// </summary>
internal static class SourceArchive
{
    private static readonly string[] ArchiveEndings = [".zip", ".tar", ".tgz", ".tar.gz", ".7z", ".rar"];

    /// <summary>A ZIP or tar archive as a source; null for a file that is none.</summary>
    /// <exception cref="DataException">It can't be read, or holds no digits that Inkling knows.</exception>
    public static DigitSource? Recognise(string path)
    {
        using DataArchive? archive = DataArchive.Open(path);
        if (archive is null)
            return null;
        if (SourceFolder.Recognise(archive.Root) is { } found)
        {
            DatasetSplit training = Reopened(path, found.Training, source => source.Training);
            return new(found.Kind, training, found.Test is null
                ? null
                : Reopened(path, found.Test, source => source.Test!));
        }
        string? inner = archive.Files.FirstOrDefault(file =>
            ArchiveEndings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase)));
        return inner is null
            ? null
            : throw new DataException($"{path}: holds an archive, {inner}, and no digits beside it: unpack "
                + "it and name the inner one.");
    }

    private static DatasetSplit Reopened(
        string path, DatasetSplit split, Func<DigitSource, DatasetSplit> choose) =>
        split.ReadBy((form, progress, cancellation) =>
        {
            using DataArchive archive = DataArchive.Open(path, progress, cancellation)
                ?? throw new DataException($"{path}: is no archive any more: name it again.");
            DigitSource source = SourceFolder.Recognise(archive.Root)
                ?? throw new DataException($"{path}: holds no digits any more: name it again.");
            return choose(source).Read(form, progress, cancellation);
        });
}
