using Inkling.Neural.Kernels;

namespace Inkling.Neural.Training;

/// <summary>
/// Batches of samples that vary, made by the product's threads at the beginning of a step. A variant's random numbers are
/// named by the seed, the step and its place in the batch: the same whoever makes it, and made again after a resumption.
/// </summary>
internal sealed class SampleVariants(ISampleSource samples, ulong seed, int capacity, MatrixProduct product) : ISharedWork
{
    // Steps are so far apart in the numbers of their variants: a batch is never larger.
    private const int StepsApart = 65_536;

    private readonly byte[] _values = new byte[capacity * samples.InputSize];
    private ReadOnlyMemory<int> _indices;
    private long _step;

    /// <summary>The variants of the named samples in a step, valid until the next call.</summary>
    public ByteRows Make(ReadOnlyMemory<int> indices, Span<int> labels, long step)
    {
        ByteRows plain = samples.Take(indices, labels);
        (_indices, _step) = (indices, step);
        product.RunShared(this, isShared: true);
        return new(_values, first: 0, indices.Length, samples.InputSize, plain.Scale);
    }

    void ISharedWork.Do(int worker, int workers)
    {
        int size = samples.InputSize;
        int first = _indices.Length * worker / workers, end = _indices.Length * (worker + 1) / workers;
        for (int n = first; n < end; n++)
        {
            RandomSequence random = new(seed, RandomPurpose.Augmentation, ((ulong)_step * StepsApart) + (ulong)n);
            samples.Vary(_indices.Span[n], _values.AsSpan(n * size, size), random, worker);
        }
    }
}
