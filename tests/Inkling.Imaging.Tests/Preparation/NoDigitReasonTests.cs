using Inkling.Imaging.Filters;
using Inkling.Imaging.Preparation;

namespace Inkling.Imaging.Tests.Preparation;

/// <summary>A picture without a digit says whether it is blank, too faint, or shows other ink.</summary>
public class NoDigitReasonTests
{
    private static readonly (int Width, int Height)[] Sizes = [(120, 120), (400, 300), (900, 1200)];

    private static readonly Dictionary<string, Func<GreyImage, GreyImage>> Blanks = new()
    {
        ["clean"] = paper => paper,
        ["fine grain"] = paper => paper.Noise(1.5),
        ["grain"] = paper => paper.Noise(6),
        ["strong grain"] = paper => paper.Noise(20),
        ["fibres"] = paper => SlidingWindow.Average(paper.Noise(40), 1),
        ["light from one side"] = paper => paper.Gradient(0.8).Noise(2),
        ["clean light from one side"] = paper => paper.Gradient(0.7),
        ["a faint shadow"] = paper => paper.Shadow(0.04).Noise(1),
        ["rules"] = paper => paper.Rules(0.15, 0.6).Noise(2),
    };

    public static TheoryData<string> BlankNames => [.. Blanks.Keys];

    [Theory]
    [MemberData(nameof(BlankNames))]
    public void Paper_in_any_light_is_blank(string name)
    {
        foreach ((int width, int height) in Sizes)
        {
            PreparedDigit paper =
                DigitPreparation.Prepare(Blanks[name](Drawing.Draw([], width, height, paper: 220)));
            Assert.True(paper.Reason == NoDigitReason.Blank, $"{name}, {width} × {height}: {paper.Reason}");
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 1)]
    [InlineData(6, 3)]
    [InlineData(12, 5)]
    public void A_lens_cap_is_blank(byte level, double grain)
    {
        foreach ((int width, int height) in Sizes)
        {
            GreyImage cap = Drawing.Draw([], width, height, paper: level).Noise(grain);
            Assert.Equal(NoDigitReason.Blank, DigitPreparation.Prepare(cap).Reason);
        }
    }

    [Theory]
    [InlineData(0.01, 0.05, 0.7)]
    [InlineData(0.02, 0.03, 0.7)]
    [InlineData(0.03, 0.02, 0.7)]
    [InlineData(0.03, 0.05, 0)]
    [InlineData(0.03, 0.05, 1.5)]
    [InlineData(0.03, 0.08, 1.5)]
    public void A_pencil_of_one_to_three_per_cent_is_too_faint(double contrast, double pen, double grain)
    {
        foreach ((int width, int height) in Sizes)
        {
            byte ink = (byte)Math.Round(240 - (contrast * 255));
            int side = Math.Min(width, height);
            double left = (width - (0.7 * side)) / 2;
            double top = 0.2 * height;
            GreyImage faint = Drawing.Draw(
                Drawing.Two, width, height, left, top, 0.6 * side, pen * side, ink, paper: 240);
            NoDigitReason? reason = DigitPreparation.Prepare(faint.Noise(grain)).Reason;
            Assert.True(reason == NoDigitReason.TooFaint, $"{width} × {height}: {reason}");
        }
    }

    [Fact]
    public void A_clear_digit_gives_no_reason() =>
        Assert.Null(DigitPreparation.Prepare(Drawing.Draw(Drawing.Two)).Reason);

    [Fact]
    public void Stripes_are_ink_but_no_digit()
    {
        GreyImage stripes = Drawing.Change(
            Drawing.Draw([], 200, 200), (x, y, level) => (x + y) % 40 < 16 ? 30 : level);
        Assert.Equal(NoDigitReason.NotADigit, DigitPreparation.Prepare(stripes).Reason);
    }
}
