namespace Inkling.Recognition.Evaluation;

/// <summary>One picture that was read, beside what it shows.</summary>
/// <param name="Name">Which picture: its path from its set's folder, with '/'.</param>
/// <param name="Label">The digit it shows.</param>
/// <param name="Read">The digit that was read; none where no digit was found, which counts as wrong.</param>
/// <param name="Confidence">The reading's probability, 0 to 1; 0 where there is none.</param>
/// <param name="IsSure">Whether that is a confidence at which the model is sure.</param>
public sealed record ScoredReading(string Name, byte Label, int? Read, float Confidence, bool IsSure)
{
    /// <summary>Whether it was read right.</summary>
    public bool IsRight => Read == Label;

    /// <summary>How long it took, from the file to the answer.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>[28 × 28] levels, as the network saw them; kept of what was misread, to be looked at.</summary>
    public ReadOnlyMemory<byte> Pixels { get; init; }
}
