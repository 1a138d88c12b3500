using Inkling.Neural;

namespace Inkling.Recognition.Synthesis;

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
