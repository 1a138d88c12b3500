using System.Collections.Concurrent;
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
    private const int Batch = 256;

    /// <summary>N.</summary>
    public int Count => Labels.Length;

    /// <summary>p of one digit.</summary>
    public ReadOnlySpan<float> Row(int index) => Probabilities.AsSpan(index * Outputs, Outputs);

    /// <summary>
    /// Reads every digit of a set. Each thread reads batches of its own from the first layer to the last: a digit's reading
    /// does not depend on its batch, and threads that shared one would wait for each other after every layer.
    /// </summary>
    public static Readings Of(DigitModel model, DigitSet digits, int threads, float? pixelScale = null)
    {
        float[] all = new float[digits.Count * model.Outputs];
        int batches = (digits.Count + Batch - 1) / Batch, taken = 0;
        Parallel.For(0, Math.Min(threads, batches), new() { MaxDegreeOfParallelism = threads }, _ =>
        {
            using MatrixProduct product = new(threads: 1);
            ModelWorkspace workspace = new(model, Math.Min(Batch, digits.Count), product);
            int batch;
            while ((batch = Interlocked.Increment(ref taken) - 1) < batches)
            {
                int start = batch * Batch, count = Math.Min(Batch, digits.Count - start);
                Matrix read = workspace.Predict(
                    new(digits.Pixels, start, count, DigitSet.PixelCount, pixelScale ?? model.PixelScale));
                read.Span.CopyTo(all.AsSpan(start * model.Outputs));
            }
        });
        return new(digits.Labels, all, model.Outputs);
    }

    /// <summary>Each digit's reading.</summary>
    public DigitReading[] Under(Calibration calibration)
    {
        DigitReading[] readings = new DigitReading[Count];
        Parallel.ForEach(Partitioner.Create(0, Count), range =>
        {
            for (int i = range.Item1; i < range.Item2; i++)
                readings[i] = calibration.Read(Row(i));
        });
        return readings;
    }

    /// <summary>These and others of the same model.</summary>
    public Readings And(Readings others) =>
        new([.. Labels, .. others.Labels], [.. Probabilities, .. others.Probabilities], Outputs);
}
