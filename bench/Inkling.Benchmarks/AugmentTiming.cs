using System.Diagnostics;
using Inkling.Neural;
using Inkling.Recognition.Data;
using Inkling.Recognition.Synthesis;

namespace Inkling.Benchmarks;

/// <summary>
/// What changing a digit costs one thread, with each part alone, the default, and all at once: median, least and greatest
/// of rounds over the first digits of a set, after some to warm up.
/// </summary>
internal static class AugmentTiming
{
    private const int Digits = 2_000;
    private const int Rounds = 41;
    private const int WarmUps = 10;

    private static readonly (string Name, AugmentationSettings Settings)[] Cases =
    [
        ("shift, rotation, scale, shear", new() { Shift = 2, Rotation = 12, Scale = 0.12f, Shear = 0.15f }),
        ("elastic", new() { Elastic = 1 }),
        ("stroke", new() { Stroke = 0.35f }),
        ("noise", new() { Noise = 8 }),
        ("blur", new() { Blur = 0.7f }),
        ("default", AugmentationSettings.Default),
        ("all, noise and blur in every digit", AugmentationSettings.Default with { NoiseProbability = 1, BlurProbability = 1 }),
    ];

    public static int Run(string data)
    {
        DigitSet digits = DigitSource.Open(data).Training.Read();
        foreach ((string name, AugmentationSettings settings) in Cases)
        {
            Augmenter augmenter = new(settings);
            for (int i = 0; i < WarmUps; i++)
                Microseconds(augmenter, digits);
            double[] rounds = [.. Enumerable.Range(0, Rounds).Select(_ => Microseconds(augmenter, digits)).Order()];
            Console.WriteLine(
                $"{name,-36} {rounds[Rounds / 2]:F2} µs a digit ({rounds[0]:F2} to {rounds[^1]:F2})");
        }
        return 0;
    }

    private static double Microseconds(Augmenter augmenter, DigitSet digits)
    {
        byte[] to = new byte[DigitSet.PixelCount];
        var clock = Stopwatch.StartNew();
        for (int i = 0; i < Digits; i++)
        {
            RandomSequence random = new(seed: 1, RandomPurpose.Augmentation, (ulong)i);
            augmenter.Augment(digits.Image(i % digits.Count), to, ref random);
        }
        return clock.Elapsed.TotalMicroseconds / Digits;
    }
}
