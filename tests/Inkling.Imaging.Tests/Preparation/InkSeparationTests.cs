using Inkling.Imaging.Preparation;

namespace Inkling.Imaging.Tests.Preparation;

/// <summary>Ink is found by luma, by alpha and by colour, and where luma shows it nothing changes.</summary>
public class InkSeparationTests
{
    private static readonly GreyImage Ink = Drawing.Draw(Drawing.Two, ink: 255, paper: 0); // coverage
    private static readonly byte[] Usual =
        DigitPreparation.Prepare(Drawing.Draw(Drawing.Two, ink: 0, paper: 255)).Pixels;

    [Theory]
    [InlineData(255, 255, 255)]
    [InlineData(255, 255, 215)]
    [InlineData(250, 255, 250)]
    public void Light_ink_on_clear_is_read_by_its_alpha(byte red, byte green, byte blue)
    {
        GreyImage grey = InkSeparation.ToGrey(OnClear(red, green, blue), isExact: true);
        AssertNear(grey, 1);
        Assert.Equal(Ink.Inverted().Pixels, grey.Pixels);
    }

    [Fact]
    public void White_ink_on_clear_grey_is_read_by_its_alpha()
    {
        byte[] samples = new byte[2 * Ink.Pixels.Length];
        for (int i = 0; i < Ink.Pixels.Length; i++)
            (samples[2 * i], samples[(2 * i) + 1]) = (255, Ink.Pixels[i]);
        AssertNear(InkSeparation.ToGrey(new(Ink.Width, Ink.Height, 2, samples), isExact: true), 1);
    }

    [Fact]
    public void White_and_yellow_ink_on_clear_are_one_digit()
    {
        RasterImage picture = OnClear(255, 255, 255);
        for (int i = 2; i < picture.Samples.Length / 2; i += 4)
            picture.Samples[i] = 200;
        AssertNear(InkSeparation.ToGrey(picture, isExact: true), 1);
    }

    [Fact]
    public void A_digit_cut_out_of_white_is_read()
    {
        RasterImage picture = OnClear(255, 255, 255);
        for (int i = 3; i < picture.Samples.Length; i += 4)
            picture.Samples[i] ^= 255;
        AssertNear(InkSeparation.ToGrey(picture, isExact: true), 0.97);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(10, 10, 12)]
    [InlineData(40, 80, 250)]
    [InlineData(200, 30, 30)]
    public void Dark_ink_on_clear_keeps_its_luma(byte red, byte green, byte blue)
    {
        RasterImage picture = OnClear(red, green, blue);
        Assert.Equal(picture.ToGrey().Pixels, InkSeparation.ToGrey(picture, isExact: true).Pixels);
    }

    [Theory]
    [InlineData(255, 150, 180, 185, 185, 185)] // pink on grey
    [InlineData(255, 0, 0, 0, 130, 0)] // red on green
    [InlineData(60, 160, 60, 200, 90, 110)] // green on red
    [InlineData(150, 90, 200, 120, 120, 60)] // violet on olive
    [InlineData(0, 0, 90, 0, 0, 0)] // dark blue on black
    [InlineData(255, 255, 215, 255, 255, 255)] // cream on white
    [InlineData(230, 120, 30, 60, 150, 255)] // orange on blue
    public void Ink_as_light_as_the_paper_is_read_by_its_colour(
        byte red, byte green, byte blue, byte paperRed, byte paperGreen, byte paperBlue)
    {
        RasterImage picture = OnPaper([red, green, blue], [paperRed, paperGreen, paperBlue]);
        AssertNear(InkSeparation.ToGrey(picture, isExact: false), 0.97);
        RasterImage grainy = WithGrain(picture, 4);
        AssertNear(InkSeparation.ToGrey(grainy, isExact: false), 0.85);
    }

    [Theory]
    [InlineData(30, 40, 160, 250, 245, 230)] // blue on cream
    [InlineData(210, 30, 40, 255, 255, 255)] // red on white
    [InlineData(255, 255, 0, 255, 255, 255)] // yellow on white
    [InlineData(0, 0, 255, 0, 0, 0)] // blue on black
    [InlineData(90, 90, 90, 120, 120, 120)] // grey on grey
    public void Colour_that_luma_shows_keeps_its_luma(
        byte red, byte green, byte blue, byte paperRed, byte paperGreen, byte paperBlue)
    {
        RasterImage picture = OnPaper([red, green, blue], [paperRed, paperGreen, paperBlue]);
        Assert.Equal(picture.ToGrey().Pixels, InkSeparation.ToGrey(picture, isExact: true).Pixels);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(7, 0)]
    [InlineData(2, 9)]
    [InlineData(15, 0)]
    public void Two_levels_next_to_black_are_stretched(byte ink, byte paper)
    {
        byte[] levels = [.. Ink.Pixels.Select(covered => covered > 127 ? ink : paper)];
        byte[] whole = [.. levels.Select(level => level == Math.Max(ink, paper) ? (byte)255 : (byte)0)];
        byte[] colours = [.. levels.SelectMany(level => (byte[])[level, level, level])];
        RasterImage grey = new(Ink.Width, Ink.Height, 1, levels);
        RasterImage coloured = new(Ink.Width, Ink.Height, 3, colours);
        Assert.Equal(whole, InkSeparation.ToGrey(grey, isExact: true).Pixels);
        Assert.Equal(whole, InkSeparation.ToGrey(coloured, isExact: true).Pixels);
    }

    [Fact]
    public void A_drawing_in_ten_levels_next_to_black_is_stretched()
    {
        byte[] levels = [.. Ink.Pixels.Select(covered => (byte)(covered * 9 / 255))];
        AssertNear(InkSeparation.ToGrey(new(Ink.Width, Ink.Height, 1, levels), isExact: true), 0.9);
    }

    [Theory]
    [InlineData(0, 0.4)]
    [InlineData(0, 1)]
    [InlineData(1, 0.5)]
    [InlineData(2, 1)]
    [InlineData(6, 3)]
    public void The_grain_of_a_black_cap_is_not_stretched(byte level, double grain)
    {
        for (int seed = 1; seed <= 5; seed++)
        {
            GreyImage cap = Drawing.Draw([], 90, 70, paper: level).Noise(grain, seed);
            Assert.Same(cap.Pixels, InkSeparation.ToGrey(new(90, 70, 1, cap.Pixels), isExact: true).Pixels);
        }
    }

    [Fact]
    public void A_glow_in_the_dark_is_not_stretched()
    {
        GreyImage glow = Drawing.Change(Drawing.Draw([], 200, 150, paper: 0), (x, y, _) =>
            9 - (Math.Sqrt(((x - 80) * (x - 80)) + ((y - 75) * (y - 75))) / 8));
        Assert.Same(glow.Pixels, InkSeparation.ToGrey(new(200, 150, 1, glow.Pixels), isExact: true).Pixels);
    }

    private static void AssertNear(GreyImage grey, double least)
    {
        PreparedDigit digit = DigitPreparation.Prepare(grey);
        Assert.True(digit.Found, $"{digit.Reason}, contrast {digit.Contrast}");
        Assert.InRange(SceneTests.Common(new() { Pixels = Usual }, digit), least, 1);
    }

    private static RasterImage OnClear(byte red, byte green, byte blue) => new(Ink.Width, Ink.Height, 4,
        [.. Ink.Pixels.SelectMany(covered => (byte[])[red, green, blue, covered])]);

    private static RasterImage OnPaper(byte[] ink, byte[] paper) => new(Ink.Width, Ink.Height, 3,
        [.. Ink.Pixels.SelectMany(covered => ink.Zip(paper, (of, on) =>
            (byte)Math.Round(on + (covered / 255.0 * (of - on)))))]);

    private static RasterImage WithGrain(RasterImage picture, double deviation)
    {
        GreyImage samples = new(picture.Width * picture.Channels, picture.Height, picture.Samples);
        return new(picture.Width, picture.Height, picture.Channels, samples.Noise(deviation).Pixels);
    }
}
