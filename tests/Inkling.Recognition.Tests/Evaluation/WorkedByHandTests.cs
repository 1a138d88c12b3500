using Inkling.Recognition.Evaluation;

namespace Inkling.Recognition.Tests.Evaluation;

/// <summary>Cases so small that what is right can be worked out on paper, and is, beside each.</summary>
public sealed class WorkedByHandTests
{
    // Surest first: right, right, wrong; two of one confidence, right and wrong; right; and no digit found.
    private static readonly ScoredReading[] Seven =
    [
        Reading(1, isRight: true), Reading(0.96f, isRight: true), Reading(0.95f, isRight: false),
        Reading(0.5f, isRight: true), Reading(0.5f, isRight: false), Reading(0.25f, isRight: true),
        new("none", Label: 3, Read: null, Confidence: 0, IsSure: false),
    ];

    // shown:   3 3 3 3   5 5 5   8 8   1   7 7
    // read as: 3 3 5 8   5 3 3   8 -   1   1 9
    private static ConfusionMatrix Twelve { get; } =
        new([3, 3, 3, 3, 5, 5, 5, 8, 8, 1, 7, 7], [3, 3, 5, 8, 5, 3, 3, 8, null, 1, 1, 9]);

    [Theory]
    [InlineData(3, 4, 2 / 4.0, 2 / 4.0)] // read four times, twice of a 5
    [InlineData(5, 3, 1 / 2.0, 1 / 3.0)] // read twice, once of a 3
    [InlineData(8, 2, 1 / 2.0, 1 / 2.0)] // read twice, once of a 3; the other 8 was not found
    [InlineData(1, 1, 1 / 2.0, 1 / 1.0)] // read twice, once of a 7
    [InlineData(7, 2, null, 0 / 2.0)] // never read
    [InlineData(9, 0, 0 / 1.0, null)] // read once, of a 7, and never shown
    [InlineData(0, 0, null, null)]
    public void Precision_and_recall(int digit, int images, double? precision, double? recall) =>
        Assert.Equal(new DigitScore(digit, images, precision, recall), Twelve.PerDigit[digit]);

    [Fact]
    public void Confused_pairs()
    {
        Assert.Equal((12, 5, 1), (Twelve.Images, Twelve.Correct, Twelve.NotFound));
        Assert.Equal([(5, 3, 2), (3, 5, 1), (3, 8, 1), (7, 1, 1), (7, 9, 1)],
            Twelve.Pairs.Select(pair => (pair.Label, pair.Read, pair.Images)));
    }

    // Bins of 1/15, weighed by their readings; what was not found is in none:
    //   14/15 to 1:    three, mean confidence 2.91/3 = 0.97, right 2/3: gap 0.97 − 0.66… = 0.303…
    //   7/15 to 8/15:  two, mean confidence 0.5, right 1/2: no gap
    //   3/15 to 4/15:  one, confidence 0.25, right: gap 0.75
    [Fact]
    public void Expected_calibration_error() => Assert.Equal(
        ((3 * (0.97 - (2 / 3.0))) + (2 * 0) + (1 * 0.75)) / 6, new Reliability(Seven).ExpectedError, 7);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(4, 2.5)] // one of two alike: half of each
    [InlineData(5, 3)]
    [InlineData(6, 4)]
    [InlineData(7, 4)]
    public void Accuracy_at_coverage(int answered, double right)
    {
        SelectivePoint point = new SelectiveAccuracy(Seven).At(answered / 7.0);
        Assert.Equal(answered, point.Answered);
        Assert.Equal(right / answered, point.Accuracy, 12);
    }

    // One digit has the probability p, nine others (1 − p)/9 each: the odds of the one against another are
    // 9p/(1 − p), and their T-th root at temperature T. They are to be 9r/(1 − r), where r is the share that
    // is the one.
    [Theory]
    [InlineData(0.9f, 5, 2)] // from 81 to 9: the square root
    [InlineData(0.5f, 9, 0.5)] // from 9 to 81: the square
    [InlineData(0.9f, 9, 1)] // 81 already
    public void Temperature(float probability, int rightOfTen, double temperature) =>
        Assert.Equal(temperature, TemperatureFit.Fit([Ten(probability, rightOfTen)]), 1e-5);

    // Of nine in ten right, the confidence may fall from 0.9 to 0.5: the square root of the odds, as above.
    [Fact]
    public void Highest_temperature() =>
        Assert.Equal(2, TemperatureFit.Highest(Ten(0.9f, rightOfTen: 9), shortfall: 0.4), 1e-5);

    // The one at 0.8 is wrong. With 999 right before it 999 of 1,000 are, just enough; with 998 too few.
    [Theory]
    [InlineData(999, 0.8f)]
    [InlineData(998, 0.9f)]
    public void Threshold_of_confidence(int right, float threshold) => Assert.Equal(
        threshold,
        Thresholds.Confidence(
            [.. Enumerable.Repeat(0.9f, right), 0.8f], [.. Enumerable.Repeat(true, right), false]));

    private static ScoredReading Reading(float confidence, bool isRight) =>
        new("one", Label: 3, isRight ? 3 : 5, confidence, IsSure: true);

    // Ten readings alike, of which some show a 0 and the rest a 1.
    private static Readings Ten(float probability, int rightOfTen)
    {
        float[] row = [probability, .. Enumerable.Repeat((1 - probability) / 9, 9)];
        return new(
            [.. Enumerable.Range(0, 10).Select(i => (byte)(i < rightOfTen ? 0 : 1))],
            [.. Enumerable.Repeat(row, 10).SelectMany(one => one)],
            Outputs: 10);
    }
}
