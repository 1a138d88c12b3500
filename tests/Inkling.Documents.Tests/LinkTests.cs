namespace Inkling.Documents.Tests;

/// <summary>Each link leads to a file of the project, and each anchor to a heading of that file.</summary>
public sealed class LinkTests
{
    private static readonly Dictionary<string, Document> ByPath = Document.All.ToDictionary(one => one.Name);

    [Fact]
    public void Every_link_leads_somewhere() => Faults.AssertNone(
        from document in Document.All
        from link in document.Links
        where !link.Target.Contains("://", StringComparison.Ordinal)
        let fault = Fault(document, link.Target)
        where fault is not null
        select $"{document.Name}:{link.Line}: {link.Target}: {fault}");

    private static string? Fault(Document document, string target)
    {
        (string file, string? anchor) = target.Split('#', 2) is [var before, var after]
            ? (before, after)
            : (target, (string?)null);
        string folder = Path.Combine(Document.Root, Path.GetDirectoryName(document.Name)!);
        string path = file.Length == 0
            ? document.Name
            : Path.GetRelativePath(Document.Root, Path.Combine(folder, file)).Replace('\\', '/');
        if (!Path.Exists(Path.Combine(Document.Root, path)))
            return "there is no such file";
        if (anchor is null)
            return null;
        return ByPath.TryGetValue(path, out Document? other) && other.Anchors.Contains(anchor)
            ? null
            : "there is no such heading";
    }
}
