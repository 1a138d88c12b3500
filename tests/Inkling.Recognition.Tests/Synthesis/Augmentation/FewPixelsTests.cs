using Inkling.Imaging;
using Inkling.Imaging.Preparation;
using Inkling.Neural;
using Inkling.Recognition.Data;
using Inkling.Recognition.Synthesis;

namespace Inkling.Recognition.Tests.Synthesis;

public sealed class FewPixelsTests
{
    [Fact]
    public void Of_few_pixels_a_digit_is_20_long_at_full_strength_and_in_the_middle()
    {
        HashSet<int> widths = [];
        for (ulong number = 0; number < 100; number++)
        {
            byte[] coarse = Coarsen(Shapes.Box(6, 6, 12, 16), number);
            int[] columns = [.. Enumerable.Range(0, 784).Where(i => coarse[i] >= 128).Select(i => i % 28)];
            int[] rows = [.. Enumerable.Range(0, 784).Where(i => coarse[i] >= 128).Select(i => i / 28)];
            widths.Add(columns.Max() + 1 - columns.Min());
            Assert.Equal(255, coarse.Max());
            Assert.InRange(rows.Max() + 1 - rows.Min(), 18, 20);
            Assert.InRange(columns.Average(), 13, 15);
            Assert.InRange(rows.Average(), 13, 15);
        }
        Assert.InRange(widths.Min(), 13, 16); // in its proportions
        Assert.InRange(widths.Max(), 18, 20); // stretched
    }

    [Fact]
    public void A_blank_picture_stays_blank() => Assert.Equal(new byte[784], Coarsen(new byte[784], 1));

    [Fact]
    public void An_upright_stroke_is_no_square_block()
    {
        GreyImage few = FewPixels.Shrink(Shapes.Box(12, 4, 2, 20), 16, isStretched: true);
        Assert.Equal((5, 16), (few.Width, few.Height));
        few = FewPixels.Shrink(Shapes.Box(9, 4, 9, 20), 16, isStretched: true);
        Assert.Equal((16, 16), (few.Width, few.Height));
        few = FewPixels.Shrink(Shapes.Box(9, 4, 10, 20), 16, isStretched: false);
        Assert.Equal((8, 16), (few.Width, few.Height));
    }

    [Fact]
    public void What_is_finer_than_the_few_pixels_is_lost()
    {
        byte[] comb = [.. Enumerable.Range(0, 784).Select(i => (byte)(i % 28 % 2 == 0 ? 255 : 0))];
        for (int side = 8; side <= 14; side++)
            Assert.All(FewPixels.Shrink(comb, side, false).Pixels, level => Assert.InRange(level, 85, 170));
    }

    [Theory]
    [InlineData(12, false, 0)]
    [InlineData(12, true, 60)]
    [InlineData(16, true, 60)]
    [InlineData(16, true, 120)]
    [InlineData(16, false, 90)]
    public void Training_sees_a_picture_of_few_pixels_as_reading_does(
        int side, bool isStretched, int threshold)
    {
        const int Count = 200;
        byte[] digit = new byte[DigitSet.PixelCount];
        int alike = 0;
        for (int number = 0; number < Count; number++)
        {
            SyntheticDigits.Draw(seed: 8, number, digit);
            GreyImage few = FewPixels.Shrink(digit, side, isStretched);
            if (threshold > 0)
                FewPixels.Binarise(few, threshold);
            byte[] trained = FewPixels.Prepare(few).Pixels, read = DigitPreparation.Prepare(few).Pixels;
            // In levels, over all pixels of ink: what a stroke's edge differs by, and no more.
            double ink = Math.Max(1, read.Sum(level => level));
            alike += trained.Zip(read, (one, other) => Math.Abs(one - other)).Sum() < 0.3 * ink ? 1 : 0;
        }
        TestContext.Current.SendDiagnosticMessage($"{alike} of {Count} alike");
        Assert.InRange(alike, 0.8 * Count, Count); // of others the reader drops a speck or a neighbour
    }

    private static byte[] Coarsen(byte[] digit, ulong number)
    {
        RandomSequence random = new(3, RandomPurpose.Augmentation, number);
        FewPixels.Coarsen(digit, ref random);
        return digit;
    }
}
