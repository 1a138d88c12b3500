using System.Text.RegularExpressions;

namespace Inkling.Documents.Tests;

/// <summary>One sentence of a document's prose.</summary>
internal sealed partial record Sentence(string Document, int Line, string Text)
{
    /// <summary>The words, where a number is one and a sign alone is none.</summary>
    public int Words { get; } = Word().Count(Text);

    public static IEnumerable<Sentence> In(Document document) => document.Prose.SelectMany(In);

    public override string ToString() => $"{Document}:{Line}: {Words} words: {Text}";

    private static IEnumerable<Sentence> In(Passage passage)
    {
        int from = 0;
        foreach (int to in End().Matches(passage.Text).Select(end => end.Index + end.Length))
        {
            string text = passage.Text[from..to];
            int begin = from + text.Length - text.TrimStart().Length;
            Sentence sentence = new(
                passage.Document,
                passage.Line + passage.Text.AsSpan(0, begin).Count('\n'),
                text.Trim().Replace('\n', ' '));
            if (sentence.Words > 0)
                yield return sentence;
            from = to;
        }
    }

    [GeneratedRegex(@"\S*[\p{L}\p{N}]\S*")]
    private static partial Regex Word();

    // A full stop before a space, with what closes there, but not an abbreviation's; or the passage's end.
    [GeneratedRegex(
        @"(?<!\b(e\.g|i\.e|al|cf|vs|sect|alg|eq|fig))[.!?][)\]""”*_]*(?=\s)|\s*\z",
        RegexOptions.IgnoreCase)]
    private static partial Regex End();
}
