using System.Diagnostics;
using Inkling.Imaging;
using Inkling.Imaging.Drawing;
using Inkling.Imaging.Preparation;

namespace Inkling.Benchmarks;

/// <summary>
/// What preparing a decoded picture costs one thread, by its size: a pen's 5 on grainy paper under uneven light. Median,
/// least and greatest of rounds after some to warm up. It decodes nothing.
/// </summary>
internal static class PrepareTiming
{
    private const int Rounds = 41;
    private const int WarmUps = 60; // as many as the runtime wants before it compiles what runs often for good

    private static readonly (string Name, int Width, int Height)[] Sizes =
    [
        ("28 x 28", 28, 28),
        ("100 x 100", 100, 100),
        ("512 x 512", 512, 512),
        ("1 megapixel", 1000, 1000),
        ("12 megapixels", 4000, 3000),
    ];

    public static int Run()
    {
        foreach ((string name, int width, int height) in Sizes)
        {
            GreyImage picture = Photograph(width, height);
            for (int i = 0; i < WarmUps; i++)
                Milliseconds(picture);
            double[] rounds = [.. Enumerable.Range(0, Rounds).Select(_ => Milliseconds(picture)).Order()];
            Console.WriteLine($"{name,-14} {rounds[Rounds / 2]:F3} ms ({rounds[0]:F3} to {rounds[^1]:F3})");
        }
        return 0;
    }

    private static double Milliseconds(GreyImage picture)
    {
        var clock = Stopwatch.StartNew();
        if (!DigitPreparation.Prepare(picture).Found)
            throw new InvalidOperationException("The 5 was not found.");
        return clock.Elapsed.TotalMilliseconds;
    }

    private static GreyImage Photograph(int width, int height)
    {
        float side = Math.Min(width, height);
        PenPoint[][] five =
        [
            [.. Points((0.66f, 0.2f), (0.4f, 0.21f), (0.37f, 0.47f), (0.55f, 0.43f), (0.67f, 0.58f), (0.58f, 0.78f), (0.34f, 0.76f))],
        ];
        GreyImage ink = StrokePainter.Paint(five, width, height);
        var random = new Random(1);
        byte[] pixels = new byte[width * height];
        for (int i = 0; i < pixels.Length; i++)
        {
            double light = 225 - (60.0 * (i % width) / width) - (25.0 * (i / width) / height) + random.Next(-6, 7);
            pixels[i] = (byte)(light * (1 - (0.7 * ink.Pixels[i] / 255)));
        }
        return new GreyImage(width, height, pixels);

        IEnumerable<PenPoint> Points(params (float X, float Y)[] places) =>
            places.Select(place => new PenPoint(place.X * side, place.Y * side, side * 0.05f));
    }
}
