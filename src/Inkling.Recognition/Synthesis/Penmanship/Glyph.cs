namespace Inkling.Recognition.Synthesis;

/// <summary>One of the forms in which people write a sign, in a box 100 high, y down.</summary>
/// <param name="Sign">What it is: a digit, a letter or another sign.</param>
/// <param name="Form">What this form is called.</param>
/// <param name="Weight">How often it is chosen among the sign's forms, relative to those; above 0.</param>
/// <param name="Strokes">What the pen draws without being lifted, in turn.</param>
internal sealed record Glyph(char Sign, string Form, float Weight, IReadOnlyList<GlyphStroke> Strokes);

/// <summary>A stroke of a form.</summary>
/// <param name="Points">Where the pen goes through, at least two.</param>
/// <param name="IsOptional">Whether it is left out every second time.</param>
internal sealed record GlyphStroke(IReadOnlyList<GlyphPoint> Points, bool IsOptional);

/// <summary>A point that the pen goes through, and how it does.</summary>
/// <param name="X">Across.</param>
/// <param name="Y">Down.</param>
/// <param name="IsCorner">Whether the pen turns there sharply.</param>
internal readonly record struct GlyphPoint(Between X, Between Y, bool IsCorner);

/// <summary>Any number of these, each as likely.</summary>
internal readonly record struct Between(float Least, float Most)
{
    public float At(float share) => Least + (share * (Most - Least));
}
