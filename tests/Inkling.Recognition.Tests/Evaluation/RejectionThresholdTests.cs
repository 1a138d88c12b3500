using Inkling.Recognition.Evaluation;

namespace Inkling.Recognition.Tests.Evaluation;

public sealed class RejectionThresholdTests
{
    [Fact]
    public void Five_of_a_thousand_digits_may_be_rejected_and_no_sixth()
    {
        float[] noDigit =
            [.. Enumerable.Range(0, 994).Select(_ => 0.01f), 0.65f, 0.7f, 0.8f, 0.9f, 0.95f, 0.99f];
        float threshold = Thresholds.Rejection(noDigit);
        Assert.Equal(5, noDigit.Count(one => one >= threshold));
        Assert.Equal(MathF.BitIncrement(0.65f), threshold);
    }

    [Fact]
    public void Where_the_least_threshold_rejects_fewer_it_is_that() =>
        Assert.Equal(0.56f, Thresholds.Rejection([.. Enumerable.Range(0, 999).Select(_ => 0.1f), 0.99f]));

    [Fact]
    public void Of_few_digits_none_is_rejected()
    {
        Assert.Equal(MathF.BitIncrement(0.75f), Thresholds.Rejection([0.1f, 0.2f, 0.75f]));
        Assert.Equal(1, Thresholds.Rejection([0.1f, 0.2f, 1]));
        Assert.Equal(0.56f, Thresholds.Rejection([]));
    }
}
