namespace Inkling.Recognition.Data;

/// <summary>How far one step of reading, writing or downloading is.</summary>
/// <param name="What">A file or a step, in the words that a user is shown.</param>
/// <param name="Done">How much is done: bytes of a file, or digits of a set.</param>
/// <param name="Total">The whole in the same unit, or 0 where it is not known.</param>
public readonly record struct DataProgress(string What, long Done, long Total);
