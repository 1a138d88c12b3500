using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Inkling.Documents.Tests;

/// <summary>
/// A Markdown file, taken apart once. Knows what the documents use: headings with #, fenced and indented
/// code, tables with leading bars, lists, inline links and images. No reference links, quotations or HTML.
/// </summary>
internal sealed partial class Document
{
    private readonly List<CodeBlock> _blocks = [];
    private readonly HashSet<string> _anchors = [];
    private readonly List<Passage> _prose = [];

    public Document(string name, string text)
    {
        Name = name;
        Lines = text.TrimEnd('\n').Split('\n');
        string written = CodeSpan().Replace(string.Join('\n', WithoutCode()), Masked);
        Links = [.. LinkOrImage().Matches(written).Select(link =>
            new Link(LineOf(written, link.Index), link.Groups["target"].Value))];
        Words = LinkOrImage().Replace(written, LinkText);
        ReadProse(Words.Split('\n'));
    }

    /// <summary>The project's root.</summary>
    public static string Root { get; } =
        Path.GetFullPath(Path.Combine(ThisFile(), "..", "..", ".."));

    /// <summary>The documents that the tests hold to their word.</summary>
    public static IReadOnlyList<Document> All { get; } =
    [
        Open("README.md"), Open("CONTRIBUTING.md"), Open("models/README.md"),
        .. Directory.GetFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)
            .Select(Open),
    ];

    /// <summary>From the project's root, with slashes.</summary>
    public string Name { get; }

    public string[] Lines { get; }

    /// <summary>Fenced blocks of code.</summary>
    public IReadOnlyList<CodeBlock> Blocks => _blocks;

    /// <summary>What a link to a heading of this file may name after the #.</summary>
    public IReadOnlySet<string> Anchors => _anchors;

    public IReadOnlyList<Link> Links { get; }

    /// <summary>All that is written, tables included, without code, images and targets of links.</summary>
    public string Words { get; }

    /// <summary>Paragraphs and list items.</summary>
    public IReadOnlyList<Passage> Prose => _prose;

    private static Document Open(string name) =>
        new(name, File.ReadAllText(Path.Combine(Root, name)));

    // Blank lines stand for code, so that all others keep their numbers.
    private string[] WithoutCode()
    {
        string[] kept = new string[Lines.Length];
        for (int n = 0; n < Lines.Length; n++)
        {
            string line = Lines[n];
            kept[n] = IsIndentedCode(n) ? "" : line;
            if (Fence().Match(line) is { Success: true } fence)
            {
                int end = Array.FindIndex(Lines, n + 1, one => one.Trim() == "```");
                Assert.True(end > n, $"{Name}:{n + 1}: the block has no end");
                string code = string.Join('\n', Lines[(n + 1)..end]);
                _blocks.Add(new(Name, n + 1, fence.Groups["language"].Value, code));
                Array.Fill(kept, "", n, end - n + 1);
                n = end;
            }
            else if (Heading().Match(line) is { Success: true } heading)
            {
                AddAnchor(LinkOrImage().Replace(heading.Groups["text"].Value, LinkText));
            }
        }
        return kept;
    }

    private bool IsIndentedCode(int n) =>
        Lines[n].StartsWith("    ", StringComparison.Ordinal)
        && !ListItem().IsMatch(Lines[n])
        && (n == 0 || Lines[n - 1].Length == 0 || IsIndentedCode(n - 1));

    // As GitHub does: lower case, no punctuation, hyphens for spaces; a repeated heading gets a number.
    private void AddAnchor(string heading)
    {
        string slug = Punctuation().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');
        string anchor = slug;
        for (int n = 1; !_anchors.Add(anchor); n++)
            anchor = $"{slug}-{n}";
    }

    private void ReadProse(string[] lines)
    {
        StringBuilder text = new();
        int begin = 0;
        for (int n = 0; n < lines.Length; n++)
        {
            string line = lines[n];
            bool isProse = line.Trim() is { Length: > 0 } and not ['|', ..] && !Heading().IsMatch(line);
            Match item = ListItem().Match(line);
            if (!isProse || item.Success)
                End();
            if (!isProse)
                continue;
            if (text.Length == 0)
                begin = n + 1;
            text.Append(line[item.Length..]).Append('\n');
        }
        End();

        void End()
        {
            if (text.Length > 0)
                _prose.Add(new(Name, begin, text.ToString()));
            text.Clear();
        }
    }

    // A span of code is one word, and ends on the line on which it ended.
    private static string Masked(Match span) => "code" + new string('\n', span.Value.Count(c => c == '\n'));

    private static string LinkText(Match link) => link.Value[0] == '!'
        ? new string('\n', link.Value.Count(c => c == '\n'))
        : link.Groups["text"].Value;

    private static int LineOf(string text, int position) => text.AsSpan(0, position).Count('\n') + 1;

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"^\s*```(?<language>[^\s`]*)")]
    private static partial Regex Fence();

    [GeneratedRegex("^#{1,6} +(?<text>.*)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\s*([-*+]|\d+[.)])\s+")]
    private static partial Regex ListItem();

    // Not beyond its paragraph.
    [GeneratedRegex(@"(`+)(?:(?!\n\s*\n|`).)+\1", RegexOptions.Singleline)]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"!?\[(?<text>[^][]*)\]\((?<target>[^)\s]+)(\s+""[^""]*"")?\)")]
    private static partial Regex LinkOrImage();

    [GeneratedRegex(@"[^\p{L}\p{M}\p{N}\p{Pc} -]")]
    private static partial Regex Punctuation();
}

/// <summary>A fenced block of code: its document, its fence's line and language, its text.</summary>
internal sealed record CodeBlock(string Document, int Line, string Language, string Text);

/// <summary>A link or an image: its line, and what it leads to.</summary>
internal sealed record Link(int Line, string Target);

/// <summary>A paragraph or a list item: its document, its first line, its text.</summary>
internal sealed record Passage(string Document, int Line, string Text);
