using Inkling.Recognition.Evaluation;

namespace Inkling.Recognition.Tests.Evaluation;

/// <summary>
/// The measures, against examples worked out by hand and against what must hold of any readings.
/// </summary>
public sealed class ScoreTests
{
    // Right, right, wrong, right, nothing found: confidences 0.95, 0.9, 0.8, 0.5, none.
    private static readonly ScoredReading[] Five =
    [
        Reading(0.8f, isRight: false), Reading(0.95f), new("e", 7, null, 0, false),
        Reading(0.5f, isSure: false), Reading(0.9f),
    ];

    [Theory]
    [InlineData(0, 10, 0, 0.2775)] // 1.96² / (10 + 1.96²)
    [InlineData(10, 10, 0.7225, 1)]
    [InlineData(5, 10, 0.2366, 0.7634)]
    [InlineData(81, 263, 0.2553, 0.3662)] // Newcombe 1998, table I
    [InlineData(0, 0, 0, 1)]
    public void A_Wilson_interval_is_what_its_formula_says(int right, int n, double low, double high)
    {
        WilsonInterval interval = WilsonInterval.Of(right, n);
        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    [Fact]
    public void A_score_counts_the_right_the_sure_and_the_not_found()
    {
        SetScore score = new("five", Five);
        Assert.Equal((5, 3, 1, 1, 3), (score.Count, score.Correct, score.NotFound, score.Unsure, score.Sure));
        Assert.Equal(0.6, score.Accuracy);
        Assert.Equal(2 / 3.0, score.SureAccuracy!.Value, 12);
        Assert.Equal(["a", "e"], score.Mistakes.Select(reading => reading.Name));
        Assert.Equal(5, score.Confusion.Images);
        Assert.Throws<ArgumentException>(() => new SetScore("none", []));
    }

    [Theory]
    [InlineData(1, 5, 0.6)]
    [InlineData(0.8, 4, 0.75)]
    [InlineData(0.7, 4, 0.75)] // a part of a picture counts as one
    [InlineData(0.6, 3, 2 / 3.0)]
    [InlineData(0.4, 2, 1)]
    [InlineData(0.01, 1, 1)]
    public void The_surest_are_answered_first_and_what_was_not_found_last(
        double share, int answered, double accuracy)
    {
        SelectivePoint point = new SelectiveAccuracy(Five).At(share);
        Assert.Equal(answered, point.Answered);
        Assert.Equal(accuracy, point.Accuracy, 12);
    }

    [Fact]
    public void Readings_of_one_confidence_count_with_their_mean_in_whatever_order_they_come()
    {
        ScoredReading[] tied = [Reading(0.9f), Reading(0.9f, isRight: false), Reading(0.9f), Reading(0.9f)];
        foreach (ScoredReading[] order in (ScoredReading[][])[tied, [.. tied.Reverse()]])
            Assert.All(new SelectiveAccuracy(order).Curve(), point => Assert.Equal(0.75, point.Accuracy, 12));
    }

    [Fact]
    public void Answering_all_gives_the_accuracy_and_the_curve_ends_there()
    {
        foreach (int seed in (int[])[1, 2, 3])
        {
            SetScore score = new("some", [.. Calibrated(137, seed)]);
            Assert.Equal(score.Accuracy, score.Selective.At(1).Accuracy, 12);
            Assert.Equal(score.Accuracy, score.Selective.Points[0].Accuracy, 12);
            IReadOnlyList<SelectivePoint> curve = score.Selective.Curve(20);
            Assert.Equal((81, 0.2, 137), (curve.Count, curve[0].Coverage, curve[^1].Answered));
        }
    }

    [Fact]
    public void The_bins_cover_0_to_1_and_hold_every_reading_with_an_answer()
    {
        Reliability reliability = new([.. Calibrated(500, 4), .. Five, Reading(0), Reading(1)]);
        Assert.Equal(15, reliability.Diagram.Count);
        Assert.Equal(0, reliability.Diagram[0].Low);
        Assert.Equal(1, reliability.Diagram[^1].High);
        Assert.All(reliability.Diagram.Zip(reliability.Diagram.Skip(1)), pair =>
            Assert.Equal(pair.First.High, pair.Second.Low, 12));
        Assert.Equal(506, reliability.Diagram.Sum(bin => bin.Count));
        Assert.All(reliability.Diagram, bin => Assert.True(
            bin.Count == 0 || (bin.Confidence > bin.Low - 1e-6 && bin.Confidence <= bin.High + 1e-6)));
    }

    [Fact]
    public void The_expected_calibration_error_is_the_mean_of_the_gaps()
    {
        // (0.9 + 0.9)/2 against 1/2 in one bin: 0.4. 0.2 against 1 in another: 0.8. (2·0.4 + 0.8) / 3.
        Reliability reliability = new([Reading(0.9f), Reading(0.9f, isRight: false), Reading(0.2f)]);
        Assert.Equal(1.6 / 3, reliability.ExpectedError, 6);
        Assert.Equal(0, new Reliability([new("e", 7, null, 0, false)]).ExpectedError);
    }

    [Fact]
    public void It_is_small_where_a_confidence_is_the_share_that_is_right_and_large_where_it_is_not()
    {
        Assert.InRange(new Reliability(Calibrated(40_000, 5)).ExpectedError, 0, 0.01);
        Assert.Equal(0.5, new Reliability(
            Enumerable.Range(0, 100).Select(i => Reading(1, isRight: i % 2 == 0))).ExpectedError, 6);
    }

    [Fact]
    public void Writers_are_the_folders_below_images_where_there_are_several()
    {
        ScoredReading Of(string name, bool isRight) => Reading(0.9f, isRight) with { Name = name };
        SetScore score = new("hands", [
            Of("images/b/1.png", true), Of("images/a/1.png", true), Of("images/a/2.png", false),
            Of("images/stray.png", true),
        ]);
        Assert.Equal([new("a", 2, 1), new("b", 1, 1)], score.Writers);
        Assert.Equal("a", score.WorstWriter!.Writer);
        Assert.Empty(new SetScore("one", [Of("images/a/1.png", true)]).Writers);
        Assert.Empty(new SetScore("flat", [Of("images/1.png", true), Of("2.png", true)]).Writers);
    }

    [Fact]
    public void Each_set_counts_the_same_in_the_mean_and_each_picture_in_all()
    {
        SetScore large = new("large", [Reading(0.9f), Reading(0.9f), Reading(0.9f)]);
        Scoreboard board = new([new("small", [Reading(0.9f, isRight: false)]), large]);
        Assert.Equal(0.5, board.MeanAccuracy);
        Assert.Equal(0.75, board.All.Accuracy);
        Assert.Equal((0.9 + 0.1) / 2, board.MeanCalibrationError, 6);
        Assert.Equal("small/a", board.All.Mistakes[0].Name);
    }

    [Fact]
    public void The_time_of_a_picture_is_the_median()
    {
        SetScore score = new("times", [.. ((int[])[1, 900, 3, 2])
            .Select(ms => Reading(1) with { Time = TimeSpan.FromMilliseconds(ms) })]);
        Assert.Equal(2.5, score.TimePerImage.TotalMilliseconds);
    }

    private static ScoredReading Reading(float confidence, bool isRight = true, bool isSure = true) =>
        new("a", 3, isRight ? 3 : 5, confidence, isSure);

    // Right as often as they say.
    private static IEnumerable<ScoredReading> Calibrated(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())
            .Select(p => Reading(p, random.NextSingle() < p))];
    }
}
