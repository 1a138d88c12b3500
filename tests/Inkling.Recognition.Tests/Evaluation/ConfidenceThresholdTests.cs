using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Tests.Evaluation;

public sealed class ConfidenceThresholdTests
{
    [Fact]
    public void At_the_threshold_all_but_one_in_a_thousand_are_right_and_below_it_no_lower_one_would_do()
    {
        // The surer half is right; of the rest every twentieth is wrong.
        float[] certainty = [.. Enumerable.Range(0, 3_000).Select(i => 1 - (i / 7_500f))];
        bool[] right = [.. Enumerable.Range(0, 3_000).Select(i => i < 1_500 || i % 20 != 0)];
        float threshold = Thresholds.Confidence(certainty, right);
        Assert.InRange(threshold, certainty[2_400], certainty[1_500]);
        Assert.True(ShareRight(certainty, right, threshold) >= 0.999);
        Assert.All(
            certainty.Where(c => c < threshold), c => Assert.True(ShareRight(certainty, right, c) < 0.999));
    }

    [Fact]
    public void Those_that_are_as_sure_as_each_other_are_named_together() =>
        Assert.Equal(0.9f, Thresholds.Confidence([0.9f, 0.8f, 0.8f, 0.8f], [true, true, true, false]));

    [Fact]
    public void A_model_that_is_never_wrong_is_sure_from_a_half_on()
    {
        Assert.Equal(0.5f, Thresholds.Confidence([0.9f, 0.3f], [true, true]));
        Assert.Equal(0.7f, Thresholds.Confidence([0.9f, 0.7f], [true, true]));
    }

    [Fact]
    public void A_model_that_is_always_wrong_is_never_sure() =>
        Assert.Equal(1, Thresholds.Confidence([0.9f, 0.7f], [false, false]));

    [Fact]
    public void A_reading_is_sure_from_the_models_own_threshold_on()
    {
        DigitModel model = Digits.Model();
        ReadingOptions asIs = new() { Form = PictureForm.AsIs };
        byte[] picture = Digits.Bars(50, seed: 8).Image(0).ToArray();
        float confidence = new DigitReader(model, asIs).ReadPixels(picture, 28, 28).Confidence;
        bool IsSure(float? unsureBelow) => new DigitReader(
            new(model.Network, model.Metadata with { ConfidenceThreshold = unsureBelow }), asIs)
                .ReadPixels(picture, 28, 28).IsSure;
        Assert.True(IsSure(confidence));
        Assert.False(IsSure(confidence + 1e-4f));
        Assert.Equal(confidence >= 0.5f, IsSure(null));
    }

    [Fact]
    public void The_model_that_ships_states_its_threshold() =>
        Assert.InRange(DigitModel.Default.Metadata.ConfidenceThreshold!.Value, 0.5f, 0.999f);

    private static double ShareRight(float[] certainty, bool[] right, float threshold)
    {
        bool[] named = [.. right.Where((_, i) => certainty[i] >= threshold)];
        return named.Count(one => one) / (double)named.Length;
    }
}
