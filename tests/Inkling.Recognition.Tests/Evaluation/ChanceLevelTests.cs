using Inkling.Recognition.Evaluation;

namespace Inkling.Recognition.Tests.Evaluation;

/// <summary>When an accuracy shows that nothing was learnt.</summary>
public sealed class ChanceLevelTests
{
    [Theory]
    [InlineData(0.098, 5000)]
    [InlineData(0.10, 5000)]
    [InlineData(0.113, 10_000)]
    [InlineData(0.14, 5000)]
    [InlineData(0.0, 40)]
    [InlineData(0.18, 40)]
    public void Ten_equal_classes_read_at_a_tenth_are_guessed(double accuracy, int count)
    {
        ChanceLevel? chance = ChanceLevel.Of("validation", accuracy, Labels(count, commonest: 0.1));
        Assert.Equal(("validation", accuracy), (chance?.Set, chance?.Accuracy));
        Assert.Equal(0.1, chance!.Guessing, tolerance: 1e-9);
    }

    [Theory]
    [InlineData(0.16, 5000)]
    [InlineData(0.3, 100)]
    [InlineData(0.5, 40)]
    [InlineData(0.98, 5000)]
    [InlineData(1.0, 20)]
    public void What_reads_more_has_learnt(double accuracy, int count) =>
        Assert.Null(ChanceLevel.Of("validation", accuracy, Labels(count, commonest: 0.1)));

    [Theory]
    [InlineData(0.6, 0.55, true)]
    [InlineData(0.6, 0.61, true)]
    [InlineData(0.6, 0.7, false)]
    [InlineData(0.9, 0.9, true)]
    [InlineData(0.9, 0.95, false)]
    [InlineData(1.0, 1.0, true)]
    public void Always_answering_the_commonest_digit_is_guessing(
        double commonest, double accuracy, bool isGuessed) => Assert.Equal(
        isGuessed, ChanceLevel.Of("training", accuracy, Labels(2000, commonest)) is not null);

    [Fact]
    public void A_handful_of_digits_says_nothing() =>
        Assert.Null(ChanceLevel.Of("validation", 0, Labels(ChanceLevel.FewestDigits - 1, commonest: 0.1)));

    // One digit has its share, and nine others take turns.
    private static byte[] Labels(int count, double commonest) =>
    [
        .. Enumerable.Range(0, count)
            .Select(i => (byte)(i < Math.Round(commonest * count) ? 0 : 1 + (i % 9))),
    ];
}
