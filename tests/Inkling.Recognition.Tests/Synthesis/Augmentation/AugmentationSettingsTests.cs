using System.Text.Json;
using Inkling.Recognition.Synthesis;

namespace Inkling.Recognition.Tests.Synthesis;

public sealed class AugmentationSettingsTests
{
    public static TheoryData<AugmentationSettings, string> OutOfRange => new()
    {
        { new() { Shift = -1 }, "shift is -1 pixels, not 0 to 14" },
        { new() { Shift = 14.5f }, "shift is 14.5 pixels, not 0 to 14" },
        { new() { Rotation = 181 }, "rotation is 181 degrees, not 0 to 180" },
        { new() { Rotation = float.NaN }, "rotation is NaN degrees, not 0 to 180" },
        { new() { Scale = 0.75f }, "scale is 0.75, not 0 to 0.5" },
        { new() { Shear = 1.5f }, "shear is 1.5, not 0 to 1" },
        { new() { Elastic = 11 }, "elastic is 11 pixels, not 0 to 10" },
        { new() { ElasticSigma = 0 }, "elastic sigma is 0 pixels, not 1 to 14" },
        { new() { Stroke = 0.75f }, "stroke is 0.75 pixels, not 0 to 0.7" },
        { new() { Noise = float.PositiveInfinity }, "noise is Infinity levels, not 0 to 128" },
        { new() { NoiseProbability = 1.5f }, "noise probability is 1.5, not 0 to 1" },
        { new() { Blur = 2 }, "blur is 2 pixels, not 0 to 1" },
        { new() { BlurProbability = -0.5f }, "blur probability is -0.5, not 0 to 1" },
        { new() { Perspective = 0.6f }, "perspective is 0.6, not 0 to 0.5" },
        { new() { HollowProbability = -1 }, "hollow probability is -1, not 0 to 1" },
        { new() { CutProbability = 2 }, "cut probability is 2, not 0 to 1" },
        { new() { LitterProbability = -1 }, "litter probability is -1, not 0 to 1" },
        { new() { PaperProbability = 1.5f }, "paper probability is 1.5, not 0 to 1" },
        { new() { GrainProbability = 1.5f }, "grain probability is 1.5, not 0 to 1" },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void What_is_out_of_range_is_refused_with_its_name_its_value_and_its_range(
        AugmentationSettings settings, string words)
    {
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
