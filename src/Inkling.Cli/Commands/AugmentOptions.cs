using Inkling.Recognition.Augmentation;

namespace Inkling.Cli.Commands;

/// <summary>The options that say how digits are changed. Each that is given changes one setting of a base.</summary>
internal sealed class AugmentOptions
{
    // One row an option: how it is called, and what it changes. Nothing else knows them.
    private readonly List<(Option Option, Func<ParseResult, AugmentationSettings, AugmentationSettings> Apply)> _rows = [];

    public AugmentOptions()
    {
        Option<Strength> strength = new Option<Strength>("--augmentation")
        {
            Description = "How much the digits are changed; the options below change each part.",
        }.OneOfEnum();
        _rows.Add((strength, (parsed, settings) => parsed.GetResult(strength) is null ? settings : SettingsOf(parsed.GetRequiredValue(strength))));
        Add("--shift", "Shift by up to so many pixels; 0, here and below, for none.", (s, v) => s with { Shift = v });
        Add("--rotation", "Turn by up to so many degrees.", (s, v) => s with { Rotation = v });
        Add("--scale", "Make wider or narrower, higher or lower by up to this share.", (s, v) => s with { Scale = v });
        Add("--shear", "Slant by up to so many pixels across for each down.", (s, v) => s with { Shear = v });
        Add("--perspective", "Bring an edge nearer or farther by up to this share.", (s, v) => s with { Perspective = v });
        Add("--elastic", "Bend, by a mean (root of mean square) of so many pixels.", (s, v) => s with { Elastic = v });
        Add("--elastic-sigma", "How smoothly to bend, in pixels.", (s, v) => s with { ElasticSigma = v });
        Add("--stroke", "Move the ink's edge out or in by up to so many pixels.", (s, v) => s with { Stroke = v });
        Add("--noise", "Make ink uneven, with a deviation of so many levels of 255.", (s, v) => s with { Noise = v });
        Add("--noise-share", "The share of digits that get noise.", (s, v) => s with { NoiseShare = v });
        Add("--blur", "Blur with a deviation of up to so many pixels.", (s, v) => s with { Blur = v });
        Add("--blur-share", "The share of digits that are blurred.", (s, v) => s with { BlurShare = v });
        Add("--hollow-share", "The share of digits of which only the outline is left.", (s, v) => s with { HollowShare = v });
        Add("--cut-share", "The share of digits cut off at one side.", (s, v) => s with { CutShare = v });
        Add("--stretch-share", "The share of digits stretched to fill their box.", (s, v) => s with { StretchShare = v });
        Add("--coarse-share", "The share of digits that show no more than a few pixels would.", (s, v) => s with { CoarseShare = v });
        Add("--litter-share", "The share of digits with a speck or a stroke too many.", (s, v) => s with { LitterShare = v });
        Add("--paper-share", "The share of digits on grey or uneven paper.", (s, v) => s with { PaperShare = v });
        Add("--grain-share", "The share of digits with noise on ink and paper.", (s, v) => s with { GrainShare = v });
    }

    private enum Strength
    {
        Off,
        Default,
        Strong,
    }

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

    private void Add(string name, string description, Func<AugmentationSettings, float, AugmentationSettings> set)
    {
        Option<float> option = new(name) { Description = description, HelpName = "number" };
        _rows.Add((option, (parsed, settings) =>
            parsed.GetResult(option) is null ? settings : set(settings, parsed.GetRequiredValue(option))));
    }
}
