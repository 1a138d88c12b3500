using Inkling.Datasets;
using Inkling.Datasets.Files;
using Inkling.Recognition.Data;

namespace Inkling.Cli.Commands;

/// <summary>
/// Expands *, ? and ** in paths, as shells do before they start a command. Those of Windows leave it to the
/// command, and so does one whose argument is quoted.
/// </summary>
internal static class FilePatterns
{
    private const string AnyDepth = "**";

    private static readonly char[] Wildcards = ['*', '?'];

    /// <summary>The files and folders that match, in natural order; a path without wildcards alone.</summary>
    /// <exception cref="DataException">Nothing matches.</exception>
    public static IReadOnlyList<string> Expand(string path)
    {
        string[] found = [.. Find(path)];
        return found.Length > 0 ? found : throw new DataException(NoneMatches(path));
    }

    /// <summary>Finds the files that a path stands for, one when asked for the next; perhaps none.</summary>
    public static IEnumerable<string> Find(string path)
    {
        if (!HasWildcards(path))
            return [path];
        string root = Path.GetPathRoot(path)!;
        string[] segments = path[root.Length..].Split(
            [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar],
            StringSplitOptions.RemoveEmptyEntries);
        return Matches(root, segments);
    }

    /// <summary>Whether a path may stand for several files.</summary>
    // A file that is really called so wins: only Windows forbids these letters in names.
    public static bool HasWildcards(string path) => path.IndexOfAny(Wildcards) >= 0 && !Path.Exists(path);

    /// <summary>The error where nothing matches.</summary>
    public static string NoneMatches(string path) => $"{path}: no file matches.";

    private static IEnumerable<string> Matches(string folder, ReadOnlyMemory<string> segments)
    {
        if (segments.IsEmpty)
            return [folder];
        string first = segments.Span[0];
        ReadOnlyMemory<string> rest = segments[1..];
        if (first == AnyDepth && !rest.IsEmpty)
        {
            // A link may lead back up: followed, it would never end.
            IEnumerable<string> below =
                Entries(folder, "*", entry => IsFolder(entry) && entry.LinkTarget is null);
            return Matches(folder, rest).Concat(below.SelectMany(one => Matches(one, segments)));
        }
        if (first.IndexOfAny(Wildcards) >= 0)
        {
            return Entries(folder, first, entry => rest.IsEmpty || IsFolder(entry))
                .SelectMany(one => Matches(one, rest));
        }
        string path = Path.Combine(folder, first);
        return Path.Exists(path) ? Matches(path, rest) : [];
    }

    private static IEnumerable<string> Entries(
        string folder, string pattern, Func<FileSystemInfo, bool> isWanted)
    {
        DirectoryInfo place = new(folder.Length == 0 ? "." : folder);
        if (!place.Exists)
            return [];
        EnumerationOptions options = new() { MatchType = MatchType.Simple };
        // A pattern finds hidden files only if it begins with their point.
        if (pattern[0] == '.')
            options.AttributesToSkip = FileAttributes.None;
        return place.EnumerateFileSystemInfos(pattern, options).Where(isWanted)
            .Select(entry => Path.Combine(folder, entry.Name))
            .Order(NaturalOrder.Instance);
    }

    private static bool IsFolder(FileSystemInfo entry) => entry.Attributes.HasFlag(FileAttributes.Directory);
}
