using Inkling.Neural.Networks;
using Inkling.Neural.Training;
using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Tests.Evaluation;

public sealed class UnseenDigitsTests
{
    private static readonly DigitSet Set = Digits.Bars(2_400, seed: 1);

    [Fact]
    public void Of_the_set_that_it_was_trained_on_those_that_the_training_held_back()
    {
        DigitSet left = UnseenDigits.Of(Trained(seed: 3, share: 0.25), Set, "bars");
        Assert.Equal(
            Set.Subset(SampleSplit.Of(2_400, 2_400, Settings(3, 0.25)).Validation).Pixels, left.Pixels);
    }

    [Fact]
    public void Of_any_other_set_all_that_have_ink()
    {
        Assert.Equal(2_400, UnseenDigits.Of(Digits.Model(), Set, "bars").Count);
        DigitSet others = Digits.Bars(2_400, seed: 2);
        Assert.Equal(2_400, UnseenDigits.Of(Trained(seed: 3, share: 0.25), others, "bars").Count);
        DigitSet blank = new(Set.Pixels, Set.Labels) { NotFound = [3, 5] };
        Assert.Equal(2_398, UnseenDigits.Of(Digits.Model(), blank, "bars").Count);
    }

    [Fact]
    public void Of_an_ensemble_those_that_all_of_its_networks_held_back()
    {
        DigitModel ensemble =
            DigitModel.Ensemble([Trained(seed: 1, share: 0.5), Trained(seed: 2, share: 0.5)]);
        int[] both = [.. SampleSplit.Of(2_400, 2_400, Settings(1, 0.5)).Validation
            .Intersect(SampleSplit.Of(2_400, 2_400, Settings(2, 0.5)).Validation)];
        DigitSet left = UnseenDigits.Of(ensemble, Set, "bars");
        Assert.InRange(left.Count, 500, 700);
        Assert.Equal(both.Length, left.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    public void Where_too_few_are_left_it_says_so(double share)
    {
        string message =
            Assert.Throws<DataException>(() => UnseenDigits.Of(Trained(seed: 1, share), Set, "bars")).Message;
        Assert.Equal(
            $"bars: has {2_400 * share:N0} digits that this model was not trained on, "
            + "and 500 are needed: name others.", message);
    }

    private static TrainingSettings Settings(ulong seed, double share) =>
        new() { Seed = seed, ValidationShare = share };

    private static DigitModel Trained(ulong seed, double share)
    {
        DigitModel model = Digits.Model(seed: seed);
        return new(model.Network, model.Metadata with
        {
            Training = Settings(seed, share),
            Data = new(Set.Count, Set.ComputeFingerprint()),
        });
    }
}
