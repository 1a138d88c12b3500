using Inkling.Imaging;
using Inkling.Neural;
using Inkling.Recognition.Data;
using Inkling.Recognition.Synthesis;

namespace Inkling.Recognition.Tests.Synthesis;

public sealed class AugmentationSheetTests
{
    [Fact]
    public void A_row_is_the_digit_in_black_on_white_a_gap_and_its_copies()
    {
        DigitSet digits = new([.. Shapes.Ring(), .. Shapes.Box(9, 9, 9, 9)], [3, 1]);
        AugmentationSettings settings = AugmentationSettings.Default;
        GreyImage sheet = AugmentationSheet.Draw(digits, settings, seed: 5, rows: 2, copies: 3);
        Assert.Equal(12 + 84 + 24 + 84 + 4 + 84 + 4 + 84 + 12, sheet.Width);
        Assert.Equal(12 + 84 + 4 + 84 + 12, sheet.Height);
        Assert.Equal(digits.Image(1), DigitAt(sheet, 12, 12)); // of class 1, so it comes first
        Assert.Equal(digits.Image(0), DigitAt(sheet, 12, 100));
        byte[] variant = new byte[784];
        RandomSequence random = new(5, RandomPurpose.Augmentation, 2 + 1); // the second variant of digit 1
        new Augmenter(settings).Augment(digits.Image(1), variant, ref random);
        Assert.Equal(variant, DigitAt(sheet, 120 + 88, 12));
        for (int y = 0; y < sheet.Height; y++)
            Assert.All(Enumerable.Range(96, 24), x => Assert.Equal(255, sheet[x, y]));
    }

    [Fact]
    public void The_same_seed_draws_the_same_sheet_and_another_another()
    {
        DigitSet digits = Digits.Bars(30, seed: 1);
        byte[] Sheet(ulong seed) =>
            AugmentationSheet.Draw(digits, AugmentationSettings.Default, seed, 4, 3).Pixels;
        Assert.Equal(Sheet(1), Sheet(1));
        Assert.NotEqual(Sheet(1), Sheet(2));
    }

    [Fact]
    public void Rows_take_classes_in_turn_and_go_on_where_a_class_has_no_more()
    {
        Assert.Equal([2, 0, 1, 4, 3], AugmentationSheet.Choose([5, 9, 0, 9, 5], 10));
        Assert.Equal([2, 0], AugmentationSheet.Choose([5, 9, 0, 9, 5], 2));
        Assert.Contains("at least one digit", Assert.Throws<ArgumentException>(
            () => AugmentationSheet.Draw(new([], []), new(), 1, 1, 1)).Message);
    }

    // The middle pixel of each 3 × 3.
    private static byte[] DigitAt(GreyImage sheet, int left, int top) =>
        [.. Enumerable.Range(0, 784)
            .Select(p => (byte)(255 - sheet[left + (p % 28 * 3) + 1, top + (p / 28 * 3) + 1]))];
}
