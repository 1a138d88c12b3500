using System.Collections.Concurrent;
using Inkling.Imaging.Preparation;
using Inkling.Neural;
using Inkling.Neural.Execution;
using Inkling.Neural.Kernels;
using Inkling.Recognition.Data;

namespace Inkling.Recognition.Models;

/// <summary>
/// A model ready to read prepared digits on any number of threads, one at a time or as a batch. A digit has
/// the same reading either way, bit for bit.
/// </summary>
internal sealed class DigitPredictor
{
    // What the layers give for so many digits stays in a core's cache.
    private const int LargestBatch = 8;

    private readonly DigitModel _model;
    private readonly float _pixelScale;

    // Buffers at rest. A thread takes one and gives it back, so there are as many as ever read at once. The
    // last one given back is taken next: it is still in the cache.
    private readonly ConcurrentStack<ModelWorkspace> _workspaces = [];
    private readonly ConcurrentStack<BatchBuffers> _batches = [];

    /// <summary>Compiles the model and reads a blank picture, so that all code is compiled.</summary>
    public DigitPredictor(DigitModel model, float? pixelScale)
    {
        (_model, _pixelScale) = (model, pixelScale ?? model.PixelScale);
        _ = Predict(new PreparedDigit { Found = true, Pixels = new byte[DigitSet.PixelCount] });
    }

    /// <summary>The reading of a prepared digit, or of a picture without ink.</summary>
    public DigitReading Predict(PreparedDigit prepared)
    {
        if (!prepared.Found)
            return DigitReading.None(prepared.Reason);
        if (!_workspaces.TryPop(out ModelWorkspace? workspace))
            workspace = Compile(capacity: 1);
        SampleBatch digit = new(prepared.Pixels, first: 0, count: 1, DigitSet.PixelCount, _pixelScale);
        DigitReading reading = _model.Calibration.Read(workspace.Predict(digit).Span);
        _workspaces.Push(workspace);
        return reading.Of(prepared);
    }

    /// <summary>The readings of prepared digits, in their order.</summary>
    public DigitReading[] Predict(IReadOnlyList<PreparedDigit> digits)
    {
        if (digits.Count == 1)
            return [Predict(digits[0])];
        DigitReading[] readings = [.. digits.Select(digit => DigitReading.None(digit.Reason))];
        int[] found = [.. Enumerable.Range(0, digits.Count).Where(i => digits[i].Found)];
        if (!_batches.TryPop(out BatchBuffers? buffers))
            buffers = new(Compile(LargestBatch), new byte[LargestBatch * DigitSet.PixelCount]);
        foreach (int[] batch in found.Chunk(LargestBatch))
        {
            for (int n = 0; n < batch.Length; n++)
                digits[batch[n]].Pixels.CopyTo(buffers.Pixels, n * DigitSet.PixelCount);
            Matrix read = buffers.Workspace.Predict(
                new(buffers.Pixels, first: 0, batch.Length, DigitSet.PixelCount, _pixelScale));
            for (int n = 0; n < batch.Length; n++)
                readings[batch[n]] = _model.Calibration.Read(read.Row(n)).Of(digits[batch[n]]);
        }
        _batches.Push(buffers);
        return readings;
    }

#pragma warning disable CA2000 // with one thread it owns nothing to dispose of
    private ModelWorkspace Compile(int capacity) => new(_model, capacity, new ComputeContext(threads: 1));
#pragma warning restore CA2000

    private sealed record BatchBuffers(ModelWorkspace Workspace, byte[] Pixels);
}
