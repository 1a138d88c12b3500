using Inkling.Neural;
using Inkling.Neural.Training;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Training;

/// <summary>Labelled digits as samples to learn from. Pixels stay bytes, and where they are.</summary>
internal sealed class DigitSamples(DigitSet digits, float pixelScale) : ISampleSource
{
    public int Count => digits.Count;

    public int InputSize => DigitSet.PixelCount;

    public int Classes => DigitModel.Classes;

    public ByteRows Take(ReadOnlyMemory<int> indices, Span<int> labels)
    {
        for (int n = 0; n < labels.Length; n++)
            labels[n] = digits.Labels[indices.Span[n]];
        return new(digits.Pixels, indices, DigitSet.PixelCount, pixelScale);
    }
}
