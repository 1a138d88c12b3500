using Inkling.Neural.Kernels;

namespace Inkling.Neural.Training;

/// <summary>
/// Batches as they are learnt from, where samples vary or are taught: made by the product's threads at the beginning of a step. A
/// variant's random numbers are named by the seed, the step and its place in the batch: the same whoever makes it, and made
/// again after a resumption.
/// </summary>
internal sealed class TrainingBatches(ISampleSource samples, ulong seed, int capacity, MatrixProduct product) : ISharedWork
{
    // Steps are so far apart in the numbers of their variants: a batch is never larger.
    private const int StepsApart = 65_536;

    private readonly byte[] _values = new byte[samples.Augments ? capacity * samples.InputSize : 0];
    private readonly int[] _labels = new int[capacity];
    private readonly Matrix _targets = samples.HasTargets
        ? new(new float[capacity * samples.Classes], capacity, samples.Classes)
        : default;

    private ReadOnlyMemory<int> _indices;
    private ByteBatch _batch;
    private long _step;

    /// <summary>What is to be learnt of the batch made last, [N, classes]; empty where that is its labels.</summary>
    public Matrix Targets => _targets.Top(_indices.Length);

    /// <summary>The named samples as they are learnt from in a step, valid until the next call.</summary>
    public ByteBatch Make(ReadOnlyMemory<int> indices, Span<int> labels, long step)
    {
        ByteBatch plain = samples.Take(indices, labels);
        (_indices, _step) = (indices, step);
        _batch = samples.Augments ? new(_values, first: 0, indices.Length, samples.InputSize, plain.Scale) : plain;
        labels.CopyTo(_labels);
        product.RunShared(this, isShared: true);
        return _batch;
    }

    void ISharedWork.Do(int worker, int workers)
    {
        int first = _indices.Length * worker / workers, end = _indices.Length * (worker + 1) / workers;
        if (first == end)
            return;
        if (samples.Augments)
            Augment(first, end, worker);
        if (samples.HasTargets)
            samples.WriteTargets(_batch.Between(first, end), _labels.AsSpan(first..end), _targets.Between(first, end), worker);
    }

    private void Augment(int first, int end, int worker)
    {
        int size = samples.InputSize;
        for (int n = first; n < end; n++)
        {
            RandomSequence random = new(seed, RandomPurpose.Augmentation, ((ulong)_step * StepsApart) + (ulong)n);
            samples.Augment(_indices.Span[n], _values.AsSpan(n * size, size), random, worker);
        }
    }
}
