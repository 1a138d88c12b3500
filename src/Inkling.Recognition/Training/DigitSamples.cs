using Inkling.Neural;
using Inkling.Neural.Training;
using Inkling.Recognition.Augmentation;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Training;

/// <summary>
/// Labelled digits as samples to learn from. Pixels stay bytes, and where they are, unless augmentation changes them.
/// </summary>
internal sealed class DigitSamples : ISampleSource
{
    private readonly DigitSet _digits;
    private readonly float _pixelScale;
    private readonly Augmenter[] _augmenters;

    /// <summary>Samples as they are.</summary>
    public DigitSamples(DigitSet digits, float pixelScale)
        : this(digits, pixelScale, new AugmentationSettings(), threads: 1)
    {
    }

    /// <summary>Samples that so many threads change.</summary>
    public DigitSamples(DigitSet digits, float pixelScale, AugmentationSettings augmentation, int threads)
    {
        (_digits, _pixelScale) = (digits, pixelScale);
        _augmenters = augmentation.IsOff ? [] : [.. Enumerable.Range(0, threads).Select(_ => new Augmenter(augmentation))];
    }

    public int Count => _digits.Count;

    public int InputSize => DigitSet.PixelCount;

    public int Classes => DigitModel.Classes;

    public bool Varies => _augmenters.Length > 0;

    public ByteRows Take(ReadOnlyMemory<int> indices, Span<int> labels)
    {
        for (int n = 0; n < labels.Length; n++)
            labels[n] = _digits.Labels[indices.Span[n]];
        return new(_digits.Pixels, indices, DigitSet.PixelCount, _pixelScale);
    }

    public void Vary(int index, Span<byte> variant, RandomSequence random, int worker) =>
        _augmenters[worker].Augment(_digits.Image(index), variant, ref random);
}
