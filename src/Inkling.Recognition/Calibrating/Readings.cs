using Inkling.Neural;
using Inkling.Neural.Kernels;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Calibrating;

/// <summary>
/// What a model's networks make of labelled digits before they are calibrated: p [N, 10] or [N, 11], kept so that temperatures
/// and thresholds can be tried without reading again.
/// </summary>
/// <param name="Labels">[N] what they are, 0 to 9.</param>
/// <param name="Probabilities">[N × Outputs], row after row.</param>
/// <param name="Outputs">10, or 11 where the last is "no digit".</param>
internal sealed record Readings(byte[] Labels, float[] Probabilities, int Outputs)
{
    private const int Batch = 512;

    /// <summary>N.</summary>
    public int Count => Labels.Length;

    /// <summary>p of one digit.</summary>
    public ReadOnlySpan<float> Row(int index) => Probabilities.AsSpan(index * Outputs, Outputs);

    /// <summary>Reads every digit of a set.</summary>
    public static Readings Of(DigitModel model, DigitSet digits, int threads, float? pixelScale = null)
    {
        using MatrixProduct product = new(threads);
        ModelWorkspace workspace = new(model, Batch, product);
        float[] all = new float[digits.Count * model.Outputs];
        for (int start = 0; start < digits.Count; start += Batch)
        {
            int count = Math.Min(Batch, digits.Count - start);
            Matrix read = workspace.Predict(
                new(digits.Pixels, start, count, DigitSet.PixelCount, pixelScale ?? model.PixelScale));
            read.Span.CopyTo(all.AsSpan(start * model.Outputs));
        }
        return new(digits.Labels, all, model.Outputs);
    }

    /// <summary>Each digit's reading.</summary>
    public DigitReading[] Under(Calibration calibration) =>
        [.. Enumerable.Range(0, Count).Select(i => calibration.Read(Row(i)))];

    /// <summary>These and others of the same model.</summary>
    public Readings And(Readings others) =>
        new([.. Labels, .. others.Labels], [.. Probabilities, .. others.Probabilities], Outputs);
}
