namespace Inkling.Recognition.Data;

/// <summary>A file that can't be written where it was to go. The message is one line: which file, why, what to do.</summary>
public sealed class UnwritableException : IOException
{
    /// <summary>States which file, and why.</summary>
    public UnwritableException(string path, string reason, Exception? cause = null)
        : base($"{path}: {reason}", cause) =>
        Reason = reason;

    /// <summary>The message without the file.</summary>
    public string Reason { get; }
}
