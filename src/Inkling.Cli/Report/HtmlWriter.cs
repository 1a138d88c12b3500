using System.Text;

namespace Inkling.Cli.Report;

/// <summary>Writes HTML and SVG; every text and attribute is escaped, except <see cref="Trusted"/>.</summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder _html = new("<!DOCTYPE html>\n");

    /// <summary>Begins an element, which ends when the result is disposed of.</summary>
    public Element Open(string tag, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Begin(tag, attributes);
        return new(this, tag);
    }

    /// <summary>An element that holds a text and nothing else.</summary>
    public void Add(string tag, string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        using Element element = Open(tag, attributes);
        Text(text);
    }

    /// <summary>An element of HTML's that holds nothing, and so has no end: img, meta, link.</summary>
    public void AddVoid(string tag, params ReadOnlySpan<(string Name, string Value)> attributes) =>
        Begin(tag, attributes);

    /// <summary>A style sheet of our own. It goes in as it is.</summary>
    public void Trusted(string content) => _html.Append(content);

    /// <inheritdoc/>
    public override string ToString() => _html.ToString();

    private void Begin(string tag, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _html.Append('<').Append(tag);
        foreach ((string name, string value) in attributes)
        {
            _html.Append(' ').Append(name).Append("=\"");
            Text(value);
            _html.Append('"');
        }
        _html.Append('>');
    }

    /// <summary>Writes a text, escaped; control characters that HTML forbids become U+FFFD.</summary>
    public void Text(string text)
    {
        foreach (char letter in text)
        {
            _ = letter switch
            {
                '&' => _html.Append("&amp;"),
                '<' => _html.Append("&lt;"),
                '>' => _html.Append("&gt;"),
                '"' => _html.Append("&quot;"),
                '\'' => _html.Append("&#39;"),
                '\t' or '\n' => _html.Append(letter),
                _ => _html.Append(char.IsControl(letter) ? '\uFFFD' : letter),
            };
        }
    }

    /// <summary>An element that has begun.</summary>
    internal readonly struct Element(HtmlWriter html, string tag) : IDisposable
    {
        public void Dispose() => html._html.Append("</").Append(tag).Append(">\n");
    }
}
