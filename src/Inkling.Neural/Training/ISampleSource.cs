namespace Inkling.Neural.Training;

/// <summary>Labelled samples to learn from. An index gives the same sample every time.</summary>
public interface ISampleSource
{
    /// <summary>How many samples.</summary>
    int Count { get; }

    /// <summary>How many samples, from the first, may be held out for validation.</summary>
    int ValidationCandidates => Count;

    /// <summary>Values in a sample.</summary>
    int InputSize { get; }

    /// <summary>Labels are 0 … Classes − 1.</summary>
    int Classes { get; }

    /// <summary>
    /// Returns the samples named by <paramref name="indices"/> [N] and writes their labels [N]. They are
    /// valid until the next call, and while the indices are.
    /// </summary>
    ByteBatch Take(ReadOnlyMemory<int> indices, Span<int> labels);

    /// <summary>Whether training sees samples as <see cref="Augment"/> changes them.</summary>
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
    bool HasTargets => false;

    /// <summary>
    /// Writes target probabilities, each from its sample (as training sees it) and label alone. Several
    /// threads call it at once, each with its own number from 0.
    /// </summary>
    /// <param name="samples">[N, InputSize].</param>
    /// <param name="labels">[N].</param>
    /// <param name="targets">[N, Classes]; overwritten.</param>
    /// <param name="worker">The thread that asks.</param>
    void WriteTargets(ByteBatch samples, ReadOnlySpan<int> labels, Matrix targets, int worker) =>
        throw new NotSupportedException("These samples have labels only.");
}
