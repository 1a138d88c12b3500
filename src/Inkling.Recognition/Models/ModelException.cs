namespace Inkling.Recognition.Models;

/// <summary>A model or checkpoint file that can't be used. The message says which, why, what to do.</summary>
public sealed class ModelException : Exception
{
    /// <summary>States what is wrong.</summary>
    public ModelException(string message)
        : base(message)
    {
    }

    /// <summary>States what is wrong, and what was thrown on the way.</summary>
    public ModelException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
