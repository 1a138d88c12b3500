using Inkling.Neural;
using Inkling.Neural.Training;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Training;

/// <summary>Labelled digits as samples to learn from. Pixels stay bytes until a batch wants them.</summary>
internal sealed class DigitSamples(DigitSet digits, float pixelScale) : ISampleSource
{
    public int Count => digits.Count;

    public int InputSize => DigitSet.PixelCount;

    public int Classes => DigitModel.Classes;

    public void Load(ReadOnlySpan<int> indices, Matrix x, Span<int> labels)
    {
        for (int n = 0; n < indices.Length; n++)
        {
            PixelInputs.Write(digits.Image(indices[n]), pixelScale, x.Row(n));
            labels[n] = digits.Labels[indices[n]];
        }
    }
}
