using Inkling.Recognition.Data;
using Inkling.Recognition.Evaluation;
using Inkling.Recognition.Models;
using Inkling.Recognition.Synthesis;

namespace Inkling.Recognition.Tests.Synthesis;

public sealed class SyntheticTests
{
    [Fact]
    public void A_digit_follows_from_its_seed_and_number_alone()
    {
        DigitSet many = SyntheticDigits.Make(40, seed: 3);
        byte[] one = new byte[DigitSet.PixelCount];
        Assert.Equal(7, SyntheticDigits.Draw(seed: 3, number: 37, one));
        Assert.Equal(many.Image(37), one);
        Assert.Equal(many.ComputeFingerprint(), SyntheticDigits.Make(40, seed: 3).ComputeFingerprint());
        Assert.NotEqual(many.ComputeFingerprint(), SyntheticDigits.Make(40, seed: 4).ComputeFingerprint());
    }

    [Fact]
    public void No_two_digits_are_the_same()
    {
        DigitSet digits = SyntheticDigits.Make(500, seed: 1);
        Assert.Equal(500, Enumerable.Range(0, 500).Select(i => Convert.ToHexString(digits.Image(i)))
            .Distinct().Count());
    }

    [Fact]
    public void Digits_and_others_have_MNISTs_form_a_box_of_20_and_the_centre_of_mass_in_the_middle()
    {
        byte[] picture = new byte[DigitSet.PixelCount];
        for (int number = 0; number < 400; number++)
        {
            SyntheticDigits.Draw(1, number, picture);
            Check(picture);
            SyntheticNegatives.Draw(1, number, picture);
            Check(picture);
        }
    }

    [Fact]
    public void The_model_that_ships_reads_drawn_digits_and_refuses_drawn_others()
    {
        const int Count = 1_000;
        DigitSet digits = SyntheticDigits.Make(Count, seed: 999);
        Assert.InRange(DigitEvaluation.Run(DigitModel.Default, digits).Accuracy, 0.95, 1);
        byte[] pixels = new byte[Count * DigitSet.PixelCount];
        for (int i = 0; i < Count; i++)
            SyntheticNegatives.Draw(999, i, pixels.AsSpan(i * DigitSet.PixelCount, DigitSet.PixelCount));
        // Their labels play no part: no digit is right.
        Assert.InRange(DigitEvaluation.Run(
            DigitModel.Default, new(pixels, new byte[Count])).Rejected.Count, 0.9 * Count, Count);
    }

    private static void Check(byte[] picture)
    {
        int left = 28, right = -1, top = 28, bottom = -1;
        double mass = 0, sumX = 0, sumY = 0;
        for (int i = 0; i < picture.Length; i++)
        {
            (int x, int y) = (i % 28, i / 28);
            mass += picture[i];
            sumX += picture[i] * x;
            sumY += picture[i] * y;
            if (picture[i] == 0)
                continue;
            (left, right, top, bottom) =
                (Math.Min(left, x), Math.Max(right, x), Math.Min(top, y), Math.Max(bottom, y));
        }
        // Twenty pixels that lie between the grid's, and a pressed pen's soft edge.
        Assert.InRange(Math.Max(right - left, bottom - top) + 1, 3, 23);
        Assert.InRange(sumX / mass, 13, 15);
        Assert.InRange(sumY / mass, 13, 15);
    }
}
