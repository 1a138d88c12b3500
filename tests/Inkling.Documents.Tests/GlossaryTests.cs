using System.Text.RegularExpressions;

namespace Inkling.Documents.Tests;

/// <summary>The glossary has the words that the documents use.</summary>
public sealed class GlossaryTests
{
    private const string Glossary = "docs/glossary.md";

    // The first cells of the table, after its heading and its line.
    private static readonly string[] Terms =
    [
        .. Document.All.Single(document => document.Name == Glossary).Lines
            .Where(line => line.StartsWith('|')).Skip(2).Select(line => line.Split('|')[1].Trim()),
    ];

    [Fact]
    public void It_has_25_terms_or_more_each_once()
    {
        Assert.True(Terms.Length >= 25, $"{Terms.Length} terms");
        Assert.Equal(Terms.Length, Terms.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Each_term_is_used_in_another_document() => Faults.AssertNone(Terms
        .Where(term => !Document.All.Any(document => document.Name != Glossary && IsUsed(term, document)))
        .Select(term => $"{term}: no other document uses it"));

    private static bool IsUsed(string term, Document document) => Regex.IsMatch(
        document.Words,
        $@"\b{Regex.Escape(term).Replace(@"\ ", @"\s+", StringComparison.Ordinal)}(e?s)?\b",
        RegexOptions.IgnoreCase);
}
