using Inkling.Neural;

namespace Inkling.Documents.Tests;

/// <summary>What Inkling.Neural shows is little, and the documents tell of all of it.</summary>
public sealed class SurfaceTests
{
    private static readonly string[] Types =
        [.. typeof(Shape).Assembly.GetExportedTypes().Select(type => type.Name)];

    [Fact]
    public void It_is_at_most_30_types() => Assert.InRange(Types.Length, 1, 30);

    [Fact]
    public void Each_type_stands_in_a_document() => Faults.AssertNone(Types
        .Where(type => !Document.All.Any(document =>
            document.Lines.Any(line => line.Contains(type, StringComparison.Ordinal))))
        .Select(type => $"{type}: no document names it"));
}
