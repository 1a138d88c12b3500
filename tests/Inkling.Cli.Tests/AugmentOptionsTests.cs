using System.CommandLine;
using Inkling.Cli.Commands;
using Inkling.Recognition.Synthesis;

namespace Inkling.Cli.Tests;

public sealed class AugmentOptionsTests
{
    private static readonly Dictionary<string, AugmentationSettings> Settings = new()
    {
        { "--shift", new() { Shift = 0.25f } },
        { "--rotation", new() { Rotation = 0.25f } },
        { "--scale", new() { Scale = 0.25f } },
        { "--shear", new() { Shear = 0.25f } },
        { "--elastic", new() { Elastic = 0.25f } },
        { "--elastic-sigma", new() { ElasticSigma = 0.25f } },
        { "--stroke", new() { Stroke = 0.25f } },
        { "--noise", new() { Noise = 0.25f } },
        { "--noise-probability", new() { NoiseProbability = 0.25f } },
        { "--blur", new() { Blur = 0.25f } },
        { "--blur-probability", new() { BlurProbability = 0.25f } },
        { "--perspective", new() { Perspective = 0.25f } },
        { "--hollow-probability", new() { HollowProbability = 0.25f } },
        { "--cut-probability", new() { CutProbability = 0.25f } },
        { "--litter-probability", new() { LitterProbability = 0.25f } },
        { "--paper-probability", new() { PaperProbability = 0.25f } },
        { "--stretch-probability", new() { StretchProbability = 0.25f } },
        { "--coarse-probability", new() { CoarseProbability = 0.25f } },
        { "--grain-probability", new() { GrainProbability = 0.25f } },
    };

    private readonly AugmentOptions _options = new();

    public static TheoryData<string> Each => [.. Settings.Keys];

    [Theory]
    [MemberData(nameof(Each))]
    public void An_option_changes_its_setting_and_no_other(string option) =>
        Assert.Equal(Settings[option], _options.Apply(Parse(option, "0.25"), new()));

    [Fact]
    public void Every_option_is_covered_above_and_every_setting_has_one()
    {
        Assert.Equal(
            Settings.Keys.Append("--augmentation").Order(),
            _options.Options.Select(option => option.Name).Order());
        Assert.Equal(
            typeof(AugmentationSettings).GetProperties()
                .Count(property => property.PropertyType == typeof(float)),
            _options.Options.Count - 1);
    }

    [Theory]
    [InlineData("off")]
    [InlineData("default")]
    [InlineData("strong")]
    public void A_strength_takes_the_place_of_all_parts_but_those_that_are_given(string strength)
    {
        AugmentationSettings all = strength switch
        {
            "off" => new(),
            "default" => AugmentationSettings.Default,
            _ => AugmentationSettings.Strong,
        };
        AugmentationSettings plain = new() { Shift = 7 };
        Assert.Equal(all, _options.Apply(Parse("--augmentation", strength), plain));
        Assert.Equal(
            all with { Scale = 0.25f },
            _options.Apply(Parse("--scale", "0.25", "--augmentation", strength), plain));
    }

    [Fact]
    public void Without_options_the_base_stays() =>
        Assert.Equal(AugmentationSettings.Default, _options.Apply(Parse(), AugmentationSettings.Default));

    private ParseResult Parse(params string[] arguments)
    {
        RootCommand command = [];
        foreach (Option option in _options.Options)
            command.Options.Add(option);
        ParseResult parsed = command.Parse(arguments);
        Assert.Empty(parsed.Errors);
        return parsed;
    }
}
