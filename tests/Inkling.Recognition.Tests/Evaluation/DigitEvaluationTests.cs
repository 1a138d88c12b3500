using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;

namespace Inkling.Recognition.Tests.Evaluation;

public sealed class DigitEvaluationTests
{
    [Fact]
    public void Precision_recall_and_confusion_are_what_their_definitions_say()
    {
        DigitSet digits = Digits.Bars(700, seed: 3);
        DigitEvaluation evaluation = DigitEvaluation.Run(Digits.Model(), digits);
        Assert.Equal(700, evaluation.Confusion.Sum(row => row.Sum()));
        Assert.Equal(
            Enumerable.Range(0, 700).Count(i => evaluation.Read[i] == digits.Labels[i]), evaluation.Correct);
        Assert.Equal(evaluation.Correct / 700.0, evaluation.Accuracy);
        foreach (DigitScore score in evaluation.PerDigit)
        {
            int[] is_ = [.. Enumerable.Range(0, 700).Where(i => digits.Labels[i] == score.Digit)];
            int[] readAs = [.. Enumerable.Range(0, 700).Where(i => evaluation.Read[i] == score.Digit)];
            int both = is_.Intersect(readAs).Count();
            Assert.Equal(is_.Length, score.Images);
            Assert.Equal((double)both / is_.Length, score.Recall);
            Assert.Equal(readAs.Length == 0 ? null : (double)both / readAs.Length, score.Precision);
        }
        Assert.Equal(700 - evaluation.Correct, evaluation.Mistakes.Count);
        Assert.Equal(
            evaluation.Mistakes.OrderByDescending(i => evaluation.Confidence[i]), evaluation.Mistakes);
        IReadOnlyList<DigitConfusion> pairs = evaluation.Matrix.Pairs;
        Assert.Equal(700 - evaluation.Correct, pairs.Sum(pair => pair.Images));
        Assert.Equal(pairs.OrderByDescending(pair => pair.Images), pairs);
        Assert.All(pairs, pair => Assert.Equal(evaluation.Confusion[pair.Label][pair.Read], pair.Images));
    }

    [Fact]
    public void Where_no_digit_was_found_the_reading_counts_as_wrong()
    {
        DigitSet all = Digits.Bars(20, seed: 3);
        DigitEvaluation before = DigitEvaluation.Run(Digits.Model(), all);
        int[] hidden = [.. Enumerable.Range(0, 20).Where(i => before.Read[i] == all.Labels[i])];
        DigitSet some = new(all.Pixels, all.Labels) { NotFound = hidden };
        DigitEvaluation evaluation = DigitEvaluation.Run(Digits.Model(), some);
        Assert.Equal(0, evaluation.Correct);
        Assert.Equal(20, evaluation.Mistakes.Count);
    }

    [Fact]
    public void The_pixel_scale_can_be_overruled_and_the_threads_change_nothing()
    {
        DigitSet digits = Digits.Bars(300, seed: 5);
        DigitEvaluation stated = DigitEvaluation.Run(Digits.Model(), digits, new() { Threads = 1 });
        Assert.Equal(stated.Confidence, DigitEvaluation.Run(
            Digits.Model(), digits, new() { Threads = 3, PixelScale = 255 }).Confidence);
        Assert.NotEqual(stated.Confidence, DigitEvaluation.Run(
            Digits.Model(), digits, new() { PixelScale = 1 }).Confidence);
    }

    [Fact]
    public void An_empty_set_is_refused() =>
        Assert.Contains("no image", Assert.Throws<DataException>(
            () => DigitEvaluation.Run(Digits.Model(), new([], []))).Message);
}
