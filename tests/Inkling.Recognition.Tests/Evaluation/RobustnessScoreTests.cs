using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;
using Inkling.Recognition.Synthesis;

namespace Inkling.Recognition.Tests.Evaluation;

public sealed class RobustnessScoreTests
{
    [Fact]
    public void Errors_are_the_evaluations_and_ratios_and_means_what_their_definitions_say()
    {
        DigitSet digits = Digits.Bars(60, seed: 3);
        DigitModel model = Digits.Model(seed: 1), plain = Digits.Model(seed: 2);
        RobustnessScore score = RobustnessScore.Run(
            model, plain, digits, new() { Seed = 9, Threads = 1 }, null,
            TestContext.Current.CancellationToken);
        Assert.Equal(
            Corruption.All.Select(corruption => corruption.Name), score.Corruptions.Select(one => one.Name));
        Assert.Equal(60 - DigitEvaluation.Run(model, digits).Correct, score.Clean.Wrong);
        foreach ((Corruption corruption, CorruptionScore one) in Corruption.All.Zip(score.Corruptions))
        {
            DigitSet corrupted =
                corruption.Apply(digits, seed: 9, threads: 2, TestContext.Current.CancellationToken);
            Assert.Equal(60 - DigitEvaluation.Run(model, corrupted).Correct, one.Wrong);
            Assert.Equal(60 - DigitEvaluation.Run(plain, corrupted).Correct, one.PlainWrong);
            Assert.Equal(one.Error, one.Ratio!.Value * one.PlainError!.Value, 12);
            Assert.Equal(corrupted.Image(0).ToArray(), one.Sample.ToArray());
        }
        Assert.Equal(score.Corruptions.Sum(one => one.Error) / 15, score.MeanError, 12);
        Assert.Equal(score.Corruptions.Average(one => one.Ratio)!.Value, score.MeanRatio!.Value, 12);
    }

    [Fact]
    public void Without_a_plain_network_there_are_no_ratios()
    {
        RobustnessScore score = RobustnessScore.Run(
            Digits.Model(), null, Digits.Bars(5, seed: 3),
            cancellation: TestContext.Current.CancellationToken);
        Assert.Null(score.MeanRatio);
        Assert.Null(score.MeanPlainError);
        Assert.All(score.Corruptions, one => Assert.Null(one.Ratio));
    }

    [Fact]
    public void An_empty_set_is_refused_and_it_can_be_called_off()
    {
        Assert.Throws<DataException>(() => RobustnessScore.Run(
            Digits.Model(), null, new([], []), cancellation: TestContext.Current.CancellationToken));
        Assert.ThrowsAny<OperationCanceledException>(
            () => RobustnessScore.Run(Digits.Model(), null, Digits.Bars(5, seed: 3),
            cancellation: new CancellationToken(canceled: true)));
    }
}
