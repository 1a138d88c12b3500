using Inkling.Recognition.Data;

namespace Inkling.Recognition.Tests.Data;

public class DigitSetTests
{
    [Fact]
    public void Lengths_that_do_not_fit_are_both_in_the_sentence()
    {
        ArgumentException fault = Assert.Throws<ArgumentException>(
            "pixels", () => new DigitSet(new byte[10_000 * DigitSet.PixelCount], new byte[9_999]));
        Assert.Equal("labels has 9,999 entries, images has 10,000. (Parameter 'pixels')", fault.Message);
    }

    [Fact]
    public void A_label_above_9_is_refused() =>
        Assert.Throws<ArgumentException>(() => new DigitSet(new byte[DigitSet.PixelCount], [10]));

    [Fact]
    public void The_fingerprint_changes_with_every_label_and_pixel()
    {
        DigitSet digits = TemporaryFolder.Digits(3);
        string before = digits.ComputeFingerprint();
        Assert.Equal(before, TemporaryFolder.Digits(3).ComputeFingerprint());
        digits.Pixels[^1] ^= 1;
        string other = digits.ComputeFingerprint();
        digits.Pixels[^1] ^= 1;
        digits.Labels[0] ^= 1;
        Assert.Equal(3, new[] { before, other, digits.ComputeFingerprint() }.Distinct().Count());
    }

    [Fact]
    public void A_subset_has_the_digits_that_were_asked_for_in_that_order()
    {
        DigitSet all = Digits.Bars(20, seed: 1);
        DigitSet some = all.Subset([7, 3, 7]);
        Assert.Equal([all.Labels[7], all.Labels[3], all.Labels[7]], some.Labels);
        Assert.Equal(all.Image(3), some.Image(1));
        Assert.Equal(0, all.Subset([]).Count);
    }
}
