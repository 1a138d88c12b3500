namespace Inkling.Architecture.Tests;

/// <summary>Which namespace uses which, each arrow with one example; and the circles among them.</summary>
internal sealed class Arrows
{
    private readonly Dictionary<string, SortedDictionary<string, string>> _uses = [];

    /// <summary>Adds an arrow; one that is there already keeps its example.</summary>
    public void Add(string from, string to, string example)
    {
        if (from != to)
            UsesOf(from).TryAdd(to, example);
    }

    /// <summary>
    /// The sets, of two namespaces or more, in which each can be reached from each other (strongly connected
    /// components), in order of their names.
    /// </summary>
    public IReadOnlyList<string[]> Circles()
    {
        string[] all = [.. _uses.Keys.Order(StringComparer.Ordinal)];
        Dictionary<string, HashSet<string>> reached = all.ToDictionary(from => from, ReachedFrom);
        string[] CircleOf(string one) =>
            [.. all.Where(two => reached[one].Contains(two) && reached[two].Contains(one))];
        return
        [
            .. all
                .Select(CircleOf)
                .Where(circle => circle.Length > 1)
                .DistinctBy(circle => circle[0]),
        ];
    }

    /// <summary>The arrows within a circle, one a line, each with its example.</summary>
    public string Describe(string[] circle) => string.Join('\n',
        from one in circle
        from arrow in UsesOf(one)
        where circle.Contains(arrow.Key)
        select $"  {one} -> {arrow.Key}: {arrow.Value}");

    private HashSet<string> ReachedFrom(string start)
    {
        HashSet<string> reached = [];
        Stack<string> open = new([start]);
        while (open.TryPop(out string? one))
        {
            foreach (string next in UsesOf(one).Keys.Where(reached.Add))
                open.Push(next);
        }
        return reached;
    }

    private SortedDictionary<string, string> UsesOf(string from)
    {
        if (!_uses.TryGetValue(from, out SortedDictionary<string, string>? uses))
            _uses[from] = uses = new(StringComparer.Ordinal);
        return uses;
    }
}
