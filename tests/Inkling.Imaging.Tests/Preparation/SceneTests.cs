using Inkling.Imaging.Preparation;

namespace Inkling.Imaging.Tests.Preparation;

/// <summary>A digit in a hard scene is prepared nearly as the same digit on clean paper.</summary>
public class SceneTests
{
    private static readonly GreyImage Clean = Drawing.Draw(Drawing.Two, 240, 240, 75, 55, 130, 13);

    public static TheoryData<string> Names => [.. Scenes.Keys];

    // What is done to the clean picture, and how much of the two digits' ink is common at least.
    private static readonly Dictionary<string, (Func<GreyImage, GreyImage> Change, double Least)> Scenes =
        new()
        {
            ["light from one side"] = (p => p.Gradient(0.3), 0.85),
            ["a lens's corners"] = (p => p.Vignette(0.3), 0.85),
            ["a shadow's edge"] = (p => p.Shadow(0.5), 0.8),
            ["a hard shadow's edge and grain"] = (p => p.Shadow(0.6).Noise(3), 0.75),
            ["grain"] = (p => p.Noise(12), 0.8),
            ["strong grain"] = (p => p.Noise(25), 0.75),
            ["low contrast"] = (p => p.Contrast(0.12, 150), 0.85),
            ["low contrast and grain"] = (p => p.Contrast(0.15, 150).Noise(3), 0.8),
            ["faint rules"] = (p => p.Rules(0.13, 0.8), 0.85),
            ["strong rules"] = (p => p.Rules(0.17, 0.4), 0.75),
            ["rules as dark as the ink"] = (p => p.Rules(0.3, 0.1), 0.7),
            ["one rule through the digit"] = (p => p.Rules(0.9, 0.3), 0.8),
            ["squares"] = (p => p.Squares(0.12, 0.7), 0.8),
            ["strong squares"] = (p => p.Squares(0.2, 0.4), 0.7),
            ["squares, grain and light from one side"] =
                (p => p.Squares(0.12, 0.7).Gradient(0.5).Noise(4), 0.75),
            ["a form's box"] = (p => p.Box(0.08, 0.012, 60), 0.85),
            ["a form's bold box at the edge"] = (p => p.Box(0, 0.03, 20), 0.85),
            ["a form's box and grain"] = (p => p.Box(0.06, 0.02, 60).Noise(8), 0.8),
            ["specks"] = (p => p.Specks(25, 0.02), 0.9),
            ["large specks"] = (p => p.Specks(6, 0.05), 0.9),
            ["ink of the sheet's back"] =
            (p => p.Bleed(Drawing.Draw(Drawing.Four, 240, 240, 60, 60, 130, 14), 0.25), 0.75),
            ["a neighbour at the edge"] =
            (p => p.Neighbour(Drawing.Draw(Drawing.Four, 240, 240, 75, 55, 130, 13), 0.2), 0.85),
            ["a pencil that presses unevenly"] = (p => p.Pencil(0.25), 0.75),
            ["a pencil that skips"] = (p => p.Pencil(0.05), 0.7),
            ["a faint pencil on grain"] = (p => p.Pencil(0.4).Contrast(0.2, 170).Noise(3), 0.75),
            ["coloured paper and ink"] = (p => p.Contrast(0.35, 60), 0.9),
            ["all at once"] = (p => p.Squares(0.14, 0.75).Shadow(0.35).Specks(8, 0.015).Noise(4), 0.7),
        };

    [Theory]
    [MemberData(nameof(Names))]
    public void A_hard_scene_hardly_changes_the_digit(string name)
    {
        (Func<GreyImage, GreyImage> change, double least) = Scenes[name];
        GreyImage hard = change(Clean);
        double common = Common(DigitPreparation.Prepare(Clean), DigitPreparation.Prepare(hard));
        double commonOfNegative =
            Common(DigitPreparation.Prepare(Clean), DigitPreparation.Prepare(hard.Inverted()));
        Assert.True(common >= least, $"{name}: {common:P0} of the ink is common, not {least:P0}.");
        Assert.True(commonOfNegative >= least - 0.1,
            $"{name}, negative: {commonOfNegative:P0}, not {least - 0.1:P0}.");
    }

    // Shared ink over all ink, of the best of nine places: a pixel's shift is no other digit.
    internal static double Common(PreparedDigit one, PreparedDigit other)
    {
        double best = 0;
        for (int shift = 0; shift < 9; shift++)
        {
            double both = 0;
            double either = 0;
            for (int i = 0; i < 784; i++)
            {
                int x = (i % 28) + (shift % 3) - 1;
                int y = (i / 28) + (shift / 3) - 1;
                int moved = x is < 0 or > 27 || y is < 0 or > 27 ? 0 : other.Pixels[(y * 28) + x];
                both += Math.Min(one.Pixels[i], moved);
                either += Math.Max(one.Pixels[i], moved);
            }

            best = Math.Max(best, both / either);
        }

        return best;
    }
}
