using System.Text.RegularExpressions;

namespace Inkling.Documents.Tests;

/// <summary>Documents are quick to take in: short sentences, short lines, a short README.</summary>
public sealed partial class StyleTests
{
    private const int MostWords = 40, MostWordsOnAverage = 18, MostColumns = 110, MostLinesOfReadme = 120;

    private static readonly Sentence[] Sentences = [.. Document.All.SelectMany(Sentence.In)];

    [Fact]
    public void No_sentence_is_long() => Faults.AssertNone(
        Sentences.Where(sentence => sentence.Words > MostWords).Select(sentence => $"{sentence}"));

    [Fact]
    public void Sentences_are_short_on_average()
    {
        Assert.True(Mean(Sentences) <= MostWordsOnAverage, $"{Mean(Sentences):F1} words a sentence");
        Faults.AssertNone(
            from sentence in Sentences
            group sentence by sentence.Document into document
            where Mean(document) > MostWordsOnAverage
            select $"{document.Key}: {Mean(document):F1} words a sentence, such as\n"
                + string.Join('\n', document.OrderByDescending(sentence => sentence.Words).Take(3)));
    }

    [Fact]
    public void Lines_are_short() => Faults.AssertNone(
        from document in Document.All
        from line in document.Lines.Index()
        where line.Item.EnumerateRunes().Count() > MostColumns && !MayBeLong().IsMatch(line.Item)
        select $"{document.Name}:{line.Index + 1}: {line.Item}");

    [Fact]
    public void The_README_is_short()
    {
        int lines = Document.All.Single(document => document.Name == "README.md").Lines.Length;
        Assert.True(lines <= MostLinesOfReadme, $"{lines} lines");
    }

    private static double Mean(IEnumerable<Sentence> sentences) =>
        sentences.Average(sentence => sentence.Words);

    // A row of a table, or nothing but one link or image.
    [GeneratedRegex(@"^\s*(\||([-*+]\s+)?!?\[[^\]]*\]\([^)]*\)\S?$)")]
    private static partial Regex MayBeLong();
}
