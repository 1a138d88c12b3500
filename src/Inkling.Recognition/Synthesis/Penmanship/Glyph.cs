using Inkling.Neural;

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

/// <summary>How someone writes: drawn anew for each sign, so that no two are of one hand.</summary>
internal readonly record struct Hand
{
    // Of MNIST's strokes, in its pixels, the middle one and the spread of the logarithm.
    private const double PenWidthMedian = 2.5;
    private const double PenWidthSpread = 0.35;

    /// <summary>Pixels to the right for each pixel up.</summary>
    public float Slant { get; init; }

    /// <summary>What widths are multiplied by.</summary>
    public float Aspect { get; init; }

    /// <summary>The deviation of a point from where its form has it, in hundredths of the height.</summary>
    public float Unsteadiness { get; init; }

    /// <summary>The share of a form's corners that are drawn sharp.</summary>
    public float Sharpness { get; init; }

    /// <summary>The stroke's width in pixels of the 28 × 28.</summary>
    public float PenWidth { get; init; }

    /// <summary>How far the width goes up and down along a stroke, as a share of it.</summary>
    public float Pressure { get; init; }

    /// <summary>Another hand.</summary>
    public static Hand Of(ref RandomSequence random) => new()
    {
        Slant = (float)Math.Clamp(0.12 + (0.2 * random.NextNormal()), -0.3, 0.65),
        Aspect = (float)Math.Clamp(Math.Exp(0.22 * random.NextNormal()), 0.6, 1.7),
        Unsteadiness = 1 + (3 * random.NextSingle()),
        Sharpness = random.NextSingle() < 0.6f ? 1 : 0.5f,
        PenWidth = (float)Math.Clamp(PenWidthMedian * Math.Exp(PenWidthSpread * random.NextNormal()), 1.2, 5.5),
        Pressure = 0.35f * random.NextSingle() * random.NextSingle(),
    };
}
