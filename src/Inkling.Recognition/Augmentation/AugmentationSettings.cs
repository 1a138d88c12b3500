using System.Text.Json.Serialization;

namespace Inkling.Recognition.Augmentation;

/// <summary>
/// How far digits may be changed before a network learns from them. Each part says the most that a digit is given;
/// how much of it, is drawn anew for each digit. A part that is 0 is off, and so is all of it without any settings.
/// </summary>
public sealed record AugmentationSettings
{
    /// <summary>
    /// A moderate choice: digits stay readable to people, and look as if other hands had written them. Elastic
    /// deformation as Simard, Steinkraus &amp; Platt 2003 chose it (α = 34, σ = 4) would be 1.38 pixels strong.
    /// </summary>
    public static AugmentationSettings Default { get; } = new()
    {
        Shift = 2,
        Rotation = 12,
        Scale = 0.12f,
        Shear = 0.15f,
        Elastic = 1,
        Stroke = 0.35f,
        Noise = 8,
        NoiseShare = 0.5f,
        Blur = 0.7f,
        BlurShare = 0.25f,
    };

    /// <summary>
    /// What happens to digits that are photographed and cut out, and not only to well kept ones: some are hollow, cut off,
    /// stretched, of few pixels, struck through, or lie on paper that is not white.
    /// </summary>
    public static AugmentationSettings Strong { get; } = Default with
    {
        Perspective = 0.1f,
        HollowShare = 0.01f,
        CutShare = 0.03f,
        StretchShare = 0.04f,
        CoarseShare = 0.06f,
        LitterShare = 0.06f,
        PaperShare = 0.05f,
        GrainShare = 0.05f,
    };

    /// <summary>Shift, across and down, each uniform in ± this. In pixels, 0 to 14.</summary>
    public float Shift { get; init; }

    /// <summary>Rotation about the middle, uniform in ± this. In degrees, 0 to 180.</summary>
    public float Rotation { get; init; }

    /// <summary>
    /// Width and height are each multiplied by a number uniform in 1 ± this, so the aspect ratio changes too. 0 to
    /// 0.5.
    /// </summary>
    public float Scale { get; init; }

    /// <summary>Slant: pixels across for each pixel down, uniform in ± this. 0 to 1.</summary>
    public float Shear { get; init; }

    /// <summary>
    /// Perspective: by how much of itself an edge of MNIST's box of 20 × 20 comes nearer or moves away, uniform in ± this,
    /// across and down. 0 to 0.5.
    /// </summary>
    public float Perspective { get; init; }

    /// <summary>
    /// Elastic deformation: the root of the mean squared displacement along each axis. In pixels, 0 to 10.
    /// </summary>
    public float Elastic { get; init; }

    /// <summary>The deviation of the Gaussian that makes the elastic deformation smooth. In pixels, 1 to 14.</summary>
    public float ElasticSigma { get; init; } = 4;

    /// <summary>
    /// Thicker and thinner strokes: how far the ink's edge moves out or in, uniform in ± this. In pixels, 0 to 0.7.
    /// </summary>
    public float Stroke { get; init; }

    /// <summary>The deviation of what is added to the ink's levels (0 to 255). Paper stays 0. 0 to 128.</summary>
    public float Noise { get; init; }

    /// <summary>The share of digits that get noise, 0 to 1.</summary>
    public float NoiseShare { get; init; } = 1;

    /// <summary>The deviation of a Gaussian blur, uniform in 0 to this. In pixels, 0 to 1.</summary>
    public float Blur { get; init; }

    /// <summary>The share of digits that are blurred, 0 to 1.</summary>
    public float BlurShare { get; init; } = 1;

    /// <summary>The share of digits of which only the outline is left, 0 to 1.</summary>
    public float HollowShare { get; init; }

    /// <summary>The share of digits that lose up to three pixels of their ink at one side, 0 to 1.</summary>
    public float CutShare { get; init; }

    /// <summary>The share of digits that are stretched to fill their box, 0 to 1.</summary>
    public float StretchShare { get; init; }

    /// <summary>The share of digits that show no more than 7 to 14 pixels across would, 0 to 1.</summary>
    public float CoarseShare { get; init; }

    /// <summary>The share of digits that get a speck, a line or a stroke that is not theirs, 0 to 1.</summary>
    public float LitterShare { get; init; }

    /// <summary>The share of digits whose paper is grey or uneven, 0 to 1.</summary>
    public float PaperShare { get; init; }

    /// <summary>The share of digits with noise on ink and paper alike, 0 to 1.</summary>
    public float GrainShare { get; init; }

    /// <summary>Whether digits stay as they are.</summary>
    [JsonIgnore]
    public bool IsOff => !MovesPixels && Stroke == 0 && !AddsNoise && !Blurs && !HasMishaps;

    /// <summary>Whether ink changes its place, so that a digit has to be sampled anew.</summary>
    internal bool MovesPixels => Shift != 0 || Rotation != 0 || Scale != 0 || Shear != 0 || Elastic != 0 || Perspective != 0;

    internal bool HasMishaps =>
        HollowShare != 0 || CutShare != 0 || StretchShare != 0 || CoarseShare != 0 || LitterShare != 0 || PaperShare != 0
        || GrainShare != 0;

    internal bool AddsNoise => Noise != 0 && NoiseShare != 0;

    internal bool Blurs => Blur != 0 && BlurShare != 0;

    /// <summary>Refuses settings that can't work.</summary>
    /// <exception cref="ArgumentException">
    /// One is out of range; the message names it, its value and its range.
    /// </exception>
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
        Require("noise share", NoiseShare, 0, 1);
        // Of a Gaussian of 1 pixel's deviation the five weights in Blur leave out 1 %.
        Require("blur", Blur, 0, 1, " pixels");
        Require("blur share", BlurShare, 0, 1);
        Require("hollow share", HollowShare, 0, 1);
        Require("cut share", CutShare, 0, 1);
        Require("stretch share", StretchShare, 0, 1);
        Require("coarse share", CoarseShare, 0, 1);
        Require("litter share", LitterShare, 0, 1);
        Require("paper share", PaperShare, 0, 1);
        Require("grain share", GrainShare, 0, 1);
    }

    private static void Require(string name, float value, float least, float most, string unit = "")
    {
        if (!(value >= least && value <= most))
            throw new ArgumentException($"augmentation: {name} is {value}{unit}, not {least} to {most}");
    }
}
