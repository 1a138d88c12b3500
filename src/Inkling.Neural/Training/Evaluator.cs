using Inkling.Neural.Execution;
using Inkling.Neural.Losses;
using Inkling.Neural.Networks;

namespace Inkling.Neural.Training;

/// <summary>Computes the mean loss and the mean metric of a network over samples, batch by batch.</summary>
internal sealed class Evaluator
{
    // Whatever the size of a training step.
    private const int BatchSize = 512;

    private readonly ISampleSource _samples;
    private readonly Executor _executor;
    private readonly Loss _loss;
    private readonly int[] _labels = new int[BatchSize];
    private readonly Matrix _targets;

    /// <summary>Allocates the buffers.</summary>
    /// <exception cref="ArgumentException">The samples do not fit the network.</exception>
    public Evaluator(Network network, Loss loss, ISampleSource samples, ComputeContext context)
    {
        SampleSplit.Check(network, samples);
        (_samples, _loss) = (samples, loss);
        Plan plan = Plan.Compile(network, BatchSize, isTraining: false, takesFloats: samples.IsFloat);
        _executor = new(plan, context, loss);
        if (!samples.HasLabels)
            _targets = AlignedBuffer.AllocateMatrix(BatchSize, samples.Outputs);
    }

    /// <summary>Computes the score over the named samples, with the parameters as they are now.</summary>
    public Score Evaluate(ReadOnlyMemory<int> indices, CancellationToken cancellation = default)
    {
        _executor.PrepareInference();
        (double loss, double metric) = (0, 0);
        for (int start = 0; start < indices.Length; start += BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadOnlyMemory<int> batch = indices.Slice(start, Math.Min(BatchSize, indices.Length - start));
            Memory<int> labels = _labels.AsMemory(0, batch.Length);
            SampleBatch samples = _samples.Take(batch, labels.Span);
            Matrix targets = _targets.Top(batch.Length);
            if (!_samples.HasLabels)
                _samples.WriteTargets(batch.Span, samples, labels.Span, targets, worker: 0);
            (double batchLoss, double batchMetric) = _executor.Evaluate(samples, new(labels, targets));
            (loss, metric) = (loss + (batchLoss * batch.Length), metric + batchMetric);
        }
        int count = Math.Max(indices.Length, 1);
        return new(loss / count, _loss.MetricName, metric / count);
    }
}
