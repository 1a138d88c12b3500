using Inkling.Neural.Execution;

namespace Inkling.Neural.Training;

/// <summary>
/// Makes the batch of a training step where samples are augmented or have target values. Seed, step and place
/// in the batch name an augmented sample's random stream: it is the same on every thread and after a
/// resumption.
/// </summary>
internal sealed class BatchLoader(ISampleSource samples, ulong seed, int capacity, ComputeContext context)
    : IParallelWork
{
    // Steps are so far apart in the numbers of their samples: a batch is never larger.
    private const int StepsApart = 65_536;

    private readonly byte[] _values = new byte[samples.Augments ? capacity * samples.InputSize : 0];
    private readonly int[] _labels = new int[capacity];
    private readonly Matrix _targets = samples.HasTargets
        ? new(new float[capacity * samples.Outputs], capacity, samples.Outputs)
        : default;

    private ReadOnlyMemory<int> _indices;
    private SampleBatch _batch;
    private long _step;

    /// <summary>Target values of the last batch, [N, outputs]; empty with labels only.</summary>
    public Matrix Targets => _targets.Top(_indices.Length);

    /// <summary>Makes the named samples of a step, valid until the next call.</summary>
    public SampleBatch Load(ReadOnlyMemory<int> indices, Span<int> labels, long step)
    {
        SampleBatch plain = samples.Take(indices, labels);
        (_indices, _step) = (indices, step);
        _batch = samples.Augments
            ? new(_values, first: 0, indices.Length, samples.InputSize, plain.Scale)
            : plain;
        labels.CopyTo(_labels);
        context.Run(this, isWorthSharing: true);
        return _batch;
    }

    void IParallelWork.Execute(int worker, int workers)
    {
        int first = _indices.Length * worker / workers, end = _indices.Length * (worker + 1) / workers;
        if (first == end)
            return;
        if (samples.Augments)
            Augment(first, end, worker);
        if (samples.HasTargets)
        {
            samples.WriteTargets(
                _indices.Span[first..end], _batch.Between(first, end), _labels.AsSpan(first..end),
                _targets.Between(first, end), worker);
        }
    }

    private void Augment(int first, int end, int worker)
    {
        int size = samples.InputSize;
        for (int n = first; n < end; n++)
        {
            ulong number = ((ulong)_step * StepsApart) + (ulong)n;
            RandomSequence random = new(seed, RandomPurpose.Augmentation, number);
            samples.Augment(_indices.Span[n], _values.AsSpan(n * size, size), random, worker);
        }
    }
}
