using System.Collections.Concurrent;
using Inkling.Neural;
using Inkling.Neural.Execution;
using Inkling.Recognition.Data;
using Inkling.Recognition.Models;

namespace Inkling.Recognition.Evaluation;

/// <summary>
/// What a model's networks make of labelled digits before calibration, to try temperatures and thresholds on:
/// labels [N] and probabilities [N × Outputs], 10 or 11, row after row.
/// </summary>
internal sealed record Readings(byte[] Labels, float[] Probabilities, int Outputs)
{
    private const int LargestBatch = 256;

    // Floats of one network's layers for a batch, 2 MB: most are still in the core's cache when the next
    // layer reads them.
    private const int MostValues = 1 << 19;

    /// <summary>N.</summary>
    public int Count => Labels.Length;

    /// <summary>How many threads read them, and may do more with them.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>p of one digit.</summary>
    public ReadOnlySpan<float> Row(int index) => Probabilities.AsSpan(index * Outputs, Outputs);

    /// <summary>
    /// Reads every digit of a set. Each thread reads batches of its own from the first layer to the last:
    /// threads that shared one would wait for each other after every layer.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled between two batches.</exception>
    public static Readings Of(
        DigitModel model, DigitSet digits, int threads, float? pixelScale = null,
        IProgress<DataProgress>? progress = null, CancellationToken cancellation = default)
    {
        float[] all = new float[digits.Count * model.Outputs];
        int size = BatchSize(model), batches = (digits.Count + size - 1) / size, taken = 0, done = 0;
        ParallelOptions options =
            new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.For(0, Math.Min(threads, batches), options, _ =>
        {
            using ComputeContext context = new(threads: 1);
            ModelWorkspace workspace = new(model, Math.Min(size, digits.Count), context);
            int batch;
            while ((batch = Interlocked.Increment(ref taken) - 1) < batches)
            {
                cancellation.ThrowIfCancellationRequested();
                int start = batch * size, count = Math.Min(size, digits.Count - start);
                SampleBatch pictures =
                    new(digits.Pixels, start, count, DigitSet.PixelCount, pixelScale ?? model.PixelScale);
                Matrix read = workspace.Predict(pictures, cancellation);
                read.Span.CopyTo(all.AsSpan(start * model.Outputs));
                progress?.Report(new("evaluating", Interlocked.Add(ref done, count), digits.Count));
            }
        });
        return new(digits.Labels, all, model.Outputs) { Threads = threads };
    }

    private static int BatchSize(DigitModel model)
    {
        int values = model.Networks.Max(network => network.Layers.Sum(layer => layer.Output.Size));
        return Math.Clamp(MostValues / values, 1, LargestBatch);
    }

    /// <summary>Each digit's reading.</summary>
    public DigitReading[] Under(Calibration calibration, CancellationToken cancellation = default)
    {
        DigitReading[] readings = new DigitReading[Count];
        ForEach(calibration, (i, reading) => readings[i] = reading, cancellation);
        return readings;
    }

    /// <summary>Hands over each digit's index and reading, by several threads, and keeps none.</summary>
    /// <exception cref="OperationCanceledException">Cancelled between two digits.</exception>
    public void ForEach(
        Calibration calibration, Action<int, DigitReading> take, CancellationToken cancellation = default)
    {
        if (Count == 0)
            return;
        ParallelOptions options =
            new() { MaxDegreeOfParallelism = Threads, CancellationToken = cancellation };
        Parallel.ForEach(Partitioner.Create(0, Count), options, range =>
        {
            for (int i = range.Item1; i < range.Item2; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                take(i, calibration.Read(Row(i)));
            }
        });
    }

    /// <summary>These and others of the same model.</summary>
    public Readings And(Readings others) => this with
    {
        Labels = [.. Labels, .. others.Labels],
        Probabilities = [.. Probabilities, .. others.Probabilities],
    };
}
