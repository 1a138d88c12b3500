using Inkling.Datasets.Files;
using Inkling.Recognition.Tests.Data;

namespace Inkling.Datasets.Tests;

/// <summary>A folder of many files is listed in order, a part at a time.</summary>
public sealed class OrderedEntriesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(100)]
    public void Parts_are_the_whole_in_natural_order(int most)
    {
        string[] names = [.. Enumerable.Range(1, 20).Select(i => $"{i}.png"), "01.png", "a.png"];
        foreach (string name in names)
            _folder.File(name, "");
        _folder.File("notes.txt", "");
        List<string> listed = [];
        List<DataEntry> part;
        do
        {
            part = OrderedEntries.After(
                _folder.Root, listed.LastOrDefault(), entry => entry.IsPicture, most);
            Assert.InRange(part.Count, 0, most);
            listed.AddRange(part.Select(entry => entry.Name));
        }
        while (part.Count == most);
        Assert.Equal(names.Order(NaturalOrder.Instance), listed);
    }
}
