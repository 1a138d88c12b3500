using Inkling.Recognition.Synthesis;

namespace Inkling.Cli.Commands;

/// <summary>The options of augmentation. Each that is given changes one setting of a base.</summary>
internal sealed class AugmentOptions
{
    // One row an option: how it is called, and what it changes. Nothing else knows them.
    private readonly List<(
        Option Option, Func<ParseResult, AugmentationSettings, AugmentationSettings> Apply)> _rows = [];

    public AugmentOptions()
    {
        Option<Strength> strength = new Option<Strength>("--augmentation")
        {
            Description = "Preset to start from. Each option below changes one of its settings.",
        }.OneOfEnum();
        _rows.Add((strength, (parsed, settings) =>
            parsed.GetResult(strength) is null ? settings : SettingsOf(parsed.GetRequiredValue(strength))));
        Add("--shift", "pixels", "Largest shift to each side, 0 to 14. Here and below, 0 is none.",
            (s, v) => s with { Shift = v });
        Add("--rotation", "degrees", "Largest rotation to either side, 0 to 180.",
            (s, v) => s with { Rotation = v });
        Add("--scale", "fraction", "Largest change of width and height, 0 to 0.5.",
            (s, v) => s with { Scale = v });
        Add("--shear", "fraction", "Largest shear, 0 to 1: pixels across for each pixel down.",
            (s, v) => s with { Shear = v });
        Add("--perspective", "fraction", "Largest perspective change, 0 to 0.5.",
            (s, v) => s with { Perspective = v });
        Add("--elastic", "pixels", "Elastic deformation, 0 to 10: root mean square of the displacement.",
            (s, v) => s with { Elastic = v });
        Add("--elastic-sigma", "pixels", "Smoothness of the elastic deformation, 1 to 14.",
            (s, v) => s with { ElasticSigma = v });
        Add("--stroke", "pixels", "Largest shift of the ink's edge out or in, 0 to 0.7.",
            (s, v) => s with { Stroke = v });
        Add("--noise", "levels", "Standard deviation of the noise on ink, 0 to 128 of 255 levels.",
            (s, v) => s with { Noise = v });
        Add("--noise-probability", "0-1", "Probability of noise on ink.",
            (s, v) => s with { NoiseProbability = v });
        Add("--blur", "pixels", "Largest standard deviation of the blur, 0 to 1.",
            (s, v) => s with { Blur = v });
        Add("--blur-probability", "0-1", "Probability of blur.", (s, v) => s with { BlurProbability = v });
        Add("--hollow-probability", "0-1", "Probability of an outline instead of strokes.",
            (s, v) => s with { HollowProbability = v });
        Add("--cut-probability", "0-1", "Probability of a digit cut off at one side.",
            (s, v) => s with { CutProbability = v });
        Add("--stretch-probability", "0-1", "Probability of a digit stretched to fill its box.",
            (s, v) => s with { StretchProbability = v });
        Add("--coarse-probability", "0-1", "Probability of a low resolution.",
            (s, v) => s with { CoarseProbability = v });
        Add("--litter-probability", "0-1", "Probability of an extra speck or stroke.",
            (s, v) => s with { LitterProbability = v });
        Add("--paper-probability", "0-1", "Probability of grey or uneven paper.",
            (s, v) => s with { PaperProbability = v });
        Add("--grain-probability", "0-1", "Probability of noise on ink and paper.",
            (s, v) => s with { GrainProbability = v });
    }

    private enum Strength { Off, Default, Strong }

    /// <summary>All options, to be put on the command.</summary>
    public IReadOnlyList<Option> Options => [.. _rows.Select(row => row.Option)];

    /// <summary>The base with every given option applied.</summary>
    public AugmentationSettings Apply(ParseResult parsed, AugmentationSettings settings) =>
        _rows.Aggregate(settings, (current, row) => row.Apply(parsed, current));

    /// <summary>The base with one option applied, if it is given.</summary>
    public AugmentationSettings Apply(Option option, ParseResult parsed, AugmentationSettings settings) =>
        _rows.Single(row => row.Option == option).Apply(parsed, settings);

    private static AugmentationSettings SettingsOf(Strength strength) => strength switch
    {
        Strength.Off => new(),
        Strength.Strong => AugmentationSettings.Strong,
        _ => AugmentationSettings.Default,
    };

    private void Add(
        string name, string unit, string description,
        Func<AugmentationSettings, float, AugmentationSettings> set)
    {
        Option<float> option = new(name) { Description = description, HelpName = unit };
        _rows.Add((option, (parsed, settings) =>
            parsed.GetResult(option) is null ? settings : set(settings, parsed.GetRequiredValue(option))));
    }
}
