using Inkling.Imaging.Filters;
using Inkling.Imaging.Preparation;

namespace Inkling.Imaging.Tests.Preparation;

/// <summary>Paper without a digit, whatever light falls on it and however it is made, shows none.</summary>
public class BlankTests
{
    private static readonly Dictionary<string, Func<GreyImage, int, GreyImage>> Papers = new()
    {
        ["fine grain"] = (p, seed) => p.Noise(3, seed),
        ["grain"] = (p, seed) => p.Noise(10, seed),
        ["strong grain"] = (p, seed) => p.Noise(20, seed),
        ["fibres"] = (p, seed) => SlidingWindow.Average(p.Noise(40, seed), 1),
        ["coarse fibres"] = (p, seed) => SlidingWindow.Average(p.Noise(90, seed), 3),
        ["light from one side"] = (p, seed) => p.Gradient(0.3).Noise(3, seed),
        ["a lens's corners"] = (p, seed) => p.Vignette(0.3).Noise(2, seed),
        ["rules"] = (p, seed) => p.Rules(0.15, 0.6).Noise(2, seed),
    };

    public static TheoryData<string> Names => [.. Papers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Paper_alone_is_no_digit(string name)
    {
        foreach ((int width, int height) in ((int, int)[])[(100, 80), (400, 300), (900, 1200)])
        {
            if (width == 100 && IsLit(name))
                continue; // light that falls to a third within 100 pixels is no photograph's
            for (int seed = 1; seed <= (width > 500 ? 1 : 4); seed++)
            {
                GreyImage paper = Papers[name](Drawing.Draw([], width, height, paper: 220), seed);
                Assert.False(
                    DigitPreparation.Prepare(paper).Found, $"{name}, {width} × {height}, seed {seed}");
                if (IsLit(name))
                    continue;
                bool found = DigitPreparation.Prepare(paper.Inverted()).Found;
                Assert.False(found, $"{name}, negative, {width} × {height}, seed {seed}");
            }
        }
    }

    // A lamp shines on light paper; the negative of that is no paper.
    private static bool IsLit(string name) =>
        name.StartsWith("light", StringComparison.Ordinal)
            || name.StartsWith("a lens", StringComparison.Ordinal);
}
