namespace Inkling.Neural.Models;

/// <summary>
/// A model or checkpoint file that can't be used. The message is one sentence: which, why, what to do.
/// </summary>
/// <param name="message">The sentence.</param>
/// <param name="cause">What the runtime said, if it spoke first.</param>
public sealed class ModelException(string message, Exception? cause = null) : Exception(message, cause);
