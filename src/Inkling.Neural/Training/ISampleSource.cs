namespace Inkling.Neural.Training;

/// <summary>
/// Labelled samples to learn from, of whatever kind. Must give the same sample for the same index every time.
/// </summary>
public interface ISampleSource
{
    /// <summary>How many samples.</summary>
    int Count { get; }

    /// <summary>
    /// How many of the samples, from the first, may be held back to judge by; the others are always learnt
    /// from.
    /// </summary>
    int ValidationCandidates => Count;

    /// <summary>Values in a sample.</summary>
    int InputSize { get; }

    /// <summary>Labels are 0 … Classes − 1.</summary>
    int Classes { get; }

    /// <summary>
    /// The samples named by <paramref name="indices"/> [N], valid until the next call and as long as those are; their labels
    /// are written to <paramref name="labels"/> [N].
    /// </summary>
    ByteBatch Take(ReadOnlyMemory<int> indices, Span<int> labels);

    /// <summary>
    /// Whether samples are learnt from as <see cref="Augment"/> changes them, and not as they are.
    /// </summary>
    bool Augments => false;

    /// <summary>
    /// Writes a variant of a sample, which follows from the sample and the random numbers alone. Called by
    /// several threads at once, each under a number of its own from 0.
    /// </summary>
    /// <param name="index">Which sample.</param>
    /// <param name="variant">The variant, [InputSize].</param>
    /// <param name="random">The random numbers of this variant.</param>
    /// <param name="worker">The thread that asks.</param>
    void Augment(int index, Span<byte> variant, RandomSequence random, int worker) =>
        throw new NotSupportedException("These samples do not vary.");

    /// <summary>
    /// Whether a step learns what <see cref="WriteTargets"/> says of its samples, and not their labels.
    /// </summary>
    bool HasTargets => false;

    /// <summary>
    /// Writes what a network is to give for samples, as they are learnt from: the probability of each class.
    /// It follows from each sample and its label alone. Called by several threads at once, each under a
    /// number of its own from 0.
    /// </summary>
    /// <param name="samples">[N, InputSize].</param>
    /// <param name="labels">[N].</param>
    /// <param name="targets">[N, Classes]; overwritten.</param>
    /// <param name="worker">The thread that asks.</param>
    void WriteTargets(ByteBatch samples, ReadOnlySpan<int> labels, Matrix targets, int worker) =>
        throw new NotSupportedException("These samples have labels only.");
}
