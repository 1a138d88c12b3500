using Inkling.Neural;

namespace Inkling.Recognition.Synthesis;

/// <summary>A form in which people write a sign, in a box 100 high, y down, and its frequency.</summary>
internal sealed record Glyph(char Sign, string Form, float Weight, IReadOnlyList<GlyphStroke> Strokes);

/// <summary>What the pen draws through points without being lifted, if optional half of the time.</summary>
internal sealed record GlyphStroke(IReadOnlyList<GlyphPoint> Points, bool IsOptional);

/// <summary>A point that the pen goes through, at a corner sharply.</summary>
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
    private const double PenWidthMedian = 2.5, PenWidthSpread = 0.35;

    public float Slant { get; init; } // pixels to the right for each pixel up
    public float Aspect { get; init; } // what widths are multiplied by
    public float Unsteadiness { get; init; } // a point's deviation from its form, in hundredths of the height
    public float Sharpness { get; init; } // the share of a form's corners that are drawn sharp
    public float PenWidth { get; init; } // in pixels of the 28 × 28
    public float Pressure { get; init; } // by which share the width goes up and down along a stroke

    /// <summary>Another hand.</summary>
    public static Hand Of(ref RandomSequence random) => new()
    {
        Slant = (float)Math.Clamp(0.12 + (0.2 * random.NextNormal()), -0.3, 0.65),
        Aspect = (float)Math.Clamp(Math.Exp(0.22 * random.NextNormal()), 0.6, 1.7),
        Unsteadiness = 1 + (3 * random.NextSingle()),
        Sharpness = random.NextSingle() < 0.6f ? 1 : 0.5f,
        PenWidth = (float)Math.Clamp(
            PenWidthMedian * Math.Exp(PenWidthSpread * random.NextNormal()), 1.2, 5.5),
        Pressure = 0.35f * random.NextSingle() * random.NextSingle(),
    };
}
