using Inkling.Recognition.Data;
using Inkling.Recognition.Synthesis;
using static Inkling.Recognition.Tests.Data.TemporaryFolder;

namespace Inkling.Datasets.Tests;

/// <summary>Sets that are not what they are taken for are told by reading some of them.</summary>
public sealed class DigitSetCheckTests
{
    private static readonly DigitSet Real = SyntheticDigits.Make(200, seed: 3);

    [Fact]
    public void Nothing_is_said_of_digits() => Assert.Null(FaultOf(Real));

    [Fact]
    public void Nothing_is_said_of_a_few() => Assert.Null(FaultOf(Digits(19)));

    [Fact]
    public void Digits_on_their_side_are_told()
    {
        string? fault = FaultOf(Real.Transpose());
        Assert.Matches("^these digits seem to lie on their side: .* give --transpose$", fault);
        Assert.EndsWith(
            "leave out --transpose", DigitSetCheck.FaultOf(Real.Transpose(), isTransposed: true, threads: 1));
    }

    [Fact]
    public void Digits_dark_on_light_are_told() => Assert.Matches(
        "^these digits seem to be dark on light: .* give --prepare$",
        FaultOf(new([.. Real.Pixels.Select(pixel => (byte)(255 - pixel))], Real.Labels)));

    [Fact]
    public void Labels_of_other_digits_are_told() => Assert.StartsWith(
        "the labels seem to be those of other digits: ",
        FaultOf(new(Real.Pixels, [.. Real.Labels.Select(label => (byte)((label + 1) % 10))])));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void What_is_no_digit_is_told(int kind)
    {
        byte[] pixels = new byte[200 * DigitSet.PixelCount];
        Random random = new(kind);
        for (int i = 0; i < 200; i++)
            Draw(kind, random, pixels.AsSpan(i * DigitSet.PixelCount, DigitSet.PixelCount));
        Assert.StartsWith("these seem not to be digits: ", FaultOf(new(pixels, Real.Labels)));
    }

    // Noise; a filled shape as of a shirt; several strokes that cross.
    private static void Draw(int kind, Random random, Span<byte> pixels)
    {
        if (kind == 0)
        {
            random.NextBytes(pixels);
            return;
        }
        for (int n = 0; n < (kind == 1 ? 3 : 6); n++)
        {
            int width = kind == 1 || n % 2 == 0 ? random.Next(10, 24) : 2;
            int height = kind == 1 || n % 2 == 1 ? random.Next(10, 24) : 2;
            int left = random.Next(0, 28 - width), top = random.Next(0, 28 - height);
            for (int y = top; y < top + height; y++)
                pixels.Slice((y * DigitSet.Side) + left, width).Fill((byte)random.Next(100, 256));
        }
    }

    private static string? FaultOf(DigitSet digits) =>
        DigitSetCheck.FaultOf(digits, isTransposed: false, threads: 2, TestContext.Current.CancellationToken);
}
