namespace Inkling.Neural.Training;

/// <summary>
/// Labelled samples to learn from, of whatever kind. Must give the same sample for the same index every time.
/// </summary>
public interface ISampleSource
{
    /// <summary>How many samples.</summary>
    int Count { get; }

    /// <summary>Values in a sample.</summary>
    int InputSize { get; }

    /// <summary>Labels are 0 … Classes − 1.</summary>
    int Classes { get; }

    /// <summary>
    /// The samples named by <paramref name="indices"/> [N], valid until the next call and as long as those are; their labels
    /// are written to <paramref name="labels"/> [N].
    /// </summary>
    ByteRows Take(ReadOnlyMemory<int> indices, Span<int> labels);
}
