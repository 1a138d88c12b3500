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
            Description = "How strongly the digits are augmented; the options below change each part.",
        }.OneOfEnum();
        _rows.Add((strength, (parsed, settings) =>
            parsed.GetResult(strength) is null ? settings : SettingsOf(parsed.GetRequiredValue(strength))));
        Add("--shift", "Shift by up to so many pixels; 0, here and below, for none.",
            (s, v) => s with { Shift = v });
        Add("--rotation", "Rotate by up to so many degrees.", (s, v) => s with { Rotation = v });
        Add("--scale", "Scale width and height by up to this fraction.", (s, v) => s with { Scale = v });
        Add("--shear", "Shear by up to so many pixels across for each down.", (s, v) => s with { Shear = v });
        Add("--perspective", "Bring an edge nearer or farther by up to this fraction.",
            (s, v) => s with { Perspective = v });
        Add("--elastic", "Deform elastically, by a root mean square of so many pixels.",
            (s, v) => s with { Elastic = v });
        Add("--elastic-sigma", "The smoothness of that, in pixels.", (s, v) => s with { ElasticSigma = v });
        Add("--stroke", "Move the ink's edge out or in by up to so many pixels.",
            (s, v) => s with { Stroke = v });
        Add("--noise", "Add noise to the ink, with a deviation of so many levels of 255.",
            (s, v) => s with { Noise = v });
        Add("--noise-probability", "Its probability.", (s, v) => s with { NoiseProbability = v });
        Add("--blur", "Blur with a deviation of up to so many pixels.", (s, v) => s with { Blur = v });
        Add("--blur-probability", "Its probability.", (s, v) => s with { BlurProbability = v });
        Add("--hollow-probability", "The probability that only the outline is left.",
            (s, v) => s with { HollowProbability = v });
        Add("--cut-probability", "The probability that a digit is cut off at one side.",
            (s, v) => s with { CutProbability = v });
        Add("--stretch-probability", "The probability that a digit is stretched to fill its box.",
            (s, v) => s with { StretchProbability = v });
        Add("--coarse-probability", "The probability of a resolution of few pixels.",
            (s, v) => s with { CoarseProbability = v });
        Add("--litter-probability", "The probability of a speck or a stroke too many.",
            (s, v) => s with { LitterProbability = v });
        Add("--paper-probability", "The probability of grey or uneven paper.",
            (s, v) => s with { PaperProbability = v });
        Add("--grain-probability", "The probability of noise on ink and paper.",
            (s, v) => s with { GrainProbability = v });
    }

    private enum Strength { Off, Default, Strong }

    /// <summary>All options, to be put on the command.</summary>
    public IEnumerable<Option> Options => _rows.Select(row => row.Option);

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
        string name, string description, Func<AugmentationSettings, float, AugmentationSettings> set)
    {
        Option<float> option = new(name) { Description = description, HelpName = "number" };
        _rows.Add((option, (parsed, settings) =>
            parsed.GetResult(option) is null ? settings : set(settings, parsed.GetRequiredValue(option))));
    }
}
