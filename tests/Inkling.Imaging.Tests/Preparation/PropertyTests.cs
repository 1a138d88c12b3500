using Inkling.Imaging.Preparation;

namespace Inkling.Imaging.Tests.Preparation;

/// <summary>What must not change a prepared digit, whatever its pen.</summary>
public class PropertyTests
{
    // A 5 whose hat is apart from its body.
    private static readonly (double X, double Y)[][] Five =
    [
        [(0.35, 0.12), (0.3, 0.5), (0.6, 0.45), (0.72, 0.7), (0.5, 0.97), (0.2, 0.9)],
        [(0.42, 0.0), (0.8, 0.0)],
    ];

    public static TheoryData<int, double> Digits => new()
    {
        { 2, 2 }, { 2, 8 }, { 2, 20 }, { 4, 3 }, { 4, 12 }, { 5, 4 }, { 5, 8 },
    };

    [Theory]
    [MemberData(nameof(Digits))]
    public void Contrast_polarity_and_size_hardly_matter(int digit, double pen)
    {
        GreyImage picture = Draw(digit, pen, 120);
        PreparedDigit usual = DigitPreparation.Prepare(picture);
        Assert.InRange(Common(usual, picture.Inverted()), 0.95, 1);
        Assert.InRange(Common(usual, picture.Contrast(0.5, 60)), 0.9, 1);
        Assert.InRange(Common(usual, picture.Contrast(0.9, -10)), 0.9, 1);
        Assert.InRange(Common(usual, Draw(digit, 2 * pen, 240)), 0.75, 1);
        Assert.InRange(Common(usual, Draw(digit, 8 * pen, 960)), 0.75, 1);
    }

    [Fact]
    public void A_hat_that_is_apart_is_kept_and_is_kept_at_the_edge_too()
    {
        GreyImage whole = Draw(5, 8, 120);
        PreparedDigit usual = DigitPreparation.Prepare(whole);
        int top = Enumerable.Range(0, 784).First(i => usual.Pixels[i] > 128) / 28;
        Assert.True(
            usual.Pixels.Skip(28 * (top + 1)).Take(28).Count(level => level > 128) > 5, "the hat is on top");
        int right = usual.Crop.Right - 3;
        GreyImage cut = whole.Crop(new PixelBox(0, 0, right, whole.Height));
        Assert.InRange(Common(usual, cut), 0.7, 1);
    }

    [Fact]
    public void Grain_with_thousands_of_pieces_takes_little_more_memory_than_a_clean_picture()
    {
        GreyImage clean = Drawing.Draw(Drawing.Two, 600, 600, 200, 150, 300, 30);
        Assert.InRange(Allocated(clean.Noise(60)), 1, 2 * Allocated(clean));

        static long Allocated(GreyImage picture)
        {
            DigitPreparation.Prepare(picture);
            long before = GC.GetAllocatedBytesForCurrentThread();
            DigitPreparation.Prepare(picture);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static GreyImage Draw(int digit, double pen, int side) => Drawing.Draw(
        digit switch { 2 => Drawing.Two, 4 => Drawing.Four, _ => Five },
        side, side, side * 0.2, side * 0.15, side * 0.6, pen);

    private static double Common(PreparedDigit usual, GreyImage picture) =>
        SceneTests.Common(usual, DigitPreparation.Prepare(picture));
}
