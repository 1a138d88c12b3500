using Inkling.Neural;

namespace Inkling.Recognition.Synthesis;

/// <summary>
/// What one digit is given, drawn within the settings. Every number is drawn whether its part is on or off, so that a
/// digit keeps its rotation when, say, its blur is switched off.
/// </summary>
internal readonly record struct AugmentationDraw
{
    /// <summary>Pixels to the right.</summary>
    public float ShiftX { get; init; }

    /// <summary>Pixels down.</summary>
    public float ShiftY { get; init; }

    /// <summary>Degrees, anticlockwise as a reader sees it.</summary>
    public float Rotation { get; init; }

    /// <summary>What the width is multiplied by.</summary>
    public float ScaleX { get; init; }

    /// <summary>What the height is multiplied by.</summary>
    public float ScaleY { get; init; }

    /// <summary>Pixels to the right for each pixel down.</summary>
    public float Shear { get; init; }

    /// <summary>Pixels by which the ink's edge moves outwards; below 0, inwards.</summary>
    public float Stroke { get; init; }

    /// <summary>The blur's deviation in pixels; 0 for none.</summary>
    public float Blur { get; init; }

    /// <summary>The noise's deviation in levels; 0 for none.</summary>
    public float Noise { get; init; }

    /// <summary>The next digit's numbers, always ten of the stream's.</summary>
    public static AugmentationDraw Of(AugmentationSettings settings, ref RandomSequence random) => new()
    {
        ShiftX = settings.Shift * EitherWay(ref random),
        ShiftY = settings.Shift * EitherWay(ref random),
        Rotation = settings.Rotation * EitherWay(ref random),
        ScaleX = 1 + (settings.Scale * EitherWay(ref random)),
        ScaleY = 1 + (settings.Scale * EitherWay(ref random)),
        Shear = settings.Shear * EitherWay(ref random),
        Stroke = settings.Stroke * EitherWay(ref random),
        Blur = settings.Blur * random.NextSingle() * Chosen(settings.BlurProbability, ref random),
        Noise = settings.Noise * Chosen(settings.NoiseProbability, ref random),
    };

    private static float EitherWay(ref RandomSequence random) => (2 * random.NextSingle()) - 1;

    private static float Chosen(float share, ref RandomSequence random) => random.NextSingle() < share ? 1 : 0;
}
