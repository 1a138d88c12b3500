using Inkling.Neural;
using Inkling.Neural.Training;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;
using Inkling.Recognition.Synthesis;

namespace Inkling.Recognition.Training;

/// <summary>Labelled digits as samples to learn from, and behind them the synthetic ones.</summary>
internal sealed class DigitSamples : ISampleSource
{
    private readonly byte[] _pixels;
    private readonly byte[] _labels;
    private readonly float _pixelScale;
    private readonly Augmenter[] _augmenters;
    private readonly DistillationTargets? _targets;

    /// <summary>Samples as they are.</summary>
    public DigitSamples(DigitSet digits, float pixelScale)
        : this(digits, pixelScale, new TrainingPlan(new()), threads: 1) { }

    /// <summary>The samples of a plan, which so many threads change, and the plan's teacher reads.</summary>
    public DigitSamples(
        DigitSet digits, float pixelScale, TrainingPlan plan, int threads, DigitModel? teacher = null)
    {
        _pixelScale = pixelScale;
        ValidationCandidates = digits.Count;
        Outputs = plan.Synthetic.Negatives > 0 ? DigitSet.NoDigit + 1 : DigitSet.Classes;
        _targets = teacher is null ? null : new(teacher, plan.Distillation!.Weight, threads);
        _augmenters = plan.Augmentation.IsOff
            ? []
            : [.. Enumerable.Range(0, threads).Select(_ => new Augmenter(plan.Augmentation))];
        (_pixels, _labels) = plan.Synthetic.Count == 0
            ? (digits.Pixels, digits.Labels)
            : WithSynthetic(digits, plan.Synthetic, plan.Settings.Seed, threads);
    }

    public int Count => _labels.Length;

    public int ValidationCandidates { get; init; }

    public int InputSize => DigitSet.PixelCount;

    public int Outputs { get; }

    public bool Augments => _augmenters.Length > 0;

    public bool HasTargets => _targets is not null;

    /// <summary>The first sample that the teacher reads; those before it are learnt by label alone.</summary>
    public int FirstDistilled { get; init; }

    public SampleBatch Take(ReadOnlyMemory<int> indices, Span<int> labels)
    {
        for (int n = 0; n < labels.Length; n++)
            labels[n] = _labels[indices.Span[n]];
        return new(_pixels, indices, DigitSet.PixelCount, _pixelScale);
    }

    public void Augment(int index, Span<byte> variant, RandomSequence random, int worker) =>
        _augmenters[worker].Augment(Picture(index), variant, ref random);

    public void WriteTargets(
        ReadOnlySpan<int> indices, SampleBatch samples, ReadOnlySpan<int> labels, Matrix targets,
        int worker)
    {
        _targets!.WriteTargets(samples, labels, targets, worker);
        for (int n = 0; n < labels.Length; n++)
        {
            if (indices[n] >= FirstDistilled)
                continue;
            targets.Row(n).Clear();
            targets.Row(n)[labels[n]] = 1;
        }
    }

    /// <summary>The 784 pixels of a sample as it is.</summary>
    internal ReadOnlySpan<byte> Picture(int index) => Picture(_pixels, index);

    // The data's digits, the synthetic ones, and the negatives.
    private static (byte[] Pixels, byte[] Labels) WithSynthetic(
        DigitSet digits, SyntheticSettings synthetic, ulong seed, int threads)
    {
        byte[] labels = new byte[digits.Count + synthetic.Count];
        byte[] pixels = new byte[labels.Length * DigitSet.PixelCount];
        digits.Labels.CopyTo(labels, 0);
        digits.Pixels.CopyTo(pixels, 0);
        Parallel.For(0, synthetic.Count, new() { MaxDegreeOfParallelism = threads }, i =>
        {
            Span<byte> picture = Picture(pixels, digits.Count + i);
            if (i < synthetic.Digits)
                labels[digits.Count + i] = SyntheticDigits.Draw(seed, i, picture);
            else
                labels[digits.Count + i] = SyntheticNegatives.Draw(seed, i - synthetic.Digits, picture);
        });
        return (pixels, labels);
    }

    private static Span<byte> Picture(byte[] pixels, int index) =>
        pixels.AsSpan(index * DigitSet.PixelCount, DigitSet.PixelCount);
}
