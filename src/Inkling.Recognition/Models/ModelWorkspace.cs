using Inkling.Neural;
using Inkling.Neural.Execution;
using Inkling.Recognition.Data;

namespace Inkling.Recognition.Models;

/// <summary>
/// The buffers of a model at work, for one caller at a time. Where the model has several networks, or reads
/// each picture shifted as well, the probabilities are the mean of all readings.
/// </summary>
internal sealed class ModelWorkspace
{
    // Where a picture is read besides where it is: a pixel, or as many as the model says, to each side.
    private static readonly (int Down, int Across)[] Sides = [(0, 1), (0, -1), (1, 0), (-1, 0)];

    private readonly DigitModel _model;
    private readonly Executor[] _networks;
    private readonly Matrix _mean;
    private readonly byte[] _shifted;

    /// <summary>Makes the buffers for batches of up to <paramref name="capacity"/> pictures.</summary>
    public ModelWorkspace(DigitModel model, int capacity, ComputeContext context)
    {
        _model = model;
        _networks = [.. model.Readings.Select(network => new Executor(
            Plan.Compile(network, capacity, isTraining: false, context.Path), context))];
        _mean = new(new float[capacity * model.Outputs], capacity, model.Outputs);
        _shifted = new byte[model.Shift > 0 ? capacity * DigitSet.PixelCount : 0];
    }

    private bool Averages => _networks.Length > 1 || _model.Shift > 0;

    /// <summary>
    /// What the first network's layers give for a picture, the first of those just read; and what that
    /// network reads by itself, null where that is the answer.
    /// </summary>
    internal (Plan Plan, DigitReading? Own) FirstAfter(SampleBatch picture)
    {
        DigitReading? own =
            Averages ? _model.Calibration.Read(_networks[0].Predict(picture).Row(0)) : null;
        return (_networks[0].Plan, own);
    }

    /// <summary>Probabilities [N, 10] or [N, 11], not calibrated, valid until the next call.</summary>
    /// <exception cref="OperationCanceledException">Cancelled between two networks.</exception>
    public Matrix Predict(SampleBatch pictures, CancellationToken cancellation = default)
    {
        if (!Averages)
            return _networks[0].Predict(pictures);
        Matrix mean = _mean.Top(pictures.Count);
        mean.Span.Clear();
        int readings = 0;
        AddReadings(pictures, mean, ref readings, cancellation);
        if (_model.Shift > 0)
        {
            foreach ((int down, int across) in Sides)
            {
                SampleBatch shifted = Shift(pictures, down * _model.Shift, across * _model.Shift);
                AddReadings(shifted, mean, ref readings, cancellation);
            }
        }
        foreach (ref float probability in mean.Span)
            probability /= readings;
        return mean;
    }

    private void AddReadings(
        SampleBatch pictures, Matrix sum, ref int readings, CancellationToken cancellation)
    {
        foreach (Executor network in _networks)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<float> probabilities = network.Predict(pictures).Span;
            Span<float> to = sum.Span;
            for (int i = 0; i < to.Length; i++)
                to[i] += probabilities[i];
            readings++;
        }
    }

    // What is shifted out of the picture is lost, and paper comes in.
    private SampleBatch Shift(SampleBatch pictures, int down, int across)
    {
        const int Side = DigitSet.Side;
        Array.Clear(_shifted);
        for (int n = 0; n < pictures.Count; n++)
        {
            ReadOnlySpan<byte> from = pictures.Sample(n);
            Span<byte> to = _shifted.AsSpan(n * DigitSet.PixelCount, DigitSet.PixelCount);
            int kept = Side - Math.Abs(across), first = Math.Max(0, -across);
            for (int row = Math.Max(0, -down); row < Math.Min(Side, Side - down); row++)
                from.Slice((row * Side) + first, kept).CopyTo(to[(((row + down) * Side) + first + across)..]);
        }
        return new(_shifted, first: 0, pictures.Count, DigitSet.PixelCount, pictures.Scale);
    }
}
