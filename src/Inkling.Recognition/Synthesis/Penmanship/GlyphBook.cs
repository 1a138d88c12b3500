using System.Globalization;
using System.Reflection;

namespace Inkling.Recognition.Synthesis;

/// <summary>All forms of some signs, as files *.glyphs list them; digits.glyphs explains a line.</summary>
internal sealed class GlyphBook
{
    private readonly Glyph[][] _forms;
    private readonly float[] _weights;

    private GlyphBook(IEnumerable<Glyph> glyphs)
    {
        _forms = [.. glyphs.GroupBy(one => one.Sign).OrderBy(forms => forms.Key).Select(Enumerable.ToArray)];
        _weights = [.. _forms.Select(forms => forms.Sum(glyph => glyph.Weight))];
    }

    /// <summary>The digits: place d is the digit d.</summary>
    public static GlyphBook Digits { get; } = Load("digits.glyphs");

    /// <summary>Letters and other signs that are no digit.</summary>
    public static GlyphBook Letters { get; } = Load("letters.glyphs");

    /// <summary>How many signs.</summary>
    public int Count => _forms.Length;

    /// <summary>The forms of a sign, named by its place in the signs' order.</summary>
    public IReadOnlyList<Glyph> Forms(int sign) => _forms[sign];

    /// <summary>The form of a sign that a share of 0 to 1 comes to, as likely as its weight says.</summary>
    public Glyph Choose(int sign, float share)
    {
        Glyph[] forms = _forms[sign];
        float left = share * _weights[sign];
        foreach (Glyph form in forms)
        {
            left -= form.Weight;
            if (left < 0)
                return form;
        }
        return forms[^1];
    }

    /// <summary>Reads such a list.</summary>
    /// <exception cref="FormatException">A line is no form; the message says which and why.</exception>
    public static GlyphBook Parse(string text)
    {
        List<Glyph> glyphs = [];
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            if (line.Length == 0 || line.StartsWith("//", StringComparison.Ordinal))
                continue;
            try
            {
                glyphs.Add(ParseForm(line));
            }
            catch (FormatException failure)
            {
                throw new FormatException($"line {i + 1}: {failure.Message}", failure);
            }
        }
        return new(glyphs);
    }

    private static Glyph ParseForm(string line)
    {
        string[] parts = line.Split('|');
        string[] head = parts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 2 || head.Length != 3 || head[0].Length != 1)
            throw new FormatException("a form is a sign, a name, a weight, and strokes after bars.");
        float weight = Number(head[2]);
        return weight > 0
            ? new(head[0][0], head[1], weight, [.. parts[1..].Select(ParseStroke)])
            : throw new FormatException($"the weight is {weight}, not above 0.");
    }

    private static GlyphStroke ParseStroke(string text)
    {
        bool isOptional = text.StartsWith('?');
        GlyphPoint[] points =
            [.. text.TrimStart('?').Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ParsePoint)];
        return points.Length >= 2
            ? new(points, isOptional)
            : throw new FormatException(
                $"the stroke \"{text.Trim()}\" has {points.Length} points, not two or more.");
    }

    private static GlyphPoint ParsePoint(string text)
    {
        string[] axes = text.TrimEnd('!').Split(',');
        return axes.Length == 2
            ? new(ParseBetween(axes[0]), ParseBetween(axes[1]), text.EndsWith('!'))
            : throw new FormatException($"the point \"{text}\" is not x,y.");
    }

    private static Between ParseBetween(string text)
    {
        string[] ends = text.Split('~');
        return ends.Length <= 2
            ? new(Number(ends[0]), Number(ends[^1]))
            : throw new FormatException($"\"{text}\" is neither a number nor two with ~ between.");
    }

    private static float Number(string text) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float number)
            ? number
            : throw new FormatException($"\"{text}\" is no number.");

    private static GlyphBook Load(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Inkling.{name}")!;
        using StreamReader reader = new(stream);
        return Parse(reader.ReadToEnd());
    }
}
