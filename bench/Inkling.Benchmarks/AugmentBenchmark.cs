using BenchmarkDotNet.Attributes;
using Inkling.Datasets;
using Inkling.Neural;
using Inkling.Recognition.Data;
using Inkling.Recognition.Synthesis;

namespace Inkling.Benchmarks;

/// <summary>
/// Measures augmenting one of MNIST's digits on one thread: with each part alone, by default, and with all
/// parts. Each digit's random stream is set up anew.
/// </summary>
public class AugmentBenchmark
{
    private const int Digits = 2_000;

    private static readonly Dictionary<string, AugmentationSettings> All = new()
    {
        ["shift, rotation, scale, shear"] = new() { Shift = 2, Rotation = 12, Scale = 0.12f, Shear = 0.15f },
        ["elastic"] = new() { Elastic = 1 },
        ["stroke"] = new() { Stroke = 0.35f },
        ["noise"] = new() { Noise = 8 },
        ["blur"] = new() { Blur = 0.7f },
        ["default"] = AugmentationSettings.Default,
        ["all, noise and blur in every digit"] =
            AugmentationSettings.Default with { NoiseProbability = 1, BlurProbability = 1 },
    };

    private readonly byte[] _augmented = new byte[DigitSet.PixelCount];
    private DigitSet _digits = null!;
    private Augmenter _augmenter = null!;

    /// <summary>What there is to measure.</summary>
    public static IEnumerable<string> Cases => All.Keys;

    /// <summary>Which parts augment.</summary>
    [ParamsSource(nameof(Cases))]
    public string Parts { get; set; } = "";

    /// <summary>Reads MNIST, from the folder that INKLING_DATA names or from the cache.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _digits = DigitSource.Open("mnist").Training.Read();
        _augmenter = new(All[Parts]);
    }

    /// <summary>Augments digit after digit.</summary>
    [Benchmark(OperationsPerInvoke = Digits)]
    public void Augment()
    {
        for (int i = 0; i < Digits; i++)
        {
            RandomSequence random = new(seed: 1, RandomPurpose.Augmentation, (ulong)i);
            _augmenter.Augment(_digits.Image(i), _augmented, ref random);
        }
    }
}
