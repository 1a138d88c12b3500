using System.Text.Json.Serialization;

namespace Inkling.Recognition.Synthesis;

/// <summary>
/// How strongly digits are augmented. Each setting is the most that a digit is given; how much of it is drawn
/// anew for each digit. A setting of 0 is off, and so are all by default.
/// </summary>
internal sealed record AugmentationSettings
{
    /// <summary>A moderate choice: digits stay readable, and look as if by other hands.</summary>
    public static AugmentationSettings Default { get; } = new()
    {
        Shift = 2,
        Rotation = 12,
        Scale = 0.12f,
        Shear = 0.15f,
        Elastic = 1,
        Stroke = 0.35f,
        Noise = 8,
        NoiseProbability = 0.5f,
        Blur = 0.7f,
        BlurProbability = 0.25f,
    };

    /// <summary>The default, and the degradations of digits that are photographed and cut out.</summary>
    public static AugmentationSettings Strong { get; } = Default with
    {
        Perspective = 0.1f,
        HollowProbability = 0.01f,
        CutProbability = 0.03f,
        StretchProbability = 0.04f,
        CoarseProbability = 0.1f,
        LitterProbability = 0.06f,
        PaperProbability = 0.05f,
        GrainProbability = 0.05f,
    };

    /// <summary>Shift, across and down, each uniform in ± this. In pixels, 0 to 14.</summary>
    public float Shift { get; init; }

    /// <summary>Rotation about the middle, uniform in ± this. In degrees, 0 to 180.</summary>
    public float Rotation { get; init; }

    /// <summary>Width and height are each multiplied by a number uniform in 1 ± this, 0 to 0.5.</summary>
    public float Scale { get; init; }

    /// <summary>Slant: pixels across for each pixel down, uniform in ± this. 0 to 1.</summary>
    public float Shear { get; init; }

    /// <summary>Perspective: the share by which an edge comes nearer, uniform in ± this. 0 to 0.5.</summary>
    public float Perspective { get; init; }

    /// <summary>Elastic deformation: root mean squared displacement per axis. In pixels, 0 to 10.</summary>
    public float Elastic { get; init; }

    /// <summary>The deviation of the Gaussian that smooths the deformation. In pixels, 1 to 14.</summary>
    public float ElasticSigma { get; init; } = 4;

    /// <summary>How far the ink's edge moves out or in, uniform in ± this. In pixels, 0 to 0.7.</summary>
    public float Stroke { get; init; }

    /// <summary>The deviation of what is added to the ink's levels (0 to 255). 0 to 128.</summary>
    public float Noise { get; init; }

    /// <summary>The probability of noise, 0 to 1.</summary>
    [JsonPropertyName("noiseShare")] // the key in model files
    public float NoiseProbability { get; init; } = 1;

    /// <summary>The deviation of a Gaussian blur, uniform in 0 to this. In pixels, 0 to 1.</summary>
    public float Blur { get; init; }

    /// <summary>The probability of blur, 0 to 1.</summary>
    [JsonPropertyName("blurShare")] // the key in model files
    public float BlurProbability { get; init; } = 1;

    /// <summary>The probability that only the outline is left, 0 to 1.</summary>
    [JsonPropertyName("hollowShare")] // the key in model files
    public float HollowProbability { get; init; }

    /// <summary>The probability that up to three pixels of ink are lost at one side, 0 to 1.</summary>
    [JsonPropertyName("cutShare")] // the key in model files
    public float CutProbability { get; init; }

    /// <summary>The probability that a digit is stretched to fill its box, 0 to 1.</summary>
    [JsonPropertyName("stretchShare")] // the key in model files
    public float StretchProbability { get; init; }

    /// <summary>The probability of a resolution of 8 to 18 pixels, cut along the ink, 0 to 1.</summary>
    [JsonPropertyName("coarseShare")] // the key in model files
    public float CoarseProbability { get; init; }

    /// <summary>The probability of a speck, a line or a stroke that is not the digit's, 0 to 1.</summary>
    [JsonPropertyName("litterShare")] // the key in model files
    public float LitterProbability { get; init; }

    /// <summary>The probability of grey or uneven paper, 0 to 1.</summary>
    [JsonPropertyName("paperShare")] // the key in model files
    public float PaperProbability { get; init; }

    /// <summary>The probability of noise on ink and paper alike, 0 to 1.</summary>
    [JsonPropertyName("grainShare")] // the key in model files
    public float GrainProbability { get; init; }

    /// <summary>Whether digits stay as they are.</summary>
    [JsonIgnore]
    public bool IsOff => !MovesPixels && Stroke == 0 && !AddsNoise && !Blurs && !HasDegradations;

    /// <summary>Whether ink changes its place, so that a digit has to be sampled anew.</summary>
    internal bool MovesPixels =>
        Shift != 0 || Rotation != 0 || Scale != 0 || Shear != 0 || Elastic != 0 || Perspective != 0;

    internal bool HasDegradations =>
        HollowProbability != 0 || CutProbability != 0 || StretchProbability != 0 || CoarseProbability != 0
        || LitterProbability != 0 || PaperProbability != 0 || GrainProbability != 0;

    internal bool AddsNoise => Noise != 0 && NoiseProbability != 0;

    internal bool Blurs => Blur != 0 && BlurProbability != 0;

    /// <summary>Throws unless every setting is in range.</summary>
    /// <exception cref="ArgumentException">One is out of range; the message says which.</exception>
    public void Check()
    {
        Require("shift", Shift, 0, 14, " pixels");
        Require("rotation", Rotation, 0, 180, " degrees");
        Require("scale", Scale, 0, 0.5f);
        Require("shear", Shear, 0, 1);
        Require("perspective", Perspective, 0, 0.5f);
        Require("elastic", Elastic, 0, 10, " pixels");
        Require("elastic sigma", ElasticSigma, 1, 14, " pixels");
        // One step of the scheme in Strokes keeps each level between its neighbours' up to 1 / √2.
        Require("stroke", Stroke, 0, 0.7f, " pixels");
        Require("noise", Noise, 0, 128, " levels");
        // Of a Gaussian of 1 pixel's deviation the five weights in Blur leave out 1 %.
        Require("blur", Blur, 0, 1, " pixels");
        foreach ((string name, float probability) in ((string, float)[])
            [("noise", NoiseProbability), ("blur", BlurProbability), ("hollow", HollowProbability),
            ("cut", CutProbability), ("stretch", StretchProbability), ("coarse", CoarseProbability),
            ("litter", LitterProbability), ("paper", PaperProbability), ("grain", GrainProbability)])
        {
            Require($"{name} probability", probability, 0, 1);
        }
    }

    private static void Require(string name, float value, float least, float most, string unit = "")
    {
        if (!(value >= least && value <= most))
            throw new ArgumentException($"augmentation: {name} is {value}{unit}, not {least} to {most}");
    }
}
