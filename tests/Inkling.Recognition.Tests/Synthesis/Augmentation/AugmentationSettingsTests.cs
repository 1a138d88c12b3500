using System.Text.Json;
using Inkling.Recognition.Synthesis;

namespace Inkling.Recognition.Tests.Synthesis;

public sealed class AugmentationSettingsTests
{
    private static readonly Dictionary<string, AugmentationSettings> OutOfRange = new()
    {
        { "shift is -1 pixels, not 0 to 14", new() { Shift = -1 } },
        { "shift is 14.5 pixels, not 0 to 14", new() { Shift = 14.5f } },
        { "rotation is 181 degrees, not 0 to 180", new() { Rotation = 181 } },
        { "rotation is NaN degrees, not 0 to 180", new() { Rotation = float.NaN } },
        { "scale is 0.75, not 0 to 0.5", new() { Scale = 0.75f } },
        { "shear is 1.5, not 0 to 1", new() { Shear = 1.5f } },
        { "elastic is 11 pixels, not 0 to 10", new() { Elastic = 11 } },
        { "elastic sigma is 0 pixels, not 1 to 14", new() { ElasticSigma = 0 } },
        { "stroke is 0.75 pixels, not 0 to 0.7", new() { Stroke = 0.75f } },
        { "noise is Infinity levels, not 0 to 128", new() { Noise = float.PositiveInfinity } },
        { "noise probability is 1.5, not 0 to 1", new() { NoiseProbability = 1.5f } },
        { "blur is 2 pixels, not 0 to 1", new() { Blur = 2 } },
        { "blur probability is -0.5, not 0 to 1", new() { BlurProbability = -0.5f } },
        { "perspective is 0.6, not 0 to 0.5", new() { Perspective = 0.6f } },
        { "hollow probability is -1, not 0 to 1", new() { HollowProbability = -1 } },
        { "cut probability is 2, not 0 to 1", new() { CutProbability = 2 } },
        { "litter probability is -1, not 0 to 1", new() { LitterProbability = -1 } },
        { "paper probability is 1.5, not 0 to 1", new() { PaperProbability = 1.5f } },
        { "grain probability is 1.5, not 0 to 1", new() { GrainProbability = 1.5f } },
    };

    public static TheoryData<string> Refusals => [.. OutOfRange.Keys];

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_is_out_of_range_is_refused_with_its_name_its_value_and_its_range(string words)
    {
        AugmentationSettings settings = OutOfRange[words];
        Assert.Equal($"augmentation: {words}", Assert.Throws<ArgumentException>(settings.Check).Message);
        Assert.Throws<ArgumentException>(() => new Augmenter(settings));
    }

    [Fact]
    public void Without_settings_all_is_off_and_the_strong_ones_turn_every_part_on()
    {
        Assert.True(new AugmentationSettings().IsOff);
        AugmentationSettings never = new() { Noise = 5, NoiseProbability = 0, Blur = 1, BlurProbability = 0 };
        Assert.True(never.IsOff);
        new AugmentationSettings().Check();
        AugmentationSettings.Default.Check();
        AugmentationSettings strong = AugmentationSettings.Strong;
        strong.Check();
        Assert.False(strong.IsOff);
        Assert.All(
            typeof(AugmentationSettings).GetProperties()
                .Where(property => property.PropertyType == typeof(float)),
            property => Assert.NotEqual(0f, property.GetValue(strong)));
    }

    [Fact]
    public void Settings_come_back_from_JSON_as_they_were()
    {
        AugmentationSettings settings = AugmentationSettings.Default with { Scale = 0.123f };
        string json = JsonSerializer.Serialize(settings);
        Assert.Equal(settings, JsonSerializer.Deserialize<AugmentationSettings>(json));
        Assert.Contains("\"Scale\":0.123,", json);
        Assert.DoesNotContain(nameof(AugmentationSettings.IsOff), json);
    }
}
