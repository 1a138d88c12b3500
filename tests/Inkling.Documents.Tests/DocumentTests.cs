namespace Inkling.Documents.Tests;

/// <summary>How a document is taken apart.</summary>
public sealed class DocumentTests
{
    [Theory]
    [InlineData("## One digit, start to finish", "one-digit-start-to-finish")]
    [InlineData("# `--resume`: a *snake_case* name", "--resume-a-snake_case-name")]
    [InlineData("## [The API](api.md) & more", "the-api--more")]
    [InlineData("# Größe 28 × 28", "größe-28--28")]
    public void An_anchor_is_GitHubs(string heading, string anchor) =>
        Assert.Equal([anchor], new Document("a.md", heading).Anchors);

    [Fact]
    public void A_repeated_heading_gets_a_number() => Assert.Equal(
        ["errors", "errors-1", "errors-2"], new Document("a.md", "# Errors\n## Errors\n## Errors").Anchors);

    [Fact]
    public void Links_are_found_in_text_and_tables_not_in_code() => Assert.Equal(
        [new(1, "a.md#b"), new(1, "b.md"), new(3, "c.png"), new(5, "d.cs")],
        new Document("a.md", """
            See [this](a.md#b), `[not](x.md)`, [neither] and [this
            too](b.md):
            ![picture](c.png)

            | [`d`](d.cs) |
            ```text
            [none](y.md)
            ```
            """).Links);

    [Fact]
    public void Blocks_have_their_line_language_and_text() => Assert.Equal(
        [new("a.md", 2, "csharp", "int a;\n\n# no heading"), new("a.md", 8, "", "plain")],
        new Document("a.md", """
            Text:
            ```csharp
            int a;

            # no heading
            ```
            - item
              ```
            plain
              ```
            """).Blocks);

    [Fact]
    public void Prose_is_paragraphs_and_list_items() => Assert.Equal(
        [(3, 6), (6, 3), (8, 2), (8, 1), (15, 5)],
        Sentence.In(new Document("a.md", """
            # A heading of five words

            Two lines of `one code span`,
            one sentence

            - an item
              continued
            - two words. One.

                indented code is none

            | a | table |
            |---|---|

            The [end of it](x.md) is ![an image](y.png) .
            """)).Select(sentence => (sentence.Line, sentence.Words)));

    [Theory]
    [InlineData("It takes 1.5 ms. That is 3 % less.", 4, 4)]
    [InlineData("See e.g. Otsu (Simard et al. 2003, sect. 4). T is next.", 9, 3)]
    [InlineData("Is a · b = c? (Yes.) No", 4, 1, 1)]
    [InlineData("Run `a. b`, then\nstop: 28 × 28", 6)]
    public void A_sentence_ends_at_a_full_stop(string text, params int[] words) =>
        Assert.Equal(words, Sentence.In(new Document("a.md", text)).Select(sentence => sentence.Words));
}
