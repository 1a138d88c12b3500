using Inkling.Recognition.Calibrating;

namespace Inkling.Recognition.Tests.Calibrating;

public sealed class RefusalThresholdTests
{
    [Fact]
    public void Five_of_a_thousand_digits_may_be_refused_and_no_sixth()
    {
        float[] noDigit = [.. Enumerable.Range(0, 994).Select(_ => 0.01f), 0.65f, 0.7f, 0.8f, 0.9f, 0.95f, 0.99f];
        float threshold = RefusalThreshold.Choose(noDigit);
        Assert.Equal(5, noDigit.Count(one => one >= threshold));
        Assert.Equal(MathF.BitIncrement(0.65f), threshold);
    }

    [Fact]
    public void Where_three_fifths_refuse_fewer_it_is_that() =>
        Assert.Equal(0.6f, RefusalThreshold.Choose([.. Enumerable.Range(0, 999).Select(_ => 0.1f), 0.99f]));

    [Fact]
    public void Of_few_digits_none_is_refused()
    {
        Assert.Equal(MathF.BitIncrement(0.75f), RefusalThreshold.Choose([0.1f, 0.2f, 0.75f]));
        Assert.Equal(1, RefusalThreshold.Choose([0.1f, 0.2f, 1]));
        Assert.Equal(0.6f, RefusalThreshold.Choose([]));
    }
}
