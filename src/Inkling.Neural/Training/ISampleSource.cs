namespace Inkling.Neural.Training;

/// <summary>
/// Samples to learn from, each with a label or with target values. An index gives the same sample every time.
/// <see cref="Samples"/> is one in memory.
/// </summary>
public interface ISampleSource
{
    /// <summary>How many samples.</summary>
    int Count { get; }

    /// <summary>How many samples, from the first, may be in the validation set.</summary>
    int ValidationCandidates => Count;

    /// <summary>Values in a sample.</summary>
    int InputSize { get; }

    /// <summary>How many outputs a network needs: classes, or target values of a sample.</summary>
    int Outputs { get; }

    /// <summary>Whether samples are floats, not bytes.</summary>
    bool IsFloat => false;

    /// <summary>Whether each sample has a label, 0 … Outputs − 1; else it has target values.</summary>
    bool HasLabels => true;

    /// <summary>
    /// Returns the samples named by <paramref name="indices"/> [N] and writes their labels [N], if they have
    /// any. They are valid until the next call, and while the indices are.
    /// </summary>
    SampleBatch Take(ReadOnlyMemory<int> indices, Span<int> labels);

    /// <summary>Whether training sees samples as <see cref="Augment"/> changes them: bytes only.</summary>
    bool Augments => false;

    /// <summary>
    /// Writes a variant of a sample, from the sample and the random numbers alone. Several threads call it at
    /// once, each with its own number from 0.
    /// </summary>
    /// <param name="index">Which sample.</param>
    /// <param name="variant">The variant, [InputSize].</param>
    /// <param name="random">The random numbers of this variant.</param>
    /// <param name="worker">The thread that asks.</param>
    void Augment(int index, Span<byte> variant, RandomSequence random, int worker) =>
        throw new NotSupportedException("These samples do not vary.");

    /// <summary>Whether training uses <see cref="WriteTargets"/> instead of labels.</summary>
    bool HasTargets => !HasLabels;

    /// <summary>
    /// Writes target values, from samples (as training sees them), their indices and labels alone. Several
    /// threads call it at once, each with its own number from 0.
    /// </summary>
    /// <param name="indices">Which samples, [N].</param>
    /// <param name="samples">[N, InputSize].</param>
    /// <param name="labels">[N].</param>
    /// <param name="targets">[N, Outputs]; overwritten.</param>
    /// <param name="worker">The thread that asks.</param>
    void WriteTargets(
        ReadOnlySpan<int> indices, SampleBatch samples, ReadOnlySpan<int> labels, Matrix targets,
        int worker) =>
        throw new NotSupportedException("These samples have labels only.");
}
