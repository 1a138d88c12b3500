using BenchmarkDotNet.Attributes;
using Inkling.Imaging;
using Inkling.Imaging.Drawing;
using Inkling.Imaging.Preparation;

namespace Inkling.Benchmarks;

/// <summary>
/// Measures preparing a decoded picture on one thread: a pen's 5 on grainy paper under uneven light, by its
/// size. Coarse grain, thousands of pieces of it, must not cost many times as much as fine grain.
/// </summary>
public class PrepareBenchmark
{
    private GreyImage _picture = null!;

    /// <summary>Width and height of the picture.</summary>
    [Params("28 x 28", "100 x 100", "280 x 280", "640 x 480", "1000 x 1000", "4000 x 3000")]
    public string Size { get; set; } = "";

    /// <summary>How many levels the paper's grain is off to each side; 0 for a drawing on white.</summary>
    [Params(0, 6, 60)]
    public int Grain { get; set; }

    /// <summary>Paints the picture.</summary>
    [GlobalSetup]
    public void Setup()
    {
        int[] sides = [.. Size.Split(" x ").Select(int.Parse)];
        _picture = Photograph(sides[0], sides[1], Grain);
    }

    /// <summary>Prepares it.</summary>
    [Benchmark]
    public PreparedDigit Prepare() => DigitPreparation.Prepare(_picture);

    private static GreyImage Photograph(int width, int height, int grain)
    {
        float side = Math.Min(width, height);
        PenPoint[][] five =
        [
            [
                .. Points((0.66f, 0.2f), (0.4f, 0.21f), (0.37f, 0.47f), (0.55f, 0.43f), (0.67f, 0.58f),
                    (0.58f, 0.78f), (0.34f, 0.76f)),
            ],
        ];
        GreyImage ink = StrokePainter.Paint(five, width, height);
        var random = new Random(1);
        byte[] pixels = new byte[width * height];
        for (int i = 0; i < pixels.Length; i++)
        {
            double shade = (60.0 * (i % width) / width) + (25.0 * (i / width) / height);
            double light = grain == 0 ? 255 : 225 - shade;
            double paper = Math.Clamp(light + random.Next(-grain, grain + 1), 0, 255);
            pixels[i] = (byte)(paper * (1 - (0.7 * ink.Pixels[i] / 255)));
        }
        return new GreyImage(width, height, pixels);

        IEnumerable<PenPoint> Points(params (float X, float Y)[] places) =>
            places.Select(place => new PenPoint(place.X * side, place.Y * side, side * 0.05f));
    }
}
