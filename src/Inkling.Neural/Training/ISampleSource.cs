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
    /// Writes the samples named by <paramref name="indices"/> [N] into X [N, InputSize] and labels [N].
    /// </summary>
    void Load(ReadOnlySpan<int> indices, Matrix x, Span<int> labels);
}
